import { expect, signIn, test } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("UX-01 without scripts the detail is a page of its own: the list is not in the way", async ({ page }) => {
  await page.goto("/orders/new?rows=25");
  const [number] = await orderNumbers(page);
  await page.getByRole("link", { name: number ?? "", exact: true }).click();
  await expect(page.getByRole("dialog", { name: `Order ${number}` })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Ordering Member" })).toBeHidden();
  await expect(page.getByRole("search")).toBeHidden();
  // All of it can be scrolled to.
  const last = page.getByRole("heading", { name: "Timeline" });
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
});

test("UX-01 without scripts the menu and the filters of a narrow window open", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/orders/new?rows=25");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page).toHaveURL("/customers");
  await page.goBack();
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByLabel("Customer Email").fill("nobody@waybill.test");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
});

test("UX-01 no script is needed to see the first page: the rows are in the document", async ({ page }) => {
  const html = await (await page.request.get("/orders/new")).text();
  await page.goto("/orders/new");
  const numbers = await orderNumbers(page);
  expect(numbers).toHaveLength(50);
  for (const number of numbers) expect(html).toContain(number);
});

test("UX-03 without scripts nothing is offered that only scripts can do: ticking, the palette, shortcuts", async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 760 });
    await page.goto("/orders/new?rows=25");
    await expect(page.locator("tbody tr").first()).toBeVisible();
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    await expect(page.locator(".nav-tools")).toBeHidden();
    await expect(page.locator(".search-box kbd")).toBeHidden();
  }
});
