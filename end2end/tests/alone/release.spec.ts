// Preparing for release, confirming and canceling: each test on orders of its own.
import { expect, expectNoAxeViolations, type Own, type Page, signIn, test, visit } from "../../fixtures.ts";
import { countOf, orderNumbers, statusTab } from "../../list.ts";

const seed = [["seed", "--orders", "400", "--seed", "1"]];

/** The dialog of the list's n-th order. */
async function open(page: Page, own: Own, list: string, n = 0): Promise<string> {
  await visit(page, `${own.url}${list}`);
  const number = (await orderNumbers(page))[n] ?? "";
  await page.getByRole("link", { name: number, exact: true }).click();
  await expect(page.getByRole("dialog", { name: `Order ${number}` })).toBeVisible();
  return number;
}

test("REL-09 REL-11 one order: what it needs, confirmed, its shipments; a second person is told who was first", async ({ page, browser, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  const number = await open(page, own, "/orders/new");
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  // Somebody else has it open, too, and hears of nothing.
  const context = await browser.newContext({ locale: "en-GB", storageState: await page.context().storageState() });
  await context.route("**/live", (route) => route.abort());
  const other = await context.newPage();
  await visit(other, `${own.url}/orders/${number}`);

  await dialog.getByRole("button", { name: "Preparing to Release" }).click();
  const question = page.getByRole("alertdialog", { name: "Prepare this order for release?" });
  await expect(question.getByRole("columnheader", { name: "Available" })).toBeVisible();
  await expectNoAxeViolations(page, "#release-question");
  await question.getByRole("button", { name: "Not now" }).click();
  await expect(question).toBeHidden();
  await dialog.getByRole("button", { name: "Preparing to Release" }).click();
  await question.getByRole("button", { name: "Prepare for release" }).click();
  await expect(dialog.getByRole("status")).toContainText("Released: S");
  await expect(dialog.getByText("Preparing to release", { exact: true }).first()).toBeVisible();
  await expect(dialog.getByText("Processing").first()).toBeVisible();
  // The button says why it can't be pressed again.
  await dialog.getByRole("button", { name: "Preparing to Release" }).hover();
  await expect(page.getByRole("tooltip", { name: "Everything is released or canceled." })).toBeVisible();
  await page.keyboard.press("Escape");
  await dialog.getByRole("link", { name: "Close" }).click();
  await expect(page.getByRole("link", { name: number, exact: true })).toHaveCount(0);

  await other.getByRole("button", { name: "Preparing to Release" }).click();
  await other.getByRole("button", { name: "Prepare for release" }).click();
  await expect(other.getByRole("status").filter({ hasText: "Already released" })).toContainText("Already released by manager@waybill.test.");
  await context.close();
});

test("REL-10 a refused release says on the order what to do", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  const number = await open(page, own, "/orders/new?status=failed");
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  const told = dialog.getByText("Release failed:");
  const before = await told.count();
  await dialog.getByRole("button", { name: "Preparing to Release" }).click();
  await page.getByRole("button", { name: "Prepare for release" }).click();
  await expect(told).toHaveCount(before + 1);
  await expect(dialog.getByText("Failed to release, ")).toBeVisible();
  await dialog.getByRole("link", { name: "Close" }).click();
  await expect(page.getByRole("link", { name: number, exact: true })).toBeVisible();
});

test("REL-12 cancel with a reason: refused without one, then the order leaves the queue and says what is due", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  const number = await open(page, own, "/orders/new");
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  const question = page.getByRole("alertdialog", { name: "Cancel what is not released yet?" });
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
  await question.getByRole("button", { name: "Cancel order" }).click();
  await expect(dialog.getByRole("status")).toContainText("Write a reason of at most 200 characters.");
  await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
  await question.getByLabel("Reason").fill("Sold out");
  await expectNoAxeViolations(page, "#cancel-question");
  await question.getByRole("button", { name: "Cancel order" }).click();
  await expect(dialog.getByRole("status")).toContainText("Done.");
  await expect(dialog.getByText("canceled: Sold out")).toBeVisible();
  await dialog.getByRole("link", { name: "Close" }).click();
  await expect(page.getByRole("link", { name: number, exact: true })).toHaveCount(0);
});

