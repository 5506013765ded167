// Invoices: registering, changing and deleting them, and what follows.
import { expect, expectNoAxeViolations, type Own, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";
import { shipmentOf, waitingShipments, yamato } from "../../shipping.ts";

const seed = [["seed", "--orders", "2000", "--seed", "1"]];

/** A shipment that waits for an invoice. */
const waiting = async (page: Page, own: Own) => (await waitingShipments(page, own, 1))[0] ?? "";

test("INV-01 INV-02 INV-05 INV-06 an invoice is judged as it is typed, registered, changed and deleted; the history keeps it all", async ({ page, context, startOwn }) => {
  const own = await startOwn(seed);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: own.url });
  await signIn(page, "fulfilment", { at: own });
  const number = await waiting(page, own);
  await page.getByRole("link", { name: number, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  const carrier = dialog.getByLabel("Shipping company");
  const typed = dialog.getByLabel("Invoice No.");
  const send = dialog.getByRole("button", { name: "Register invoice" });
  const verdict = dialog.locator(".said-line");

  await carrier.selectOption("yamato");
  for (const [text, told] of [
    ["40000000001", "have 12 characters, not 11"],
    ["400000000014", "The check digit does not fit"],
    ["40000000O013", "The carrier's numbers have no “O”."],
    ["4.0E+11", "A spreadsheet has lost digits"],
    [yamato(7), "The number is right."],
  ] as const) {
    await typed.fill(text);
    await expect(verdict).toContainText(told);
  }
  await expectNoAxeViolations(page, "#shipment");
  // What is wrong is not sent, and stays.
  await typed.fill("400000000014");
  await send.click();
  await expect(typed).toBeFocused();
  await expect(dialog.locator(".field-error")).toContainText("The check digit does not fit");
  await expect(typed).toHaveValue("400000000014");

  // Digits as a Japanese keyboard types them, in groups.
  const spaced = yamato(8).replace(/(\d{4})(\d{4})(\d{4})/, "$1-$2-$3");
  await typed.fill(spaced.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))));
  await send.click();
  await expect(dialog.getByRole("status").first()).toContainText("Done.");
  await expect(dialog.locator(".invoice-number")).toContainText(yamato(8));
  await expect(dialog.getByText("Preparing to ship").first()).toBeVisible();
  await expect(page.locator("main tbody tr").filter({ hasText: number })).toContainText(yamato(8));

  // What is read anew meanwhile has a button of its own.
  await expect(async () => {
    await dialog.getByRole("button", { name: "Copy" }).click();
    await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(yamato(8));
  await expect(dialog.getByRole("link", { name: "View Shipment Details" })).toHaveAttribute("href", new RegExp(yamato(8)));

  // The address is locked now.
  const { order } = await shipmentOf(page, number, own.url);
  const seen = (await (await page.request.get(`${own.url}/api/orders/get`, { params: { number: order } })).json()) as { address_closed: unknown };
  expect(seen.address_closed).not.toBeNull();

  await dialog.getByRole("button", { name: "Modify invoice" }).click();
  const question = page.getByRole("alertdialog", { name: "Modify invoice" });
  await expect(question.getByLabel("Invoice No.")).toHaveValue(yamato(8));
  await expectNoAxeViolations(page, "#change-question");
  await question.getByLabel("Shipping company").selectOption("sagawa");
  await question.getByLabel("Invoice No.").fill(yamato(9));
  await question.getByRole("button", { name: "Save invoice" }).click();
  await expect(dialog.locator(".invoice-number")).toContainText(`Sagawa Express${yamato(9)}`);

  await dialog.getByRole("button", { name: "Delete invoice" }).click();
  await page.getByRole("alertdialog", { name: "Delete this invoice?" }).getByRole("button", { name: "Delete invoice" }).click();
  await expect(dialog.getByRole("button", { name: "Register invoice" })).toBeVisible();
  await expect(typed).toHaveValue("");
  await dialog.getByText("Invoice history").click();
  await expect(dialog.locator(".invoice-history li")).toHaveText([/^Deleted Sagawa Express/, /^Changed Yamato Transport \d+ → Sagawa Express/, /^Registered Yamato Transport/]);
  await expect(dialog.locator(".invoice-history li").first()).toContainText("fulfilment");
});

test("INV-01 a lost zero is offered; a number of another order's parcel is refused with its shipment", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  const first = await waiting(page, own);
  await visit(page, `${own.url}/shipping/${first}`);
  const dialog = page.getByRole("dialog", { name: `Shipment ${first}` });
  await dialog.getByLabel("Shipping company").selectOption("sagawa");
  const short = `${1234567890}${1234567890 % 7}`;
  await dialog.getByLabel("Invoice No.").fill(short);
  await expect(dialog.locator(".said-line")).toContainText(`Is 0${short} meant?`);
  await dialog.getByRole("button", { name: "Use it" }).click();
  await expect(dialog.getByLabel("Invoice No.")).toHaveValue(`0${short}`);
  await dialog.getByRole("button", { name: "Register invoice" }).click();
  await expect(dialog.locator(".invoice-number")).toContainText(`0${short}`);

  const second = await waiting(page, own);
  await visit(page, `${own.url}/shipping/${second}`);
  const other = page.getByRole("dialog", { name: `Shipment ${second}` });
  await other.getByLabel("Shipping company").selectOption("sagawa");
  await other.getByLabel("Invoice No.").fill(`0${short}`);
  await other.getByRole("button", { name: "Register invoice" }).click();
  await expect(other.getByRole("status").first()).toContainText(`Shipment ${first} of another order bears this number already.`);
  await expect(other.getByLabel("Invoice No.")).toHaveValue(`0${short}`);
});

