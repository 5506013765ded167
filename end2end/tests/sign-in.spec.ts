import { expect, fillSignIn, signIn, test, visit } from "../fixtures.ts";
import { email, password } from "../servers.ts";

const refused = "The email or the password is wrong.";

test("SEC-01 sign-in: a page asked for without a session is shown after signing in", async ({ page }) => {
  await visit(page, "/customers?rows=25");
  await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent("/customers?rows=25")}`);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await fillSignIn(page, email("viewer"), password);
  await expect(page).toHaveURL("/customers?rows=25");
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();

  // Whoever is signed in does not sign in again.
  await visit(page, "/sign-in");
  await expect(page).toHaveURL("/orders/new");
});

test("SEC-01 sign-in: a wrong password and an unknown email get the same answer", async ({ page }) => {
  await visit(page, "/sign-in?next=%2Fsettings");
  for (const [who, secret] of [
    [email("owner"), "not the right password"],
    ["nobody@waybill.test", password],
    [email("owner"), "x".repeat(300)],
  ] as const) {
    await fillSignIn(page, who, secret);
    await expect(page.getByRole("alert")).toHaveText(refused);
    await expect(page.getByLabel("Email")).toHaveValue(who);
    await expect(page.getByLabel("Password")).toHaveValue("");
    expect(page.url()).not.toContain(encodeURIComponent(secret).slice(0, 10));
  }
  // Where one wanted to go is not forgotten over it; the email may be written as one likes.
  await fillSignIn(page, email("owner").toUpperCase(), password);
  await expect(page).toHaveURL("/settings");
});

test("SEC-01 sign-out: the session is over for every copy of its cookie", async ({ page }) => {
  await signIn(page, "viewer", { fresh: true });
  const cookies = await page.context().cookies();
  expect(cookies.find((cookie) => cookie.name === "waybill")).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  await visit(page, "/orders/new");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/sign-in?signed_out=1");
  await expect(page.getByRole("status")).toHaveText("You are signed out.");

  await page.context().addCookies(cookies);
  await visit(page, "/orders/new");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  expect((await page.request.get("/api/desk/get")).status()).toBe(401);
});

