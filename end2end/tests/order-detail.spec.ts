import { expect, type Page, signIn, test, visit } from "../fixtures.ts";
import { expectOrders, next, orderNumbers, orderRows } from "../list.ts";

const sections = ["Ordered Product", "Payment Info", "Shipping", "Claim", "Timeline"];

async function expectDetail(page: Page, number: string): Promise<void> {
  for (const name of sections) {
    await expect(page.getByRole("heading", { level: 3, name, exact: true })).toBeVisible();
  }
  await expect(page).toHaveTitle(`Order ${number} · Waybill`);
}

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("REL-05 click on Order No.: the detail with its sections, under an address of its own; closing it leads back to the list", async ({ page }) => {
  await visit(page, "/orders/new?to=international&rows=25");
  await next(page);
  const shown = await orderNumbers(page);
  const list = new URL(page.url());
  const number = shown[3] ?? "";
  await page.getByRole("link", { name: number, exact: true }).click();
  await expect(page).toHaveURL(`/orders/new/${number}${list.search}`);
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  await expect(dialog).toBeVisible();
  await expectDetail(page, number);
  await expect(dialog.getByRole("listitem").first()).toBeVisible();

  await dialog.getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL(list.href);
  await expect(dialog).toBeHidden();
  await expectOrders(page, shown);
});

test("REL-05 deep link: the detail opens from its address alone, with the list around it and as a page of its own", async ({ page }) => {
  await visit(page, "/orders/new");
  const [row] = await orderRows(page);
  const number = row?.number ?? "";

  const copy = await page.context().newPage();
  const answer = await visit(copy, `/orders/new/${number}?rows=25`);
  expect(answer?.status()).toBe(200);
  await expect(copy.getByRole("dialog", { name: `Order ${number}` })).toBeVisible();
  await expectDetail(copy, number);
  await copy.getByRole("link", { name: "Close" }).click();
  await expect(copy).toHaveURL("/orders/new?rows=25");
  expect(await orderNumbers(copy)).toHaveLength(25);

  await visit(copy, `/orders/${number}`);
  await expect(copy.getByRole("heading", { level: 1, name: `Order ${number}` })).toBeVisible();
  await expectDetail(copy, number);
  await copy.close();
});

test("REL-05 no such order: a proper page that says so and leads on, also for numbers that are none", async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  for (const number of ["NO-SUCH-ORDER", "a b", "%", "注文", "../settings", "x".repeat(500), "1'; --"]) {
    const answer = await visit(page, `/orders/${encodeURIComponent(number)}`);
    expect(answer?.status(), number).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "There is no such order" })).toBeVisible();
    await expect(page.getByText(`No order bears the number ${number}.`)).toBeVisible();
  }
  const answer = await visit(page, "/orders/new/NO-SUCH-ORDER?rows=25");
  expect(answer?.status()).toBe(404);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "There is no such order" })).toBeVisible();
  await dialog.getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL("/orders/new?rows=25");
  await expect(page.getByRole("columnheader", { name: "Order No." })).toBeVisible();
});

test("REL-05 an address that leads nowhere gets a proper page", async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  for (const address of ["/no-such-page", "/orders", "/orders/new/1/2", "/customers/1/2/3"]) {
    const answer = await visit(page, address);
    expect(answer?.status(), address).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "There is no such page" })).toBeVisible();
  }
  await page.getByRole("link", { name: "Go to New orders" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New (To Ship) Orders" })).toBeVisible();
});
