import { expect, type Page, signIn, test, visit } from "../../fixtures.ts";
import { expectOrders, next, orderNumbers } from "../../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

const dialog = (page: Page) => page.getByRole("dialog");

/** Opens an order far down on the second page; gives what must be the same again once it is closed. */
async function openFarDown(page: Page) {
  await visit(page, "/orders/new?to=international&rows=25");
  await next(page);
  const numbers = await orderNumbers(page);
  const list = page.url();
  const link = page.getByRole("link", { name: numbers[20] ?? "", exact: true });
  await link.scrollIntoViewIfNeeded();
  const scroll = await page.evaluate(() => scrollY);
  expect(scroll, "the page can be scrolled").toBeGreaterThan(0);
  await link.click();
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).getByRole("heading", { name: "Timeline" })).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/orders/list_new") || request.resourceType() === "document") asked.push(request.url());
  });
  const detail = page.url();
  const asBefore = async () => {
    await expect(dialog(page)).toHaveCount(0);
    await expect(page).toHaveURL(list);
    await expectOrders(page, numbers);
    expect(await page.evaluate(() => scrollY), "scroll").toBe(scroll);
    expect(asked, "the list was not asked for again").toEqual([]);
  };
  return { link, list, detail, asBefore };
}

test("REL-05 Esc closes the detail; list, filters, page, scroll and focus stay", async ({ page }) => {
  const { link, asBefore } = await openFarDown(page);
  await expect(dialog(page).getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await asBefore();
  await expect(link).toBeFocused();
});

test("REL-05 Back closes the detail and Forward opens it again", async ({ page }) => {
  const { detail, asBefore } = await openFarDown(page);
  await page.goBack();
  await asBefore();
  await page.goForward();
  await expect(page).toHaveURL(detail);
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).getByRole("heading", { name: "Timeline" })).toBeVisible();
  await page.goBack();
  await asBefore();
});

test("REL-05 the close link and a click beside the detail close it", async ({ page }) => {
  const { link, asBefore } = await openFarDown(page);
  await dialog(page).getByRole("link", { name: "Close" }).click();
  await asBefore();
  await link.click();
  await expect(dialog(page)).toBeVisible();
  // A click inside does not close it, nor does selecting text that ends beside it.
  await dialog(page).getByRole("heading", { level: 2 }).click();
  const box = await dialog(page).boundingBox();
  if (!box) throw new Error("the dialog has no place");
  await page.mouse.move(box.x + 40, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(5, 5);
  await page.mouse.up();
  await expect(dialog(page)).toBeVisible();
  await page.mouse.click(5, 5);
  await asBefore();
});

test("REL-05 the detail is modal: what is behind it can't be reached by keyboard", async ({ page }) => {
  await visit(page, "/orders/new?rows=25");
  const [number] = await orderNumbers(page);
  await page.getByRole("link", { name: number ?? "", exact: true }).click();
  await expect(dialog(page)).toBeVisible();
  for (let presses = 0; presses < 15; presses++) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => document.activeElement?.closest("dialog, body")?.tagName);
    // The browser's own controls come in between: then it is the body.
    expect(["DIALOG", "BODY"]).toContain(where);
    const onBody = await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null);
    expect(onBody).toBe(true);
  }
});

test("REL-05 order after order: each has its own place in the history", async ({ page }) => {
  await visit(page, "/orders/new?rows=25");
  const [first, second] = await orderNumbers(page);
  for (const number of [first, second]) {
    await page.getByRole("link", { name: number ?? "", exact: true }).click();
    await expect(page.getByRole("dialog", { name: `Order ${number}` })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toHaveCount(0);
  }
  await page.goto(`/orders/new/${first}?rows=25`);
  await expect(page.getByRole("dialog", { name: `Order ${first}` })).toBeVisible();
});
