// Documents: what is printed, read back from the PDF that the browser makes of it, and its codes from a picture.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { expect, expectNoAxeViolations, type Page, signIn, test, visit } from "../../fixtures.ts";
import { type Shipment, shipmentOf } from "../../shipping.ts";

// Codes are read from a picture, which is to be as fine as a label.
test.use({ deviceScaleFactor: 3 });

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

/** The shipments of a tab of the list. */
async function listed(page: Page, query: string): Promise<Shipment[]> {
  const { rows } = await (await page.request.get("/api/shipments/list", { params: { query } })).json();
  return Promise.all(rows.map(({ number }: { number: string }) => shipmentOf(page, number)));
}

const points = (mm: number) => (mm / 25.4) * 72;

/** The pages that the browser prints: their sizes in points, and their texts without blanks. */
async function printed(page: Page) {
  // It closes what it reads.
  const document = await getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), verbosity: 0 }).promise;
  const pages = [];
  for (let n = 1; n <= document.numPages; n++) {
    const sheet = await document.getPage(n);
    const { items } = await sheet.getTextContent();
    const text = items.map((item) => ("str" in item ? item.str : "")).join("");
    const [left = 0, top = 0, right = 0, bottom = 0] = sheet.view;
    pages.push({ width: right - left, height: bottom - top, text: plain(text) });
  }
  await document.destroy();
  return pages;
}

// A font that draws a radical as it does its character, or two forms of one character alike, has one glyph for them, and the PDF names
// whichever it likes: such characters are not compared.
const radicals = Array.from({ length: 0xd6 }, (_, n) => String.fromCodePoint(0x2f00 + n).normalize("NFKC")).join("");
const ambiguous = new RegExp(`[\\u2e80-\\u2eff${radicals}戸户黄青靑麦竜亀歯斉西黒真眞母民虎]`, "gu");
const plain = (text: string) => text.replace(/\s/g, "").normalize("NFKC").replace(ambiguous, "");

/** The line, with any in the place of each ideograph: another pair of forms that a font draws alike must not fail a day's run. */
const loosely = (line: string) => {
  const any = (c: string) => (/\p{Script=Han}/u.test(c) ? "\\p{Script=Han}?" : /[\p{L}\p{N}]/u.test(c) ? c : ".");
  return new RegExp([...plain(line)].map(any).join(""), "u");
};

for (const destination of ["domestic", "international"]) {
test(`UX-07 labels, ${destination}: each on a page of 100 by 150 mm, with its whole address and number, which its codes say, too`, async ({ page }) => {
  const query = `to=${destination}&tab=in_delivery&rows=25`;
  const shipments = await listed(page, query);
  expect(shipments.length).toBeGreaterThan(3);
  if (destination === "international") expect(shipments.some(({ address }) => /[가-힣]/.test(address.lines.join()))).toBe(true);
  await visit(page, `/print/label?list=${encodeURIComponent(query)}`);
  const labels = page.locator("article.label");
  await expect(labels).toHaveCount(shipments.length);
  await expectNoAxeViolations(page);
  const pages = await printed(page);
  expect(pages).toHaveLength(shipments.length);
  const exact: boolean[] = [];
  for (const [at, { number, invoice, address }] of shipments.entries()) {
    const { width, height, text } = pages[at] ?? { width: 0, height: 0, text: "" };
    expect([Math.round(width), Math.round(height)]).toEqual([Math.round(points(100)), Math.round(points(150))]);
    expect(text).toContain(plain(number));
    expect(text).toContain(plain(invoice?.number ?? number));
    for (const line of address.lines) {
      expect(text, number).toMatch(loosely(line));
      exact.push(text.includes(plain(line)));
    }
  }
  expect(exact.filter(Boolean).length).toBeGreaterThan(exact.length * 0.9);

  // Nothing of an address is cut off.
  await page.emulateMedia({ media: "print" });
  for (const label of await labels.all()) {
    expect(await label.evaluate((sheet) => sheet.scrollHeight <= sheet.clientHeight + 1)).toBe(true);
  }
  await page.emulateMedia({ media: null });

  const require = createRequire(import.meta.url);
  const wasm = await readFile(require.resolve("zxing-wasm/reader/zxing_reader.wasm"));
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer } });
  for (const at of [0, 1, 2]) {
    const found = await readBarcodes(new Uint8Array(await labels.nth(at).screenshot()), { formats: ["Code128", "QRCode"] });
    const { number, invoice } = shipments[at] as Shipment;
    const texts = Object.fromEntries(found.map(({ format, text }) => [format, text]));
    expect(texts).toEqual({ Code128: invoice?.number ?? number, QRCode: number });
  }
});
}

test("UX-07 packing slips: what is in each parcel, on A4", async ({ page }) => {
  const shipments = await listed(page, "rows=25");
  await visit(page, "/shipping?rows=25");
  await page.getByRole("button", { name: "Print" }).click();
  await page.getByRole("link", { name: "Packing slips" }).click();
  await expect(page.getByRole("heading", { name: "Packing slips", level: 1 })).toBeVisible();
  await expect(page.locator("article.slip")).toHaveCount(shipments.length);
  await expectNoAxeViolations(page);
  const pages = await printed(page);
  expect(pages.length).toBeGreaterThanOrEqual(shipments.length);
  for (const { width, height } of pages) expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
  const all = pages.map(({ text }) => text).join("");
  for (const { number, order, lines } of shipments) {
    expect(all).toContain(plain(number));
    expect(all).toContain(plain(order));
    for (const { sku, name } of lines) {
      expect(all).toContain(plain(sku));
      expect(all).toContain(plain(name));
    }
  }
});

test("UX-07 pick list: every unit of the list's shipments once, by warehouse and SKU", async ({ page }) => {
  const shipments = (await listed(page, "rows=50")).filter(({ packed, is_test }) => !packed && !is_test);
  expect(shipments.length).toBeGreaterThan(3);
  await visit(page, `/print/pick-list?list=${encodeURIComponent("rows=50")}`);
  await expectNoAxeViolations(page);
  const wanted = new Map<string, number>();
  for (const { lines } of shipments) for (const { sku, quantity } of lines) wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  const found = new Map<string, number>();
  for (const row of await page.locator("article.picks tbody tr").all()) {
    const [sku = "", , quantity = "0"] = (await row.locator("td").allInnerTexts()).map((text) => text.trim());
    found.set(sku, (found.get(sku) ?? 0) + Number(quantity));
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
  const places = await page.locator("article.picks h2").allInnerTexts();
  expect(places.length).toBeGreaterThan(1);
  expect(new Set(places).size).toBe(places.length);
});

test("UX-07 what is not there is told, and a kind that is none", async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  await visit(page, "/print/label?shipment=NO-SUCH");
  await expect(page.getByText("Not printed, because they are canceled or not there any more: 1")).toBeVisible();
  await expect(page.getByRole("heading", { name: "There is nothing to print" })).toBeVisible();
  await visit(page, "/print/nonsense");
  await expect(page.getByRole("heading", { name: "There is no such page" })).toBeVisible();
});
