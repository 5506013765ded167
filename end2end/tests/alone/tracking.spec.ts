// Parcels on their way: what a provider tells moves them, on the screen too.
import { createHmac } from "node:crypto";
import { expect, expectNoAxeViolations, type Own, type Page, signIn, test } from "../../fixtures.ts";
import { shipmentOf, waitingShipments, yamato } from "../../shipping.ts";

const seed = [["seed", "--orders", "300", "--seed", "1"]];

/** Opens a shipment that waits for an invoice, and registers one. */
async function registered(page: Page, own: Own, invoice: string): Promise<string> {
  const [number = ""] = await waitingShipments(page, own, 1);
  await page.getByRole("link", { name: number, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  await dialog.getByLabel("Shipping company").selectOption("yamato");
  await dialog.getByLabel("Invoice No.").fill(invoice);
  await dialog.getByRole("button", { name: "Register invoice" }).click();
  await expect(dialog.locator(".invoice-number")).toContainText(invoice);
  return number;
}

test("INV-08 SHP-06 UX-05 a simulated parcel moves to the door by itself, on the screen too", async ({ page, startOwn }) => {
  // An hour takes a quarter of a second.
  const own = await startOwn(seed, { env: { WAYBILL_TRACKING: "simulated", WAYBILL_TRACKING_PACE: "14400" } });
  await signIn(page, "fulfilment", { at: own });
  const number = await registered(page, own, yamato(7));
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  const tracking = dialog.locator("section").filter({ has: page.getByRole("heading", { name: "Tracking" }) });
  await expect(tracking).toContainText("At the door · Delivered", { timeout: 40_000 });
  await expect(tracking).toContainText("Collection depot · Parcel accepted");
  await expect(dialog.locator(".pill").first()).toHaveText("Delivered");
  // It has arrived: its invoice stands.
  await expect(dialog.getByRole("button", { name: "Delete invoice" })).toHaveCount(0);
  await expectNoAxeViolations(page, "#shipment");
});

test("INV-08 SEC-01 a webhook that is signed moves its shipment, once; any other is refused", async ({ page, startOwn }) => {
  const secret = "a secret of the test";
  const own = await startOwn(seed, { env: { WAYBILL_AFTERSHIP_SECRET: secret } });
  await signIn(page, "fulfilment", { at: own });
  const number = await registered(page, own, yamato(8));
  const dialog = page.getByRole("dialog", { name: `Shipment ${number}` });
  const body = (tag: string, message: string) =>
    JSON.stringify({
      event: "tracking_update",
      event_id: "3f645f5e-530b-4062-8695-db6a64420af8",
      msg: {
        id: "grhrexm6t3hiwkjwq37jd003",
        tracking_number: yamato(8),
        slug: "taqbin-jp",
        checkpoints: [{ created_at: new Date().toISOString(), checkpoint_time: new Date().toISOString(), tag, message, location: "Osaka" }],
      },
    });
  const send = (data: string, signed: string | undefined) =>
    fetch(`${own.url}/hooks/aftership`, {
      method: "POST",
      body: data,
      headers: { "content-type": "application/json", ...(signed === undefined ? {} : { "aftership-hmac-sha256": signed }) },
    });
  const signature = (data: string) => createHmac("sha256", secret).update(data).digest("base64");
  const out = body("OutForDelivery", "On the van");
  for (const wrong of [undefined, "", "AAAA", signature(`${out} `)]) expect((await send(out, wrong)).status).toBe(401);
  await expect(dialog.locator(".pill").first()).toHaveText("Preparing to ship");
  expect((await send(out, signature(out))).status).toBe(204);
  // It comes by itself to whoever looks.
  await expect(dialog.locator(".pill").first()).toHaveText("Out for delivery");
  await expect(dialog.getByText("Osaka · On the van")).toHaveCount(1);
  // The same once more, and what is no tracking at all.
  expect((await send(out, signature(out))).status).toBe(204);
  expect((await send("{}", signature("{}"))).status).toBe(422);
  expect((await shipmentOf(page, number, own.url)).events).toHaveLength(1);
});
