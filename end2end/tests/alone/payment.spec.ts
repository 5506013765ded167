// Payments that are recorded at the desk.
import { expect, expectNoAxeViolations, type Own, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

const seed = [["seed", "--orders", "2000", "--seed", "1"]];

interface Order {
  actions: { action: string; closed: unknown }[];
  money: { due: { minor: number; currency: string }; paid: { minor: number } };
}

/** An order of the list that is wholly unpaid and in yen, and what it costs. */
async function unpaid(page: Page, own: Own): Promise<{ number: string; due: number }> {
  await visit(page, `${own.url}/orders/new?rows=200`);
  for (const number of await orderNumbers(page)) {
    const answer = await page.request.get(`${own.url}/api/orders/get`, { params: { number } });
    const { actions, money } = (await answer.json()) as Order;
    const mayPay = actions.some(({ action, closed }) => action === "mark_paid" && closed === null);
    if (mayPay && money.paid.minor === 0 && money.due.currency === "JPY" && money.due.minor > 2) return { number, due: money.due.minor };
  }
  throw new Error("the demo has no order that is to be paid");
}

const yen = (amount: number) => `¥${amount.toLocaleString("en-GB")}`;

test("ORD-05 a payment in two parts: what is wrong is told in the question and nothing typed is lost", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  const { number, due } = await unpaid(page, own);
  await visit(page, `${own.url}/orders/new/${number}`);
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  await dialog.getByRole("button", { name: "Mark as paid" }).click();
  const question = page.getByRole("alertdialog", { name: "Record a payment?" });
  const amount = question.getByLabel("Amount (JPY)");
  await expect(amount).toHaveValue(String(due));
  await expect(question.getByText(`${yen(due)} is still to be paid.`)).toBeVisible();
  await expectNoAxeViolations(page, "#payment-question");
  await question.getByLabel("Reference").fill("BANK-77");
  for (const [typed, told] of [
    ["1.5", "Write an amount, without the currency's sign."],
    ["0", "A payment is more than zero."],
    [String(due + 1), "That is more than is still to be paid."],
  ] as const) {
    await amount.fill(typed);
    await question.getByRole("button", { name: "Record payment" }).click();
    await expect(question.getByText(told)).toBeVisible();
    await expect(amount).toBeFocused();
    await expect(amount).toHaveValue(typed);
    await expect(question.getByLabel("Reference")).toHaveValue("BANK-77");
  }
  await amount.fill("1");
  await question.getByRole("button", { name: "Record payment" }).click();
  await expect(dialog.getByRole("status")).toContainText("Done.");
  await expect(dialog.getByText("Partially paid").first()).toBeVisible();
  await expect(dialog.getByText("BANK-77")).toBeVisible();

  await dialog.getByRole("button", { name: "Mark as paid" }).click();
  await expect(amount).toHaveValue(String(due - 1));
  await question.getByRole("button", { name: "Record payment" }).click();
  await expect(dialog.getByText("Paid", { exact: true }).first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Mark as paid" })).toHaveAccessibleDescription("Nothing is owed.");
});

test("ORD-05 with scripts off: a payment by a plain form; who may not is told why", async ({ browser, startOwn, page: withScripts }) => {
  const own = await startOwn(seed);
  await signIn(withScripts, "manager", { at: own });
  const { number, due } = await unpaid(withScripts, own);
  const state = await withScripts.context().storageState();
  // Its list would hear of the payment, and be read when the session is gone.
  await withScripts.goto("about:blank");
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB", storageState: state });
  const page = await context.newPage();
  await page.goto(`${own.url}/orders/${number}`);
  const pay = async (amount: string) => {
    await page.getByRole("button", { name: "Mark as paid" }).click();
    await page.getByLabel("Amount (JPY)").fill(amount);
    await page.getByRole("button", { name: "Record payment" }).click();
  };
  await pay("a lot");
  await expect(page.getByText("Write an amount, without the currency's sign.")).toBeVisible();
  await pay(String(due + 1));
  await expect(page.getByText("That is more than is still to be paid.")).toBeVisible();
  await pay(String(due));
  await expect(page.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  await expect(page.getByText(new RegExp(`^${yen(due)} paid, `))).toBeVisible();
  await context.close();

  await withScripts.context().clearCookies();
  await signIn(withScripts, "fulfilment", { at: own });
  await visit(withScripts, `${own.url}/orders/${number}`);
  await expect(withScripts.getByRole("button", { name: "Mark as paid" })).toHaveAccessibleDescription("Your role may not do this.");
});

/** An own store's order that waits for a bank transfer: it stands in no list of orders, so it is looked for among the customers. */
async function awaited(page: Page, own: Own): Promise<string> {
  const list = await page.request.get(`${own.url}/api/customers/list`, { params: { query: "rows=200" } });
  for (const { id } of ((await list.json()) as { rows: { id: number }[] }).rows) {
    const customer = await page.request.get(`${own.url}/api/customers/get`, { params: { id, query: "rows=200" } });
    const { orders } = (await customer.json()) as { orders: { number: string; stage: string }[] };
    const waiting = orders.find(({ number, stage }) => stage === "waiting" && number.startsWith("26-"));
    if (waiting) return waiting.number;
  }
  throw new Error("the demo has no order that waits for its payment");
}

test("MAL-03 ORD-05 an order that waits for its payment is not released, and becomes New by itself once all of it is paid", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  const number = await awaited(page, own);
  await visit(page, `${own.url}/orders/new?q=${number}`);
  await expect(page.getByRole("link", { name: number, exact: true })).toHaveCount(0);
  await visit(page, `${own.url}/orders/${number}`);
  await expect(page.getByText("Waiting", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Preparing to Release" })).toBeDisabled();
  const pay = async (of: (owed: number) => number) => {
    await page.getByRole("button", { name: "Mark as paid" }).click();
    const amount = page.getByLabel(/^Amount/);
    await amount.fill(String(of(Number(await amount.inputValue()))));
    await page.getByRole("button", { name: "Record payment" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  };
  // A part of it changes nothing.
  await pay((owed) => owed - 1);
  await expect(page.getByText("Partially paid").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Preparing to Release" })).toBeDisabled();
  await pay((owed) => owed);
  await expect(page.getByText("Became New")).toBeVisible();
  await expect(page.getByRole("button", { name: "Preparing to Release" })).toBeEnabled();
  await visit(page, `${own.url}/orders/new?q=${number}`);
  await expect(page.getByRole("link", { name: number, exact: true })).toBeVisible();
});
