// Products and stock: found, corrected where they stand, taken from a file, and what a release lacked is mended.
import { readFile } from "node:fs/promises";
import { expect, expectNoAxeViolations, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

const seed = [["seed", "--orders", "400", "--seed", "1"]];

const onHand = (page: Page, sku: string, location = "Tokyo") => page.getByRole("textbox", { name: `On hand, ${sku}, ${location}` });
const told = (page: Page) => page.locator("#corrected");

test("ITM-01 stock and delivery names are corrected where they stand, with the keyboard alone", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/items`);
  await page.keyboard.press("/");
  await page.keyboard.type("mug lum");
  await page.keyboard.press("Enter");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page).toHaveURL(/q=mug\+lum/);
  const stock = onHand(page, "LUM-MUG");
  const before = await stock.inputValue();
  const bar = page.getByRole("region", { name: "Save changes" });
  await expect(bar).toBeHidden();
  await stock.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("1,234");
  await expect(bar.getByText("1 unsaved")).toBeVisible();
  await expectNoAxeViolations(page, ".correction-form");
  await page.keyboard.press("Enter");
  await expect(told(page)).toContainText("1 changed.");
  await expect(stock).toHaveValue("1234");
  await expect(stock).toBeFocused();
  await expect(bar).toBeHidden();
  // Its page tells how it came about.
  await page.getByRole("link", { name: "LUMINA Mug" }).click();
  const movements = page.getByRole("table", { name: "Stock movements" });
  await expect(movements.getByRole("row").nth(1)).toContainText("Stock-taking");
  await expect(movements.getByRole("row").nth(1)).toContainText(`+${1234 - Number(before)}`);
  await expect(movements.getByRole("row").nth(1)).toContainText("fulfilment@waybill.test");
});

test("ITM-01 SEC-02 what is refused stays as it was typed and says why; the rest is saved", async ({ page, browser, complaints, startOwn }) => {
  const own = await startOwn(seed);
  // Hears of nothing that others change.
  complaints.allow(/\/live/);
  await page.route("**/live", (route) => route.abort());
  await signIn(page, "manager", { at: own });
  await visit(page, `${own.url}/items?q=mug`);
  const [first, second] = [page.locator("input[data-cell^=stock]").nth(0), page.locator("input[data-cell^=stock]").nth(1)];
  const was = await second.inputValue();
  // Somebody else counts the second meanwhile.
  const context = await browser.newContext({ locale: "en-GB", storageState: await page.context().storageState() });
  const other = await context.newPage();
  await visit(other, `${own.url}/items?q=mug`);
  await other.locator("input[data-cell^=stock]").nth(1).fill("41");
  await other.getByRole("button", { name: "Save changes" }).click();
  await expect(told(other)).toContainText("1 changed.");
  await context.close();

  await first.fill("12");
  await second.fill("40");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(told(page)).toContainText("1 changed. 1 not changed");
  await expect(second).toHaveValue("40");
  await expect(second).toHaveAttribute("aria-invalid", "true");
  await expect(second).toHaveAccessibleDescription("It is 41 by now.");
  await expectNoAxeViolations(page, ".correction-form");
  // Saved once more, it goes over what is known by now.
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(told(page)).toContainText("1 changed.");
  await expect(second).toHaveValue("40");
  // What is typed and not saved goes from page to page of the list, and can be discarded.
  await first.fill("13");
  await page.getByRole("link", { name: "No delivery name" }).click();
  await expect(page.getByText("1 unsaved")).toBeVisible();
  await page.getByRole("link", { name: /^All/ }).click();
  await expect(first).toHaveValue("13");
  // So it is from screen to screen.
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { name: "Customers" })).toBeVisible();
  await page.goBack();
  await expect(first).toHaveValue("13");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(first).toHaveValue("12");
  expect(was).not.toBe("40");
});

test("UX-05 ITM-01 what others change shows in an open list, once nobody types in it", async ({ page, browser, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  await visit(page, `${own.url}/items?q=lum-mug`);
  const stock = onHand(page, "LUM-MUG");
  const context = await browser.newContext({ locale: "en-GB", storageState: await page.context().storageState() });
  const other = await context.newPage();
  await visit(other, `${own.url}/items?q=lum-mug`);
  const count = async (units: string) => {
    await onHand(other, "LUM-MUG").fill(units);
    await other.getByRole("button", { name: "Save changes" }).click();
    await expect(told(other)).toContainText("1 changed.");
  };
  await count("41");
  await expect(stock).toHaveValue("41");
  // Whoever is at a field keeps it as it is until they leave it.
  await stock.focus();
  const read: string[] = [];
  page.on("request", (request) => read.push(new URL(request.url()).pathname));
  await count("42");
  await expect.poll(() => read).toContain("/api/desk/get");
  expect(read).not.toContain("/api/items/list");
  await expect(stock).toHaveValue("41");
  await page.getByRole("heading", { name: "Products and stock" }).click();
  await expect(stock).toHaveValue("42");
  await other.goto("about:blank");
  await context.close();
});

test("REL-10 ITM-01 a failed release leads to the stock and the delivery name that it lacked", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  await visit(page, `${own.url}/orders/new`);
  // The first order with one line.
  let number = "";
  let line = { sku: "", product_code: "" };
  for (const candidate of await orderNumbers(page)) {
    const order = await (await page.request.get(`${own.url}/api/orders/get?number=${candidate}`)).json();
    if (order.lines.length === 1) {
      [number, line] = [candidate, order.lines[0]];
      break;
    }
  }
  const save = async () => {
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(told(page)).toContainText("changed.");
    await expect(told(page)).not.toContainText("not changed");
  };
  const stock = page.getByRole("textbox", { name: `On hand, ${line.sku}, ` });
  const name = page.getByRole("textbox", { name: /^Delivery name of/ });
  await visit(page, `${own.url}/items?q=${line.sku}`);
  await stock.first().fill("0");
  await name.fill("");
  await save();
  const release = async () => {
    await visit(page, `${own.url}/orders/${number}`);
    await page.getByRole("button", { name: "Preparing to Release" }).click();
    await page.getByRole("button", { name: "Prepare for release" }).click();
  };
  await release();
  await page.getByRole("link", { name: "See its stock" }).click();
  await expect(page).toHaveURL(`${own.url}/items?q=${line.sku}`);
  await stock.first().fill("500");
  await save();
  await release();
  await expect(page.getByRole("link", { name: "See its stock" })).toHaveCount(0);
  await page.getByRole("link", { name: "Give it a delivery name" }).click();
  await expect(page).toHaveURL(`${own.url}/items?q=${line.product_code}`);
  await name.fill("Goods");
  await save();
  await release();
  await expect(page.getByRole("status").filter({ hasText: "Released: S" })).toBeVisible();
});

test("ITM-01 a file is looked over, then imported; a bad one says what is wrong", async ({ page, complaints, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  await visit(page, `${own.url}/items`);
  await page.getByRole("link", { name: "Import" }).click();
  await page.getByRole("button", { name: "Check file" }).click();
  await expect(page.getByText("Choose a file first.")).toBeVisible();
  const choose = async (name: string, text: Buffer) => {
    await page.locator("#file").setInputFiles({ name, mimeType: "text/csv", buffer: text });
    await page.getByRole("button", { name: "Check file" }).click();
  };
  await choose("a.png", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  await expect(page.getByText("PNG picture")).toBeVisible();
  await choose("big.csv", Buffer.alloc(5 * 1024 * 1024 + 1, "a"));
  await expect(page.getByText(/too large|larger/i)).toBeVisible();
  await choose("在庫.csv", Buffer.from("SKU,Product ID,Name,On hand,出荷元\nLUM-MUG,,,７７,\nLUM-MUG,,,1,Mars\nNEW-1,NEW,New thing,5,\n"));
  await expect(page.getByText("Nothing is changed yet.")).toBeVisible();
  await expect(page.getByText("在庫.csv")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Mars" })).toContainText("can't be understood");
  await expectNoAxeViolations(page, "main");
  await page.getByRole("button", { name: "Import these rows" }).click();
  await expect(page.getByText("2 rows imported")).toBeVisible();
  await page.getByRole("link", { name: "To the products" }).click();
  await page.getByRole("searchbox").or(page.getByRole("textbox", { name: "Search" })).fill("new thing");
  await page.keyboard.press("Enter");
  await expect(onHand(page, "NEW-1")).toHaveValue("5");
  // Out again, and it is as it is.
  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Excel (.xlsx)" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("waybill-products.xlsx");
  const file = await readFile(await download.path());
  await visit(page, `${own.url}/import/items`);
  await choose("again.xlsx", file);
  await expect(page.getByText("1 unchanged")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import these rows" })).toBeDisabled();
  // What can't be written says so, in words.
  await visit(page, `${own.url}/import/items`);
  await choose("korean.csv", Buffer.from("SKU,Product ID,Name\nKO-1,KO,투어 셔츠\n"));
  await page.getByRole("button", { name: "Import these rows" }).click();
  await page.getByRole("link", { name: "To the products" }).click();
  await page.getByRole("button", { name: "Export" }).click();
  complaints.allow(/status of 422/);
  await page.getByRole("link", { name: "CSV (CP932)" }).click();
  await expect(page.getByRole("heading", { name: "Some names have letters that CP932 lacks" })).toBeVisible();
});

test("SEC-01 ITM-01 files go out to whoever may look, and in from whoever may import", async ({ page, request, startOwn }) => {
  const own = await startOwn(seed);
  const file = { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("SKU,On hand\nLUM-MUG,1\n") };
  const send = (client: typeof request, headers = {}) =>
    client.post(`${own.url}/import/items/look-over`, { multipart: { file }, headers, maxRedirects: 0 });
  for (const address of ["/export/items?as=csv", "/import/items"]) {
    const answer = await request.get(`${own.url}${address}`, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location]).toEqual([303, expect.stringMatching(/^\/sign-in/)]);
  }
  expect((await send(request)).headers().location).toMatch(/^\/sign-in/);
  await signIn(page, "viewer", { at: own });
  expect((await page.request.get(`${own.url}/export/items?as=csv`)).status()).toBe(200);
  expect((await page.request.get(`${own.url}/export/items?as=exe`)).status()).toBe(404);
  expect((await send(page.request)).headers().location).toBe("/import/items?problem=forbidden");
  expect((await send(page.request, { "sec-fetch-site": "cross-site" })).status()).toBe(403);
  await visit(page, `${own.url}/items?q=lum-mug`);
  await expect(page.getByText("LUM-MUG")).toBeVisible();
  await expect(page.locator("input[data-cell]")).toHaveCount(0);
});
