import { expect, signIn, test, visit } from "../fixtures.ts";

const japanese = /\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Han}/u;

test("UX-04 language: Japanese when it is chosen, on every page, also after signing out", async ({ page }) => {
  await signIn(page, "viewer", { fresh: true });
  await visit(page, "/orders/new?rows=25");
  await page.getByRole("button", { name: "日本語" }).click();
  // One stays where one was.
  await expect(page).toHaveURL("/orders/new?rows=25");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await expect(page.getByRole("button", { name: "日本語" })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("heading", { level: 1, name: "新規注文（出荷前）" })).toBeVisible();
  await page.getByRole("link", { name: "会員", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "会員" })).toBeVisible();

  await page.getByRole("button", { name: "サインアウト" }).click();
  await expect(page.getByRole("status")).toHaveText("サインアウトしました。");
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("UX-04 language: nothing English is left on the pages for signing in and for settings", async ({ page }) => {
  const words = async (): Promise<string[]> => {
    const lines = (await page.locator("body").innerText()).split("\n").map((line) => line.trim());
    return lines.filter((line) => /[a-z]{3}/i.test(line) && !japanese.test(line) && !/^(Waybill|English|Ctrl K|.*@waybill\.test)$/.test(line));
  };
  const japaneseReader = { name: "locale", value: "ja", domain: "127.0.0.1", path: "/" };
  await page.context().addCookies([japaneseReader]);
  await visit(page, "/sign-in?problem=credentials");
  expect(await words()).toEqual([]);
  await page.context().clearCookies();
  await signIn(page, "viewer");
  await page.context().addCookies([japaneseReader]);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { level: 1, name: "設定" })).toBeVisible();
  expect(await words()).toEqual([]);
  // Countries are named in the reader's language.
  await expect(page.getByLabel("店舗の所在国").locator("option[value=KR]")).toHaveText("韓国");
  await page.goto("/customers?q=no-such-customer");
  await expect(page.getByRole("heading", { level: 2, name: "該当する会員がいません" })).toBeVisible();
  expect(await words()).toEqual([]);
});

test("UX-04 theme: light and dark differ, the choice is kept, and the system's applies until one is made", async ({ page }) => {
  await signIn(page, "viewer", { fresh: true });
  const background = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  const press = async (name: string) => {
    await page.getByRole("button", { name }).click();
    await expect(page.getByRole("button", { name })).toHaveAttribute("aria-pressed", "true");
  };

  await page.emulateMedia({ colorScheme: "light" });
  await visit(page, "/customers?rows=25");
  await expect(page.getByRole("button", { name: "As the system" })).toHaveAttribute("aria-pressed", "true");
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background();
  expect(dark).not.toBe(light);

  await press("Light");
  await expect(page).toHaveURL("/customers?rows=25");
  expect(await background()).toBe(light);
  await press("Dark");
  expect(await background()).toBe(dark);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/settings");
  expect(await background()).toBe(dark);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await press("As the system");
  expect(await background()).toBe(light);
});

