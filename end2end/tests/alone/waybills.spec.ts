// Waybills by a carrier's own program: what goes into its file and what doesn't, the file, and its result file.
import { readFile } from "node:fs/promises";
import { expect, expectNoAxeViolations, hydrated, type Page, signIn, test, visit } from "../../fixtures.ts";
import { shipmentOf, yamato } from "../../shipping.ts";

const seed = [["seed", "--orders", "6000", "--seed", "1"]];

const verdicts = (page: Page) => page.locator("tbody.verdicts tr");
const download = (page: Page) => page.getByRole("link", { name: "Download the carrier's file" });

interface CarriersFile {
  bytes: Buffer;
  rows: string[][];
}

/** The file that the page leads to, and its cells as the carrier's program reads them. */
async function carriersFile(page: Page): Promise<CarriersFile> {
  const downloading = page.waitForEvent("download");
  await download(page).click();
  const bytes = await readFile(await (await downloading).path());
  const text = new TextDecoder("shift_jis", { fatal: true }).decode(bytes);
  expect(text.endsWith("\r\n")).toBe(true);
  return { bytes, rows: text.trimEnd().split("\r\n").map((line) => line.split(",")) };
}

/** The program's result file: the same with a number in each row, in CP932 as it was. No character of it has a comma's byte in it. */
function numbered({ bytes, rows }: CarriersFile, column: string, first: number): Buffer {
  const at = rows[0]?.indexOf(column);
  const lines = bytes.toString("latin1").trimEnd().split("\r\n");
  const filled = lines.map((line, n) =>
    line
      .split(",")
      .map((cell, place) => `"${n > 0 && place === at ? yamato(first + n - 1) : cell}"`)
      .join(","),
  );
  return Buffer.from(`${filled.join("\r\n")}\r\n`, "latin1");
}

async function upload(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel("File", { exact: true }).setInputFiles({ name, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Check file" }).click();
}

test("INV-09 a list's waybills: what goes in and what doesn't, the file in CP932, and its result file back", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/shipping?rows=200`);
  await page.getByRole("link", { name: "Issue waybills" }).click();
  await expect(page.getByRole("heading", { name: "Issue waybills", level: 1 })).toBeVisible();
  await hydrated(page);
  await expectNoAxeViolations(page, "main");
  await expect(page.getByRole("link", { name: "Yamato B2 Cloud" })).toHaveAttribute("aria-current", "page");
  const file = await carriersFile(page);
  const { rows } = file;
  expect(rows[0]?.length).toBe(95);
  expect(rows[0]?.slice(0, 4)).toEqual(["お客様管理番号", "送り状種類", "クール区分", "伝票番号"]);
  const inFile = rows.slice(1).map(([number = ""]) => number);
  expect(inFile.length).toBeGreaterThan(0);
  for (const number of inFile) {
    const { status, is_test } = await shipmentOf(page, number, own.url);
    expect([status, is_test], number).toEqual(["preparing_to_release", false]);
  }
  await expect(page.getByText(`${inFile.length} in the file`)).toBeVisible();
  await expect(verdicts(page).filter({ hasText: "In the file" })).toHaveCount(inFile.length);
  // Whoever is left out is told why.
  const out = verdicts(page).filter({ hasText: "Left out" });
  expect(await out.count()).toBeGreaterThan(0);
  for (const why of await out.locator(".verdict").allTextContents()) expect(why.trim()).not.toBe("");

  await page.getByRole("link", { name: "Sagawa e-Hiden III" }).click();
  await expect(page.getByRole("link", { name: "Sagawa e-Hiden III" })).toHaveAttribute("aria-current", "page");
  expect((await carriersFile(page)).rows[0]?.length).toBe(74);

  await page.getByRole("link", { name: "Bulk invoice registration" }).click();
  await hydrated(page);
  await upload(page, "b2.csv", numbered(file, "伝票番号", 100));
  await expect(page.getByText(`${inFile.length} good`)).toBeVisible();
  await page.getByRole("button", { name: "Register the good rows" }).click();
  await expect(page.getByText(`Invoices registered: ${inFile.length}`)).toBeVisible();
  await visit(page, `${own.url}/shipping/${inFile[0]}`);
  await expect(page.getByText(yamato(100)).first()).toBeVisible();
  // They have their numbers, so none goes into a file again.
  await visit(page, `${own.url}/issue/waybills?${inFile.slice(0, 3).map((number) => `shipment=${number}`).join("&")}`);
  await expect(page.getByText("None of these shipments goes into the file.")).toBeVisible();
  await expect(download(page)).toHaveCount(0);
  await expect(verdicts(page).first()).toContainText(/It has its number: 4\d{11}/);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("INV-09 UX-01 with scripts off: a format, the file of ticked shipments, and its result file back", async ({ page, startOwn }) => {
    const own = await startOwn(seed);
    await signIn(page, "fulfilment", { at: own });
    await page.goto(`${own.url}/issue/waybills?list=rows%3D200`);
    const going = verdicts(page).filter({ hasText: "In the file" });
    const number = (await going.first().getByRole("link").textContent()) ?? "";
    await page.goto(`${own.url}/issue/waybills?shipment=${number}&shipment=NONE`);
    await expect(page.getByText(/Not there any more.+: 1/)).toBeVisible();
    await page.getByRole("link", { name: "Japan Post YuPri R" }).click();
    await expect(page.getByText("1 in the file")).toBeVisible();
    const [heading = [], parcel = []] = (await carriersFile(page)).rows;
    expect([heading.length, parcel.length, parcel[0]]).toEqual([117, 117, number]);
    await page.getByRole("link", { name: "Bulk invoice registration" }).click();
    const history = `お客様側管理番号,お問い合わせ番号,配達ステータス集約コード\r\n${number},${yamato(500)},10\r\n`;
    await upload(page, "history.csv", Buffer.from(history));
    await expect(page.getByText("1 good")).toBeVisible();
    await page.getByRole("button", { name: "Register the good rows" }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("Invoices registered: 1")).toBeVisible({ timeout: 1000 });
    }).toPass();
    const none = await page.request.get(`${own.url}/export/waybills/yamato-b2?shipment=${number}`);
    expect(none.status()).toBe(422);
    expect((await page.request.get(`${own.url}/export/waybills/nobody?shipment=${number}`)).status()).toBe(404);
  });
});
