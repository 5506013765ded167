// Many shipments at once: ticked, by the keyboard, printed, handed over, delivered.
import { expect, expectNoAxeViolations, type Own, type Page, signIn, test, visit } from "../../fixtures.ts";
import { listen, palette, paletteField, row, selected } from "../../keyboard.ts";
import { countOf, orderNumbers, statusTab, summary } from "../../list.ts";
import { expectNoOverflow, speak } from "../../looks.ts";
import { shipmentOf, waitingShipments, yamato } from "../../shipping.ts";

const seed = [["seed", "--orders", "2000", "--seed", "1"]];
// Few wait at a time: so many that a list of them is longer than the window.
const large = [["seed", "--orders", "12000", "--seed", "1"]];
const bar = (page: Page) => page.getByRole("region", { name: "Selection" });
const box = (page: Page, number: string) => page.getByRole("checkbox", { name: `Select shipment ${number}` });
const tab = (page: Page, name: string) => statusTab(page, name as Parameters<typeof statusTab>[1]);

/** Registers an invoice as somebody else at the desk would. */
async function register(page: Page, own: Own, number: string, serial: number) {
  const { version, key } = await shipmentOf(page, number, own.url);
  const form = { number, version: String(version), key, back: "", carrier: "yamato", invoice: yamato(serial) };
  await page.request.post(`${own.url}/api/shipments/register_invoice`, { form });
  expect((await shipmentOf(page, number, own.url)).invoice?.number).toBe(yamato(serial));
}