test("REL-08 UX-05 many orders: needs against stock, progress as it is told, an outcome for each, and the list as it was", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  // Nobody asks how far the job is: its progress comes by the stream alone.
  await page.addInitScript(() => {
    const every = window.setInterval;
    window.setInterval = ((work: TimerHandler, ms?: number) => (ms === 5_000 ? 0 : every(work, ms))) as typeof window.setInterval;
  });
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/new?rows=25`);
  const bar = page.getByRole("region", { name: "Selection" });
  await page.getByRole("checkbox", { name: "Select all orders on this page" }).check();
  const shown = await orderNumbers(page);
  await bar.getByRole("link", { name: "Preparing to Release" }).click();
  const ask = page.getByRole("dialog", { name: "Preparing to Release" });
  await expect(ask.getByText(`${shown.length} orders`)).toBeVisible();
  await expect(ask.getByRole("columnheader", { name: "Needed" })).toBeVisible();
  await expectNoAxeViolations(page, "#bulk");
  await ask.getByRole("button", { name: "Prepare for release" }).click();
  const job = page.getByRole("dialog", { name: "Progress" });
  await expect(job.getByText("Preparing to Release: Done")).toBeVisible();
  await expect(job.getByRole("listitem")).toHaveCount(shown.length);
  await expect(job.getByRole("status")).toContainText(`${shown.length} of ${shown.length}`);
  await expectNoAxeViolations(page, "#job");
  // Its address shows it again.
  const address = page.url();
  await job.getByRole("link", { name: "Close" }).click();
  await expect(page).toHaveURL(`${own.url}/orders/new?rows=25`);
  await expect(bar).toHaveCount(0);
  for (const number of shown) await expect(page.locator("tbody").getByText(number, { exact: true })).toHaveCount(0);
  await visit(page, address);
  await expect(page.getByRole("dialog", { name: "Progress" }).getByRole("listitem")).toHaveCount(shown.length);
});

/** The first two orders, ticked, and the pop-up that steps through them. */
async function twoOneByOne(page: Page, own: Own) {
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/new`);
  const [first = "", second = ""] = await orderNumbers(page);
  for (const number of [first, second]) await page.getByRole("checkbox", { name: `Select order ${number}` }).check();
  await page.getByRole("link", { name: "Preparing to Release" }).click();
  return { first, second, dialog: page.getByRole("dialog", { name: "Preparing to Release" }) };
}

test("REL-08 one by one: prepared, skipped, next", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  const { first, second, dialog } = await twoOneByOne(page, own);
  await dialog.getByRole("button", { name: "One by one" }).click();
  await expect(dialog.getByText("Order 1 of 2")).toBeVisible();
  await expect(dialog.getByRole("heading", { name: `Order ${first}` })).toBeVisible();
  await dialog.getByRole("button", { name: "Skip" }).click();
  await expect(dialog.getByRole("heading", { name: `Order ${second}` })).toBeVisible();
  await dialog.getByRole("button", { name: "Prepare for release" }).click();
  await expect(dialog.getByText("That was the last one.")).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: first })).toContainText("Not tried");
  await expect(dialog.getByRole("listitem").filter({ hasText: second })).toContainText(/Released: S|Failed/);
});

test("REL-08 one by one: an order that can't be read says so and is passed over", async ({ page, complaints, startOwn }) => {
  complaints.allow(/api\/orders\/get/);
  const own = await startOwn(seed);
  const { first, second, dialog } = await twoOneByOne(page, own);
  await page.route("**/api/orders/get?*", (route) => route.abort(), { times: 1 });
  await dialog.getByRole("button", { name: "One by one" }).click();
  await expect(dialog.getByRole("alert").filter({ hasText: "The server does not answer" })).toBeVisible();
  await dialog.getByRole("button", { name: "Skip" }).click();
  await expect(dialog.getByRole("heading", { name: `Order ${second}` })).toBeVisible();
  await expect(dialog.getByRole("listitem").filter({ hasText: first })).toContainText("Not tried");
});

