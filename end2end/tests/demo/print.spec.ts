// Paper: what is printed of lists and of an order.
import { expect, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

/** Nothing but the page's matter, dark on white whatever the theme, on pages as wide as paper. */
async function print(page: Page): Promise<void> {
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const hidden of [".nav", ".filter-bar", ".pager-controls", ".skip-link", ".hint-button", ".dialog-close"]) {
    for (const found of await page.locator(hidden).all()) await expect(found, hidden).toBeHidden();
  }
  const colours = await page.locator("body").evaluate((body) => {
    const { color, backgroundColor } = getComputedStyle(body);
    return { color, backgroundColor };
  });
  expect(colours).toEqual({ color: "rgb(0, 0, 0)", backgroundColor: "rgb(255, 255, 255)" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, "how much is cut off at the right").toBeLessThanOrEqual(0);
}

for (const address of ["/orders/new?rows=100", "/customers?rows=100"]) {
  test(`UX-04 print: ${address}: a table with its head on every page, no row cut in two`, async ({ page }) => {
    await visit(page, address);
    await print(page);
    await expect(page.getByRole("columnheader").first()).toBeVisible();
    const style = (selector: string, name: string) =>
      page.locator(selector).first().evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name);
    expect(await style("thead", "display")).toBe("table-header-group");
    expect(await style("thead th", "position")).toBe("static");
    expect(await style("tbody tr", "display")).toBe("table-row");
    expect(await style("tbody tr", "break-inside")).toBe("avoid");
    // Where a link leads is of no use on paper.
    expect(await page.locator("a.row-link").first().evaluate((link) => getComputedStyle(link, "::after").content)).toBe("none");
  });
}

test("UX-04 print: an order, on its page and over the list", async ({ page }) => {
  await visit(page, "/orders/new?rows=25");
  const [number] = await orderNumbers(page);
  await visit(page, `/orders/${number}`);
  await print(page);
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();

  // How many sheets it takes, as Chromium itself counts them.
  const sheets = async () => (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const alone = await sheets();
  expect(alone).toBeGreaterThan(0);

  // Of a list as long as can be nothing is printed with it.
  await page.emulateMedia({ media: null });
  await visit(page, "/orders/new?rows=200");
  expect(await sheets()).toBeGreaterThan(alone + 2);
  await visit(page, `/orders/new/${number}?rows=200`);
  await expect(page.getByRole("dialog").getByRole("heading", { level: 2 })).toBeFocused();
  await print(page);
  expect(await sheets()).toBe(alone);
  const beside = await page.evaluate(() => {
    const dialog = document.querySelector("dialog[open]");
    const others = [...document.body.querySelectorAll("*")].filter((element) => !dialog?.contains(element) && !element.contains(dialog));
    return others.filter((element) => element.checkVisibility()).map((element) => `${element.tagName}.${element.className}`);
  });
  expect(beside, "what is printed beside the order").toEqual([]);
  await expect(page.getByRole("heading", { name: `Order ${number}` })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Ordering Member", includeHidden: true })).toBeHidden();
  // All of it is on the paper, none of it behind a scroll bar.
  const body = page.locator(".dialog-body");
  expect(await body.evaluate((body) => body.scrollHeight - body.clientHeight)).toBeLessThanOrEqual(1);
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
});