test("UX-03 shipments are ticked by mouse and keyboard, kept from page to page, announced, and gone with another list", async ({ page, context, startOwn }) => {
  const own = await startOwn(seed);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: own.url });
  await signIn(page, "viewer", { at: own });
  await visit(page, `${own.url}/shipping?tab=delivered&rows=25`);
  const [first = "", second = ""] = await orderNumbers(page);
  const heard = await listen(page);
  await box(page, second).check();
  await box(page, first).check();
  await expect(bar(page)).toContainText("2 shipments selected");
  await expect.poll(async () => (await heard()).join()).toContain("2 shipments selected");
  await bar(page).getByRole("button", { name: "Copy Shipment Nos." }).click();
  await expect(bar(page).getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${second}\n${first}`);
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  for (const width of [size.width, 360]) {
    await page.setViewportSize({ ...size, width });
    await expectNoAxeViolations(page, ".selection-bar");
    await expectNoOverflow(page);
  }
  await page.setViewportSize(size);

  const all = page.getByRole("checkbox", { name: "Select all shipments on this page" });
  await all.check();
  await expect(bar(page)).toContainText("25 shipments selected");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(summary(page)).toHaveText(/^26–/);
  await expect(all).not.toBeChecked();
  await expect(bar(page)).toContainText("25 shipments selected");
  await page.goBack();
  await expect(all).toBeChecked();
  // More than can be printed at once.
  await bar(page).getByRole("button", { name: /^Select all [\d,]+ results$/ }).click();
  await bar(page).getByRole("button", { name: "Print" }).click();
  await expect(bar(page).getByText("At most 200 are printed at once: the first 200.")).toBeVisible();
  await expect(bar(page).getByRole("link", { name: "Pick list" })).toHaveAttribute("href", "/print/pick-list?list=tab%3Ddelivered%26rows%3D200");
  await page.keyboard.press("Escape");
  await tab(page, "In delivery").click();
  await expect(bar(page)).toHaveCount(0);
  await expect(selected(page)).toHaveCount(0);

  // The rows come after the tab.
  await expect(row(page, first)).toHaveCount(0);
  const numbers = await orderNumbers(page);
  await row(page, numbers[1]).focus();
  await page.keyboard.press("x");
  await expect(selected(page)).toHaveCount(1);
  for (const key of ["j", "j", "j"]) await page.keyboard.press(key);
  await page.keyboard.press("Shift+X");
  await expect(selected(page)).toHaveCount(4);
  await page.keyboard.press("Escape");
  await expect(selected(page)).toHaveCount(0);
  await expect(bar(page)).toHaveCount(0);
});

test("SHP-01 UX-07 the documents of the ticked shipments; INV-07 carriers by their Japanese names; UX-03 a shipment by its number", async ({ page, browser, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  const [first = "", second = "", third = ""] = await waitingShipments(page, own, 3);
  await register(page, own, first, 1);
  for (const number of [third, first]) await box(page, number).check();
  await expect(bar(page).getByRole("link", { name: "Issue waybills" })).toHaveAttribute("href", `/issue/waybills?shipment=${third}&shipment=${first}`);
  await bar(page).getByRole("button", { name: "Print" }).click();
  await expectNoAxeViolations(page, "#print-selected");
  await page.getByRole("link", { name: "Packing slips" }).click();
  const slips = page.locator("article.slip");
  await expect(slips).toHaveCount(2);
  await expect(slips.first()).toContainText(third);
  await expect(slips.last()).toContainText(first);
  await expect(page.getByText(second)).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await paletteField(page).pressSequentially(yamato(1));
  await expect(palette(page).getByRole("option")).toContainText([/Yamato Transport/]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: `Shipment ${first}` })).toBeVisible();

  const context = await browser.newContext({ storageState: await page.context().storageState() });
  const japanese = await context.newPage();
  await speak(japanese, "ja");
  await visit(japanese, `${own.url}/shipping?q=${first}`);
  await expect(japanese.locator("main tbody tr")).toContainText(`ヤマト運輸 ${yamato(1)}`);
  await visit(japanese, `${own.url}/settings/carriers`);
  await expect(japanese.locator("main tbody tr").nth(1)).toContainText("佐川急便");
  await context.close();
});

test("SHP-01 ORD-08 INV-05 many are handed over, each with its outcome, and the list is as it was", async ({ page, startOwn }) => {
  const own = await startOwn(large);
  await signIn(page, "fulfilment", { at: own });
  const numbers = await waitingShipments(page, own, 3);
  const [first = "", second = "", without = ""] = numbers;
  await register(page, own, first, 1);
  await register(page, own, second, 2);
  await visit(page, `${own.url}/shipping?rows=100`);
  const address = page.url();
  for (const number of numbers) await box(page, number).check();
  await page.evaluate(() => scrollTo(0, 200));
  await bar(page).getByRole("link", { name: "Hand over" }).click();
  const ask = page.getByRole("dialog", { name: "Hand over" });
  await expect(ask.getByText("3 shipments")).toBeVisible();
  await expect(ask.getByText("What they were told can't be taken back.")).toBeVisible();
  await expectNoAxeViolations(page, "#bulk");
  await ask.getByRole("button", { name: "Hand over" }).click();
  const job = page.getByRole("dialog", { name: "Progress" });
  await expect(job.getByText("Hand over: Done")).toBeVisible();
  await expect(job.getByRole("status")).toContainText("3 of 3 · 1 failed");
  await expect(job.getByRole("listitem").first()).toContainText(without);
  await expect(job.getByRole("listitem").first()).toContainText("Not possible while it is “Preparing to release”.");
  await expect(job.getByRole("listitem").filter({ hasText: "Done" })).toHaveCount(2);
  await expectNoAxeViolations(page, "#job");
  // Each leads to its shipment, over the same list.
  await job.getByRole("link", { name: first }).click();
  const shipment = page.getByRole("dialog", { name: `Shipment ${first}` });
  await expect(shipment.locator(".dialog-heading")).toContainText("Released");
  await page.goBack();
  const scroll = () => page.evaluate(() => scrollY);
  const before = await scroll();
  expect(before).toBeGreaterThan(100);
  await page.getByRole("dialog", { name: "Progress" }).getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL(address);
  await expect(page.locator("tbody a.row-link:focus")).toHaveCount(1);
  // By less than a row.
  expect(Math.abs((await scroll()) - before)).toBeLessThan(36);
  await expect(bar(page)).toHaveCount(0);
  for (const number of [first, second]) await expect(row(page, number)).toHaveCount(0);
  await expect(row(page, without)).toBeVisible();
});

test("SHP-01 all results of a list are delivered, also those on other pages; a viewer may not", async ({ page, browser, startOwn }) => {
  const own = await startOwn(large);
  await signIn(page, "fulfilment", { at: own });
  const address = `${own.url}/shipping?tab=in_delivery&kind=standard&rows=25`;
  await visit(page, address);
  const total = await countOf(tab(page, "In delivery"));
  expect(total).toBeGreaterThan(25);
  const [first = ""] = await orderNumbers(page);
  await box(page, first).check();
  await page.getByRole("button", { name: `Select all ${total} results` }).click();
  await expect(bar(page)).toContainText(`All ${total} results selected`);
  await expect(selected(page)).toHaveCount(25);
  await bar(page).getByRole("link", { name: "Mark as delivered" }).click();
  const ask = page.getByRole("dialog", { name: "Mark as delivered" });
  await expect(ask.getByText(`${total} shipments`)).toBeVisible();
  await ask.getByRole("button", { name: "Mark as delivered" }).click();
  const job = page.getByRole("dialog", { name: "Progress" });
  await expect(job.getByText("Mark as delivered: Done")).toBeVisible();
  // Those of test orders are not counted in the tab.
  await expect(job.getByRole("status")).toContainText(/(\d+) of \1/);
  await job.getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL(address);
  // Those for self-pickup and of test orders aside, none is left.
  await expect.poll(() => countOf(tab(page, "In delivery"))).toBeLessThan(total / 10);

  const context = await browser.newContext({ locale: "en-GB" });
  const viewer = await context.newPage();
  await signIn(viewer, "viewer", { at: own });
  await visit(viewer, `${own.url}/shipping`);
  await box(viewer, (await orderNumbers(viewer))[0] ?? "").check();
  await bar(viewer).getByRole("link", { name: "Mark packed" }).click();
  const refused = viewer.getByRole("dialog", { name: "Mark packed" });
  await refused.getByRole("button", { name: "Mark packed" }).click();
  await expect(refused.getByRole("alert")).toContainText("Your role may not do this.");
  await context.close();
});

test("UX-05 what others do to a shipment shows in its row, which is marked; ticks, focus and scroll stay", async ({ page, browser, startOwn }) => {
  const own = await startOwn(large);
  await signIn(page, "fulfilment", { at: own });
  const [first = "", second = "", third = ""] = await waitingShipments(page, own, 3);
  await box(page, second).check();
  await row(page, third).focus();
  await page.evaluate(() => {
    scrollTo(0, 60);
    const marked: string[] = [];
    Object.assign(window, { marked });
    // They may be read anew once more before one has looked.
    new MutationObserver((changes) => {
      for (const { target } of changes) marked.push((target as Element).querySelector("a.row-link")?.textContent ?? "");
    }).observe(document.body, { subtree: true, attributeFilter: ["data-fresh"] });
  });
  const context = await browser.newContext({ locale: "en-GB" });
  const other = await context.newPage();
  await signIn(other, "manager", { at: own });
  await register(other, own, first, 7);
  const changed = page.locator("main tbody tr").filter({ hasText: first });
  await expect(changed).toContainText(yamato(7));
  await expect.poll(() => page.evaluate(() => (window as unknown as { marked: string[] }).marked)).toEqual([first]);
  await expect(box(page, second)).toBeChecked();
  await expect(selected(page)).toHaveCount(1);
  await expect(row(page, third)).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(60);
  await context.close();
});
