import { expect, signIn, test, visit } from "../../fixtures.ts";
import { destinationTab, expectOrders, filters, next, orderNumbers, statusTab, summary } from "../../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("UX-01 with scripts tabs, filters, pages and other screens come without loading the page anew", async ({ page }) => {
  await visit(page, "/orders/new?to=international&rows=25");
  const documents: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "document") documents.push(request.url());
  });
  await next(page);
  const [number] = await orderNumbers(page);
  await destinationTab(page, "Domestic").click();
  await expect(destinationTab(page, "Domestic")).toHaveAttribute("aria-current", "true");
  await statusTab(page, "Failed to Release").click();
  await expect(statusTab(page, "Failed to Release")).toHaveAttribute("aria-current", "page");
  await destinationTab(page, "International").click();
  await statusTab(page, "Not Yet Released").click();
  await expect(statusTab(page, "Not Yet Released")).toHaveAttribute("aria-current", "page");
  await filters(page).getByLabel("Search", { exact: true }).fill(number ?? "");
  await page.keyboard.press("Enter");
  await expectOrders(page, [number ?? ""]);
  await page.goBack();
  await expect(summary(page)).toBeVisible();
  await expect(filters(page).getByLabel("Search", { exact: true })).toHaveValue("");
  await filters(page).getByLabel("Order creation date").selectOption({ label: "Last 90 days" });
  await expect(page).toHaveURL(/range=90d/);
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  expect(documents).toEqual([]);
});

test("UX-01 what is typed before the scripts have come is not lost when they come", async ({ page }) => {
  let come = () => {};
  const scripts = new Promise<void>((resolve) => (come = resolve));
  await page.route("**/*.wasm", async (route) => {
    await scripts;
    await route.continue();
  });
  await page.goto("/orders/new", { waitUntil: "commit" });
  await filters(page).getByLabel("Search", { exact: true }).fill("typed early");
  await filters(page).getByLabel("Search in").selectOption({ label: "SKU" });
  await filters(page).getByLabel("Customer Email").fill("early@waybill.test");
  expect(await page.locator("html").getAttribute("data-hydrated")).toBeNull();
  come();
  await expect(page.locator("html")).toHaveAttribute("data-hydrated", /.*/);
  await expect(filters(page).getByLabel("Search", { exact: true })).toHaveValue("typed early");
  await expect(filters(page).getByLabel("Customer Email")).toHaveValue("early@waybill.test");
  await filters(page).getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL("/orders/new?in=sku&q=typed+early&email=early%40waybill.test");
});
