// The Shipping list: what stands in which tab, and how it is found.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { countOf, destinationTab, filters, orderNumbers, queryOf, statusTab } from "../../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

const tabs = ["Preparing to Release", "In delivery", "Shipping failed", "Delivered"] as const;
const standsIn: Record<(typeof tabs)[number], RegExp> = {
  "Preparing to Release": /^(Preparing to release|Preparing to ship)$/,
  "In delivery": /^(Released|In transit|Out for delivery)$/,
  "Shipping failed": /^Shipping failed$/,
  Delivered: /^(Delivered|Picked up)$/,
};
const tab = (page: Parameters<typeof statusTab>[0], name: (typeof tabs)[number]) => statusTab(page, name as Parameters<typeof statusTab>[1]);

test("SHP-01 SHP-05 every tab shows the shipments of its statuses, with its count; Domestic and International apart", async ({ page }) => {
  await visit(page, "/shipping?rows=25");
  for (const destination of ["Domestic", "International"] as const) {
    await destinationTab(page, destination).click();
    await expect(destinationTab(page, destination)).toHaveAttribute("aria-current", "true");
    for (const name of tabs) {
      await tab(page, name).click();
      await expect(tab(page, name)).toHaveAttribute("aria-current", /page|true/);
      const count = await countOf(tab(page, name));
      expect(count, `${destination}, ${name}`).toBeGreaterThan(0);
      await expect(page.locator(".pager-summary")).toContainText(`of ${count.toLocaleString("en-GB")}`);
      // The rows come after the count.
      await expect(page.locator("main tbody td:nth-child(5) .pill")).toHaveText(Array(Math.min(25, count)).fill(standsIn[name]));
    }
  }
});

test("SHP-02 found by Shipment No., Order No., Invoice No. and Product ID, recognised or chosen", async ({ page }) => {
  await visit(page, "/shipping?tab=delivered&rows=25");
  const row = page.locator("main tbody tr").filter({ has: page.locator(".number") }).first();
  const shipment = (await row.locator("a.row-link").innerText()).trim();
  const order = (await row.locator("td:nth-child(4)").innerText()).trim();
  const invoice = (await row.locator(".number").innerText()).trim();
  const { lines } = await (await page.request.get("/api/shipments/get", { params: { number: shipment } })).json();
  const product = String(lines[0].product_code);
  const search = async (text: string, field = "") => {
    await filters(page).getByRole("searchbox").or(filters(page).locator("#search")).first().fill(text);
    await filters(page).getByLabel("Search in").selectOption(field);
    await filters(page).getByRole("button", { name: "Search" }).first().click();
    await expect.poll(() => queryOf(page).q).toBe(text);
  };
  for (const [text, field, recognised] of [
    [shipment, "", "Shipment No."],
    [order, "", "Order No."],
    [invoice, "", "Invoice No."],
    [` ${shipment.toLowerCase()} `.trim(), "shipment_no", ""],
    [invoice, "invoice_no", ""],
    [order, "order_no", ""],
    [product, "product_id", ""],
  ] as const) {
    await search(text, field);
    if (recognised) await expect(page.getByText(`Recognised as ${recognised}`)).toBeVisible();
    // An order may have several shipments, and a product is in many.
    const found = expect.poll(() => orderNumbers(page), `${field} ${text}`);
    if (text === order) await found.toContain(shipment);
    else if (field === "product_id") await expect(page.locator("main tbody tr").first()).toBeVisible();
    else await found.toEqual([shipment]);
  }
  await search("NO-SUCH-NUMBER");
  await expect(page.getByRole("heading", { name: "No shipment matches" })).toBeVisible();
});

test("SHP-03 SHP-04 General / Claim tells exchanges apart; Optional + and dates narrow the list", async ({ page, javaScriptEnabled }) => {
  await visit(page, "/shipping?tab=delivered&rows=25");
  const all = await countOf(tab(page, "Delivered"));
  const submit = async () => {
    if (javaScriptEnabled === false) await filters(page).getByRole("button", { name: "Search" }).first().click();
  };
  const counts: number[] = [];
  for (const kind of ["Standard Order Shipment", "Exchange Shipment"]) {
    await filters(page).getByLabel("General / Claim").selectOption({ label: kind });
    await submit();
    await expect.poll(() => queryOf(page).kind).toBe(kind === "Exchange Shipment" ? "exchange" : "standard");
    await expect.poll(() => countOf(tab(page, "Delivered"))).not.toBe(counts[0] ?? all);
    counts.push(await countOf(tab(page, "Delivered")));
  }
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all);
  await expect(page.locator("main tbody .badge").filter({ hasText: "Exchange" })).toHaveCount(Math.min(25, counts[1] ?? 0));

  for (const filter of ["location=1", "location=2", "range=7d"]) {
    await visit(page, `/shipping?tab=delivered&rows=25&${filter}`);
    // Counts under a filter stop at 1,000: "1,000+".
    const found = Number((await tab(page, "Delivered").innerText()).replace(/\D/g, ""));
    expect(found, filter).toBeGreaterThan(0);
    expect(found, filter).toBeLessThan(all);
  }
  await visit(page, "/shipping?tab=delivered&from=2001-01-01&until=2001-01-02");
  await expect(page.getByRole("heading", { name: "No shipment matches" })).toBeVisible();
});

test("SHP-06 a shipment's detail has its own address, shows all of it and leads to its order", async ({ page }) => {
  await visit(page, "/shipping?tab=delivered&rows=25");
  const number = (await orderNumbers(page))[3] ?? "";
  await page.getByRole("link", { name: number, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/shipping/${number}\\?tab=delivered&rows=25$`));
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  for (const heading of ["Invoice", "In this shipment", "Tracking", "Shipping address", "Shipping request"]) {
    await expect(dialog.getByRole("heading", { name: heading, exact: true })).toBeVisible();
  }
  await expect(dialog.getByText("Delivered", { exact: true }).first()).toBeVisible();
  // Who only looks is offered nothing to do.
  await expect(dialog.getByRole("button", { name: /invoice/i })).toHaveCount(0);
  const order = await dialog.locator('a[href^="/orders/"]').innerText();
  await dialog.getByRole("link", { name: order }).click();
  await expect(page.getByRole("heading", { name: `Order ${order}` })).toBeVisible();
  await page.getByRole("link", { name: number }).click();
  await expect(page.getByRole("dialog", { name: `Shipment ${number}` })).toBeVisible();
});

test("SHP-06 no such shipment: the page says so", async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  await visit(page, "/shipping/NO-SUCH");
  await expect(page.getByRole("heading", { name: "There is no such shipment" })).toBeVisible();
});
