// Invoices by the thousand: from a file or pasted, looked over first, registered as a job.
import { readFile } from "node:fs/promises";
import { expect, expectNoAxeViolations, hydrated, type Page, signIn, test, visit } from "../../fixtures.ts";
import { waitingShipments, yamato } from "../../shipping.ts";

const seed = [["seed", "--orders", "6000", "--seed", "1"]];

const verdicts = (page: Page) => page.locator("tbody.verdicts tr");

test("INV-04 cells are pasted, judged before they are sent, looked over and registered; the result is a file", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  const [first = "", second = "", third = ""] = await waitingShipments(page, own, 3);
  await page.getByRole("link", { name: "Bulk invoice registration" }).click();
  await expect(page.getByRole("heading", { name: "Bulk invoice registration", level: 1 })).toBeVisible();
  await hydrated(page);
  await expectNoAxeViolations(page, "main");
  const cells = [
    ["Shipment No.", "Shipping company", "Invoice No."],
    [first, "Yamato Transport", yamato(1)],
    [second, "yamato", "400000000014"],
    ["S-NONE", "yamato", yamato(2)],
    [third, "Sagawa Express", yamato(3)],
  ];
  await page.getByLabel("Shipment No., carrier, Invoice No.").fill(cells.map((row) => row.join("\t")).join("\n"));
  await expect(page.getByText("3 good")).toBeVisible();
  // What needs somebody stands first, and is mended where it stands.
  const rows = page.getByRole("table", { name: "Pasted rows" }).locator("tbody tr");
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText("The check digit does not fit");
  const number = page.getByRole("textbox", { name: "Row 3: Invoice No." });
  await expect(number).toHaveAccessibleDescription(/The check digit does not fit/);
  await number.fill(yamato(4));
  await number.press("Tab");
  await expect(rows.first()).toContainText("Good");
  await expect(page.getByText("4 good")).toBeVisible();
  await expectNoAxeViolations(page, "main");
  // What is cleared is gone from what is sent, too.
  await number.fill("");
  await number.press("Tab");
  await expect(page.getByText("1 refused")).toBeVisible();
  await expect(number).toHaveAttribute("aria-invalid", "true");
  // Cells copied into one go on from there, as in a spreadsheet.
  await page.getByRole("textbox", { name: "Row 3: Shipping company" }).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, "Yamato Transport\t400000000014\n");
  await expect(page.getByText("1 refused")).toBeVisible();
  await expect(page.getByLabel("Shipment No., carrier, Invoice No.")).toHaveValue(cells.map((row) => row.join("\t")).join("\n").replace("yamato\t400000000014", "Yamato Transport\t400000000014"));
  await page.getByRole("region", { name: "Pasted rows" }).getByRole("button", { name: "Check rows" }).click();

  await expect(page.getByText("Nothing is registered yet.")).toBeVisible();
  await hydrated(page);
  await expect(page.getByText("2 good")).toBeVisible();
  await expect(page.getByText("2 refused")).toBeVisible();
  await expect(verdicts(page)).toHaveCount(4);
  await expect(verdicts(page).nth(0)).toContainText("The check digit does not fit");
  await expect(verdicts(page).nth(1)).toContainText("There is no shipment of this number.");
  await expectNoAxeViolations(page, "main");
  await page.getByRole("button", { name: "Register the good rows" }).click();
  await expect(page.getByText("Invoices registered: 2")).toBeVisible();
  await expect(verdicts(page).filter({ hasText: first })).toContainText("Registered");

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Result file" }).click();
  const result = await readFile(await (await downloading).path());
  expect(result.subarray(0, 2).toString()).toBe("PK");
  // It is read again as it stands: what is registered is unchanged.
  await visit(page, `${own.url}/import/invoices`);
  await page.getByLabel("File", { exact: true }).setInputFiles({ name: "result.xlsx", mimeType: "application/octet-stream", buffer: result });
  await page.getByRole("button", { name: "Check file" }).click();
  await expect(page.getByText("2 unchanged")).toBeVisible();
  await expect(page.getByRole("button", { name: "Register the good rows" })).toHaveAccessibleDescription("No row can be registered.");

  await visit(page, `${own.url}/shipping?q=${yamato(1)}`);
  await expect(page.getByText("Recognised as Invoice No.")).toBeVisible();
  await expect(page.getByRole("link", { name: first, exact: true })).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("INV-03 UX-01 with scripts off: the sample file, a file of CP932, what is no such file, and the registration", async ({ page, startOwn }) => {
    const own = await startOwn(seed);
    await signIn(page, "fulfilment", { at: own });
    const [first = "", second = ""] = await waitingShipments(page, own, 3);
    await page.goto(`${own.url}/import/invoices`);
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download sample file" }).click();
    expect((await downloading).suggestedFilename()).toBe("waybill-invoices.xlsx");
    const file = page.getByLabel("File", { exact: true });
    const send = async (name: string, buffer: Buffer) => {
      await file.setInputFiles({ name, mimeType: "application/octet-stream", buffer });
      await page.getByRole("button", { name: "Check file" }).click();
    };
    for (const [name, buffer, told] of [
      ["picture.xlsx", Buffer.from("89504e470d0a1a0a0000", "hex"), /PNG picture/],
      ["empty.csv", Buffer.from(""), /empty/i],
      ["columns.csv", Buffer.from("number,what\n1,2\n"), /Shipment No\./],
      ["many.csv", Buffer.from(`Shipment No.,Shipping company,Invoice No.\n${"S,yamato,1\n".repeat(1001)}`), /1,?000/],
    ] as const) {
      await send(name, buffer);
      await expect(page.locator(".field-error").first(), name).toContainText(told);
    }
    // 配送番号,配送会社,送り状番号, as Japanese programs write it.
    const heading = Buffer.from("947a919794d48d862c947a919789ef8ed02c919782e88ff394d48d86", "hex");
    const rows = `\r\n${first},yamato,${yamato(11)}\r\n${second},sagawa,${yamato(12)}\r\n`;
    await send("invoices.csv", Buffer.concat([heading, Buffer.from(rows)]));
    await expect(page.getByText("2 good")).toBeVisible();
    await page.getByRole("button", { name: "Register the good rows" }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("Invoices registered: 2")).toBeVisible({ timeout: 1000 });
    }).toPass();
  });
});
