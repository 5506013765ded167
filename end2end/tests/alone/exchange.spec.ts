// Delivered units are exchanged, and the claim is settled.
import { expect, expectNoAxeViolations, type Own, type Page, signIn, test, visit } from "../../fixtures.ts";
import { shipmentOf, waitingShipments, yamato } from "../../shipping.ts";

const seed = [["seed", "--orders", "2000", "--seed", "1"]];

interface Form {
  closed: unknown;
  lines: { line: number; sku: string; free: number; goods: { sku: string; option: string | null; available: number }[] }[];
}

/** Moves a shipment without the pages. */
async function move(page: Page, own: Own, number: string, path: string, form: Record<string, string>) {
  const { version, key } = await shipmentOf(page, number, own.url);
  const answer = await page.request.post(`${own.url}/api/shipments/${path}`, { form: { number, version: String(version), key, back: "/", ...form } });
  expect(((await answer.json()) as { outcome: string }).outcome, `${number} ${path}`).toBe("done");
}

/** Lets a shipment of an own order arrive whose goods come in another option that is there. */
async function arrived(page: Page, own: Own) {
  let serial = 500;
  for (const number of await waitingShipments(page, own)) {
    const { order, is_test } = await shipmentOf(page, number, own.url);
    if (!order.startsWith("26-") || is_test) continue;
    await move(page, own, number, "register_invoice", { carrier: "yamato", invoice: yamato(serial++) });
    await move(page, own, number, "move", { command: "hand_over" });
    await move(page, own, number, "move", { command: "mark_delivered" });
    const { closed, lines } = (await (await page.request.get(`${own.url}/api/orders/exchange_form`, { params: { number: order } })).json()) as Form;
    for (const line of closed === null ? lines : []) {
      const other = line.goods.find(({ sku, available }) => sku !== line.sku && available > 0);
      if (other) return { order, line, other };
    }
  }
  throw new Error("the demo has no shipment whose goods could be exchanged");
}

for (const scripted of [true, false]) {
  test(`SHP-03 RET-02 a unit is exchanged for another option, sent, and the claim completed (scripts ${scripted ? "on" : "off"})`, async ({ page: first, browser, startOwn }) => {
    const own = await startOwn(seed);
    await signIn(first, "manager", { at: own });
    const { order, line, other } = await arrived(first, own);
    let page = first;
    if (!scripted) {
      const state = await first.context().storageState();
      await first.goto("about:blank");
      page = await (await browser.newContext({ javaScriptEnabled: false, locale: "en-GB", storageState: state })).newPage();
    }
    const go = async (address: string) => {
      if (scripted) await visit(page, address);
      else await page.goto(address);
    };
    await go(`${own.url}/orders/${order}`);
    await page.getByRole("link", { name: "Exchange", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Exchange goods of order ${order}` })).toBeVisible();
    const units = page.locator(`#units-${line.line}`);
    const sku = page.locator(`#sku-${line.line}`);
    await expect(sku).toHaveValue(line.sku);
    if (scripted) await expectNoAxeViolations(page);
    // What is wrong is told, and all that was typed stays.
    await units.fill("1");
    await sku.fill("NO-SUCH-SKU");
    if (scripted) await sku.press("Escape");
    await page.getByLabel("Reason").fill("Too small");
    await page.getByRole("button", { name: "Make exchange shipment" }).click();
    await expect(page.getByText("There is no SKU NO-SUCH-SKU.")).toBeVisible();
    await expect(units).toHaveValue("1");
    await expect(page.getByLabel("Reason")).toHaveValue("Too small");
    await sku.fill(other.sku);
    if (scripted) await sku.press("Escape");
    await page.getByRole("button", { name: "Make exchange shipment" }).click();
    await expect(page).toHaveURL(`${own.url}/orders/${order}?told=done`);

    const claim = page.locator(".claim").filter({ hasText: "Too small" });
    await expect(claim).toContainText(`→ ${other.sku}`);
    await expect(claim).toContainText("In progress");
    await expect(claim.getByRole("button", { name: "Deny" })).toHaveAccessibleDescription("Cancel its exchange shipment first.");
    await expect(page.getByText(`in exchange for ${line.sku}`)).toBeVisible();
    const shipment = (await claim.locator(".claim-shipments a").textContent()) ?? "";

    await go(`${own.url}/shipping?kind=exchange&q=${shipment}`);
    const row = page.locator("main tbody tr").filter({ hasText: shipment });
    await expect(row).toContainText("Exchange");
    await row.getByRole("link", { name: shipment, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: `Shipment ${shipment}` });
    await expect(dialog).toContainText("Exchange Shipment");
    await dialog.getByLabel("Shipping company").selectOption("yamato");
    await dialog.getByLabel("Invoice No.").fill(yamato(990));
    await dialog.getByRole("button", { name: "Register invoice" }).click();
    await expect(dialog.locator(".invoice-number")).toContainText(yamato(990));

    await go(`${own.url}/orders/${order}`);
    await claim.getByRole("button", { name: "Complete" }).click();
    const question = page.getByRole("alertdialog", { name: "Have the goods of this exchange come back?" });
    await expect(question.getByLabel("The goods go back on the shelf")).toBeChecked();
    if (scripted) await expectNoAxeViolations(page, ".dialog-question[open]");
    await question.getByRole("button", { name: "Complete" }).click();
    await expect(claim).toContainText("Completed");
    await expect(claim.getByRole("button")).toHaveCount(0);
    await expect(page.getByText("1 unit came back")).toBeVisible();
    await page.goto("about:blank");
  });
}

test("RET-02 an exchange is denied with an answer once its shipment is canceled; who may not exchange is told", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  const { order, line } = await arrived(page, own);
  await visit(page, `${own.url}/orders/${order}/exchange`);
  await page.locator(`#units-${line.line}`).fill("1");
  await page.getByLabel("Reason").fill("Scratched");
  await page.getByRole("button", { name: "Make exchange shipment" }).click();
  await expect(page).toHaveURL(`${own.url}/orders/${order}?told=done`);
  const claim = page.locator(".claim").filter({ hasText: "Scratched" });
  const shipment = (await claim.locator(".claim-shipments a").textContent()) ?? "";
  await move(page, own, shipment, "move", { command: "void" });
  await visit(page, `${own.url}/orders/${order}`);
  await claim.getByRole("button", { name: "Deny" }).click();
  const question = page.getByRole("alertdialog", { name: "Deny this claim?" });
  await question.getByLabel("Answer to the customer").fill("It was worn");
  await question.getByRole("button", { name: "Deny" }).click();
  await expect(claim).toContainText("Denied");
  await expect(claim).toContainText("Answer: It was worn");

  await page.context().clearCookies();
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/${order}`);
  await expect(page.locator("#order-exchange")).toHaveAccessibleDescription("Your role may not do this.");
});
