import { expect, signIn, test, visit } from "../../fixtures.ts";

test("SEC-01 a session that ended elsewhere: the page says so and leads to signing in", async ({ page, complaints }) => {
  complaints.allow(/\/api\//);
  complaints.allow(/status of 401/);
  await signIn(page, "viewer", { fresh: true });
  await page.goto("about:blank");
  // The session ends when the page has all that it asks for by itself.
  const stream = page.waitForResponse("**/live");
  await visit(page, "/orders/new");
  await stream;
  // As in another tab.
  await page.request.post("/api/session/sign_out");
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { name: "Your session has ended. Sign in to go on." })).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await expect(page.getByLabel("Password")).toBeVisible();
});