test("SHP-06 SHP-07 INV-05 a shipment is handed over and arrives; after that its invoice stands", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  const number = await waiting(page, own);
  await visit(page, `${own.url}/shipping/${number}`);
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  await dialog.getByLabel("Shipping company").selectOption("yamato");
  await dialog.getByLabel("Invoice No.").fill(yamato(11));
  await dialog.getByLabel("Invoice No.").press("Enter");
  for (const [button, status] of [["Hand over", "Released"], ["Mark as delivered", "Delivered"]] as const) {
    await dialog.getByRole("button", { name: button }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: button }).click();
    await expect(dialog.locator(".dialog-heading")).toContainText(status);
  }
  await expect(dialog.getByRole("button", { name: /Modify|Delete|Void/ })).toHaveCount(0);
  await expect(dialog.locator(".timeline").last()).toContainText("Preparing to release");
});

test("SHP-07 a failed shipment: redelivery, or cancel with its goods back on the shelf", async ({ page, startOwn }) => {
  // Few fail.
  const own = await startOwn([["seed", "--orders", "12000", "--seed", "1"]]);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/shipping?tab=failed&rows=25`);
  const [first = "", second = ""] = await orderNumbers(page);
  await page.getByRole("link", { name: first, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Shipment ${first}` });
  await dialog.getByRole("button", { name: "Start redelivery" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Start redelivery" }).click();
  await expect(dialog.locator(".dialog-heading")).toContainText("In transit");

  await visit(page, `${own.url}/shipping/${second}?tab=failed`);
  const other = page.getByRole("dialog", { name: `Shipment ${second}` });
  await other.getByRole("button", { name: "Cancel shipment" }).click();
  const question = page.getByRole("alertdialog", { name: "Cancel this shipment?" });
  await expectNoAxeViolations(page, "#cancel-failed-question");
  await question.getByLabel("Cancel its units: a refund is due").check();
  await question.getByRole("button", { name: "Cancel shipment" }).click();
  await expect(other.locator(".dialog-heading")).toContainText("Canceled");
  // It stands in no tab, and is found by its number.
  await visit(page, `${own.url}/shipping?q=${second}`);
  await expect(page.getByText("Canceled, so it stands in no tab:")).toBeVisible();
  await page.getByRole("link", { name: second }).click();
  await expect(page.getByRole("dialog", { name: `Shipment ${second}` })).toBeVisible();
});

test("INV-01 INV-05 with scripts off: what is wrong is told and kept, and an invoice is registered", async ({ browser, startOwn, page: withScripts }) => {
  const own = await startOwn(seed);
  await signIn(withScripts, "fulfilment", { at: own });
  const number = await waiting(withScripts, own);
  const state = await withScripts.context().storageState();
  await withScripts.goto("about:blank");
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: state, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${own.url}/shipping/${number}?rows=25`);
  await page.getByLabel("Shipping company").selectOption("yamato");
  await page.getByLabel("Invoice No.").fill("400000000014");
  await page.getByRole("button", { name: "Register invoice" }).click();
  await expect(page.getByRole("status").first()).toContainText("The check digit does not fit");
  await expect(page.getByLabel("Invoice No.")).toHaveValue("400000000014");
  await expect(page.getByLabel("Shipping company")).toHaveValue("yamato");
  await page.getByLabel("Invoice No.").fill(yamato(21));
  await page.getByRole("button", { name: "Register invoice" }).click();
  await expect(page.getByRole("status").first()).toContainText("Done.");
  await expect(page.locator(".invoice-number")).toContainText(yamato(21));
  await expect(page).toHaveURL(`${own.url}/shipping/${number}?rows=25&told=done`);
  await context.close();
});

test("SHP-06 INV-01 UX-03 with the keyboard alone: to a shipment, its invoice, and back to its row", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  const number = await waiting(page, own);
  await visit(page, `${own.url}/shipping?rows=200`);
  const place = (await orderNumbers(page)).indexOf(number);
  for (let i = 0; i <= place; i++) await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: number, exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  await expect(dialog.getByRole("heading", { level: 2 })).toBeFocused();
  for (let i = 0; i < 40 && (await page.evaluate(() => document.activeElement?.getAttribute("name"))) !== "carrier"; i++) await page.keyboard.press("Tab");
  await page.keyboard.type("Yam");
  await page.keyboard.press("Tab");
  await page.keyboard.type(yamato(31));
  await page.keyboard.press("Enter");
  await expect(dialog.locator(".invoice-number")).toContainText(yamato(31));
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("link", { name: number, exact: true })).toBeFocused();
});

test("SEC-02 a question that is asked is not changed under one's hand, and its answer comes too late", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  const number = await waiting(page, own);
  await visit(page, `${own.url}/shipping/${number}`);
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  await dialog.getByLabel("Shipping company").selectOption("yamato");
  await dialog.getByLabel("Invoice No.").fill(yamato(41));
  await dialog.getByRole("button", { name: "Register invoice" }).click();
  await dialog.getByRole("button", { name: "Hand over" }).click();
  const question = page.getByRole("alertdialog", { name: "Hand this shipment over?" });
  await expect(question).toBeVisible();
  // Somebody else is quicker.
  const { version, key } = await shipmentOf(page, number, own.url);
  const form = { number, version: String(version), key, back: "", command: "hand_over" };
  expect((await page.request.post(`${own.url}/api/shipments/move`, { form })).ok()).toBe(true);
  await expect(page.locator("main tbody tr").filter({ hasText: number })).toHaveCount(0);
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Hand over" }).click();
  await expect(dialog.getByRole("status").first()).toContainText("Not possible while it is “Released”.");
  await expect(dialog.locator(".dialog-heading")).toContainText("Released");
  await expect(dialog.getByRole("button", { name: "Mark as delivered" })).toBeVisible();
});
