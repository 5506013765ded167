// The code of the screens beside New orders comes in a file of its own.
import { expect, hydrated, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

const beside = /\/split_beside[^/]*\.wasm$/;

/** The code of the other screens does not come until what this gives is called. */
async function holdBack(page: Page): Promise<() => void> {
  let come = () => {};
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route(beside, async (route) => {
    await held;
    await route.continue();
  });
  return come;
}

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("UX-01 the code of the other screens is there before one opens them", async ({ page }) => {
  const fetched = page.waitForResponse(beside);
  await visit(page, "/orders/new");
  expect((await fetched).status()).toBe(200);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  expect(asked.filter((url) => url.includes("/pkg/"))).toEqual([]);
});

test("UX-01 who opens two orders before the code has come sees the second", async ({ page }) => {
  const come = await holdBack(page);
  await visit(page, "/orders/new");
  const [one = "", other = ""] = await orderNumbers(page);
  await page.getByRole("link", { name: one, exact: true }).click();
  await page.getByRole("link", { name: other, exact: true }).click();
  come();
  await expect(page.getByRole("dialog", { name: `Order ${other}` })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/orders/new/${other}`));
});

test("UX-01 code that can't be fetched is asked for again by whoever opens such a screen", async ({ page, complaints }) => {
  complaints.allow(/split_beside|Failed to fetch/);
  await page.route(beside, (route) => route.abort());
  await visit(page, "/orders/new");
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { name: "The server does not answer" })).toBeVisible();
  await page.unroute(beside);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await hydrated(page);
});

for (const [lang, words, reload] of [
  ["en", "This page has stopped working.", "Reload"],
  ["ja", "このページは動作を停止しました。", "再読み込み"],
] as const) {
  test(`UX-01 a page that has stopped says so and can be loaded anew (${lang})`, async ({ page, complaints }) => {
    complaints.allow(/split_beside|Failed to fetch/);
    await page.context().addCookies([{ name: "locale", value: lang, domain: "127.0.0.1", path: "/" }]);
    await page.route(beside, (route) => route.abort());
    await page.goto("/settings");
    const told = page.getByRole("alert").filter({ hasText: words });
    await expect(told).toBeVisible();
    // What the server sent is all there, once.
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await page.unroute(beside);
    await told.getByRole("link", { name: reload }).click();
    await hydrated(page);
    await expect(told).toBeHidden();
  });
}