test("REL-08 all results of a filter are released, also those on other pages; REL-12 the same for a cancel", async ({ page, startOwn }) => {
  const own = await startOwn([["seed", "--orders", "2000", "--seed", "1"]]);
  await signIn(page, "manager", { at: own });
  await visit(page, `${own.url}/orders/new?to=international`);
  const total = await countOf(statusTab(page, "Not Yet Released"));
  await page.getByRole("checkbox", { name: `Select order ${(await orderNumbers(page))[0]}` }).check();
  await page.getByRole("button", { name: `Select all ${total} results` }).click();
  await expect(page.getByRole("region", { name: "Selection" }).getByText(`All ${total} results selected`)).toBeVisible();
  await page.getByRole("link", { name: "Cancel", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel orders" });
  await dialog.getByRole("button", { name: "Cancel these orders" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Write a reason");
  await dialog.getByLabel("Reason").fill("Flood");
  await dialog.getByRole("button", { name: "Cancel these orders" }).click();
  const job = page.getByRole("dialog", { name: "Progress" });
  await expect(job.getByText("Cancel orders: Done")).toBeVisible();
  await expect(job.getByRole("status")).toContainText(`${total} of ${total}`);
});

test("REL-09 UX-03 by keyboard alone: from the list to the released order", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/new`);
  const number = (await orderNumbers(page))[0] ?? "";
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  await expect(dialog.getByRole("button", { name: "Preparing to Release" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("button", { name: "Preparing to Release" })).toBeFocused();
  await page.keyboard.press("Enter");
  const question = page.getByRole("alertdialog", { name: "Prepare this order for release?" });
  await expect(question.getByRole("button", { name: "Not now" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toContainText(/Released: S/);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("SEC-01 a viewer sees why the buttons are closed", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "viewer", { at: own });
  const number = await open(page, own, "/orders/new");
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  for (const name of ["Preparing to Release", "Confirm", "Cancel"]) {
    await expect(dialog.getByRole("button", { name, exact: true })).toHaveAccessibleDescription("Your role may not do this.");
  }
});

test("REL-09 REL-12 MAL-05 with scripts off: confirm, release and cancel by plain forms", async ({ browser, startOwn, page: withScripts }) => {
  const own = await startOwn(seed);
  await signIn(withScripts, "manager", { at: own });
  const state = await withScripts.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB", storageState: state });
  const page = await context.newPage();
  await page.goto(`${own.url}/orders/new?rows=25`);
  const numbers = await orderNumbers(page);
  // One that is New: the others are confirmed already.
  const confirm = page.getByRole("button", { name: "Confirm", exact: true });
  let first = "";
  for (const number of numbers) {
    await page.goto(`${own.url}/orders/new/${number}?rows=25`);
    if ((await confirm.getAttribute("aria-disabled")) === null) first = number;
    if (first) break;
  }
  expect(first).not.toBe("");
  const second = numbers.find((number) => number !== first && number.startsWith("26-")) ?? "";
  await confirm.click();
  await page.getByRole("alertdialog", { name: "Confirm this order?" }).getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL(`${own.url}/orders/new/${first}?rows=25&told=done`);
  await expect(page.getByRole("status").filter({ hasText: "Done." })).toBeVisible();
  await page.getByRole("button", { name: "Preparing to Release" }).click();
  await page.getByRole("button", { name: "Prepare for release" }).click();
  await expect(page.getByText(/^Released: S|^Release failed/).first()).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/orders/new/${first}\\?rows=25&told=(done|failed)$`));

  await page.goto(`${own.url}/orders/${second}`);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByText("Write a reason of at most 200 characters.")).toBeVisible();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByLabel("Reason").fill("Sold out");
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByText("canceled: Sold out")).toBeVisible();
  await context.close();
});
