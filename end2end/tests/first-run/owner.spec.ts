import { expect, expectNoAxeViolations, fillSignIn, test, visit } from "../../fixtures.ts";
import { password } from "../../servers.ts";

// In this order: the last test ends the first run.

const owner = "first.owner@waybill.test";

test("SEC-01 first run: every page leads to setting up the owner", async ({ page }) => {
  for (const address of ["/", "/sign-in", "/orders/new?q=1", "/customers", "/settings", "/no-such-page"]) {
    await visit(page, address);
    await expect(page).toHaveURL("/first-run");
  }
  await expect(page.getByRole("heading", { level: 1, name: "Welcome to Waybill" })).toBeVisible();
  await expect(page).toHaveTitle("Welcome to Waybill · Waybill");
  expect((await page.request.get("/api/orders/list_new?query=")).status()).toBe(401);
});

test("SEC-01 first run: a bad email or password is refused with its reason, and the email is kept", async ({ page }) => {
  await visit(page, "/first-run");
  const fill = async (email: string, secret: string) => {
    // The browser's own checks would stand before the server's.
    await page.locator("form[action$=first_run]").evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("New password").fill(secret);
    await page.getByRole("button", { name: "Create the owner" }).click();
  };

  await fill("nobody", password);
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription("This is no email address.");
  await expect(page.getByLabel("Email")).toHaveValue("nobody");
  expect(page.url()).not.toContain("correct");

  await fill(owner, "too short");
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/A password has at least 10 characters\./);
  await expect(page.getByLabel("New password")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Email")).toHaveValue(owner);

  await fill(owner, "x".repeat(257));
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/A password has at most 256 characters\./);
  await expectNoAxeViolations(page);

  // Nobody was set up by any of this.
  await page.goto("/orders/new");
  await expect(page).toHaveURL("/first-run");
});

test("SEC-01 first run: in Japanese for a Japanese browser, and without scripts", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "ja-JP", baseURL: server.url });
  const page = await context.newPage();
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(page.getByRole("heading", { level: 1, name: "Waybill へようこそ" })).toBeVisible();
  await page.getByLabel("メールアドレス").fill(owner);
  await page.getByLabel("新しいパスワード").fill("short");
  await page.getByRole("button", { name: "オーナーを登録" }).click();
  await expect(page.getByText("パスワードは10文字以上にしてください。")).toBeVisible();
  await context.close();
});

test("SEC-01 first run: the owner is set up once, is signed in, and finds an empty desk", async ({ page }) => {
  await visit(page, "/first-run");
  await page.getByLabel("Email").fill(` ${owner.toUpperCase()} `.trim());
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Create the owner" }).click();
  await expect(page).toHaveURL("/settings");
  const nav = page.locator(".nav-user");
  await expect(nav).toContainText(owner);
  await expect(nav).toContainText("Owner");
  // What is set up first is the merchant.
  await page.getByLabel("Name").fill("Nordwind Prints");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();

  await page.getByRole("link", { name: "New orders" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "No orders yet" })).toBeVisible();
  await expect(page.getByText("waybill import orders FILE --channel CODE")).toBeVisible();
  await expectNoAxeViolations(page);
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "No customers yet" })).toBeVisible();
  await expectNoAxeViolations(page);

  // A second owner can't be set up, whoever asks.
  const again = await page.request.post("/api/session/first_run", {
    form: { email: "second@waybill.test", password },
    maxRedirects: 0,
  });
  expect(again.headers().location).toBe("/sign-in?problem=set_up");
  await page.context().clearCookies();
  await visit(page, "/first-run");
  await expect(page).toHaveURL("/sign-in");
  await visit(page, "/sign-in?problem=set_up");
  await expect(page.getByRole("alert")).toHaveText("The owner is set up already. Sign in.");
  await fillSignIn(page, "second@waybill.test", password);
  await expect(page.getByRole("alert")).toHaveText("The email or the password is wrong.");
  await fillSignIn(page, owner, password);
  await expect(page).toHaveURL("/orders/new");
});
