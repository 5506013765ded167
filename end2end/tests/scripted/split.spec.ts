// The code of the screens beside New orders comes in a file of its own.
import { expect, signIn, test, visit } from "../../fixtures.ts";

const beside = /\/pkg\/[^?]*\/split_[^/]+\.wasm$/;

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

for (const [lang, words, reload] of [
  ["en", "This page has stopped working.", "Reload"],
  ["ja", "このページは動作を停止しました。", "再読み込み"],
] as const) {
  test(`UX-01 code that can't be fetched: the page says so and can be loaded anew (${lang})`, async ({ page, complaints }) => {
    complaints.allow(/split_|panicked|unreachable|Failed to (load|fetch)/);
    await page.context().addCookies([{ name: "locale", value: lang, domain: "127.0.0.1", path: "/" }]);
    await page.route(beside, (route) => route.abort());
    await visit(page, "/orders/new");
    const told = page.getByRole("alert").filter({ hasText: words });
    await expect(told).toBeVisible();
    await page.unroute(beside);
    await told.getByRole("link", { name: reload }).click();
    await expect(told).toBeHidden();
    await visit(page, "/settings");
    await expect(page.locator("html")).toHaveAttribute("data-hydrated");
  });
}
