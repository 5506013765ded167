import { expect, fillSignIn, signIn, test, visit } from "../../fixtures.ts";
import { email, password, roles } from "../../servers.ts";

test("SEC-01 sign-in: leads on within this site only", async ({ page, server }) => {
  for (const elsewhere of ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)"]) {
    const answer = await page.request.post("/api/session/sign_in", {
      form: { email: email("viewer"), password, next: elsewhere },
      maxRedirects: 0,
    });
    expect(answer.headers().location, elsewhere).toBe("/orders/new");
  }
  await page.context().clearCookies();
  await visit(page, `/sign-in?next=${encodeURIComponent("https://example.com/")}`);
  await fillSignIn(page, email("viewer"), password);
  await expect(page).toHaveURL(`${server.url}/orders/new`);
});

test("SEC-01 sign-in: a session of before is not the one after", async ({ page }) => {
  // A cookie that somebody else planted must not become a session.
  const planted = "AAAAAAAAAAAAAAAAAAAAAA";
  await page.context().addCookies([{ name: "waybill", value: planted, domain: "127.0.0.1", path: "/" }]);
  await signIn(page, "viewer", { fresh: true });
  const after = (await page.context().cookies()).find((cookie) => cookie.name === "waybill");
  expect(after?.value).toBeTruthy();
  expect(after?.value).not.toBe(planted);
});

test("SEC-01 each role is told who it is", async ({ page }) => {
  const names = { owner: "Owner", manager: "Manager", fulfilment: "Fulfilment", viewer: "Viewer" };
  for (const role of roles) {
    // A page that is left asks for nothing when its cookie has gone.
    await page.goto("about:blank");
    await page.context().clearCookies();
    await signIn(page, role);
    await visit(page, "/settings");
    const person = page.locator(".nav-user");
    await expect(person).toContainText(email(role));
    await expect(person).toContainText(names[role]);
  }
});
