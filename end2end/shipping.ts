// What the tests of shipping have in common: numbers of a carrier's, and shipments that wait for one.
import { type Own, type Page, visit } from "./fixtures.ts";
import { orderNumbers } from "./list.ts";

/** A number of Yamato's: the last digit is what is left of the others by 7. */
export const yamato = (serial: number) => {
  const digits = String(40_000_000_000 + serial);
  return `${digits}${Number(digits) % 7}`;
};

export interface Shipment {
  number: string;
  order: string;
  status: string;
  packed: boolean;
  is_test: boolean;
  version: number;
  key: string;
  commands: [string, unknown][];
  invoice: { number: string } | null;
  lines: { name: string; sku: string; quantity: number }[];
  address: { lines: string[] };
  events: { said: string }[];
}

/** A shipment as the desk reads it; `at` is the server's address, where it is not the page's own. */
export const shipmentOf = async (page: Page, number: string, at = "") =>
  (await (await page.request.get(`${at}/api/shipments/get`, { params: { number } })).json()) as Shipment;

/** The shipments of the list's first page that wait for a first invoice; the page shows that list afterwards. */
export async function waitingShipments(page: Page, own: Own, most = Infinity): Promise<string[]> {
  await visit(page, `${own.url}/shipping?rows=200`);
  const numbers: string[] = [];
  for (const number of await orderNumbers(page)) {
    const { status, commands } = await shipmentOf(page, number, own.url);
    const may = (command: string) => commands.some(([name, closed]) => name === command && closed === null);
    if (status === "preparing_to_release" && may("register_invoice") && !may("change_invoice")) numbers.push(number);
    if (numbers.length === most) break;
  }
  if (numbers.length === 0) throw new Error("the demo has no shipment that waits for an invoice");
  return numbers;
}
