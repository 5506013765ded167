// Linking a mall's listing to a SKU.
import { expect, expectNoAxeViolations, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

const seed = [["seed", "--orders", "2000", "--seed", "1"]];

/** The first order of the list of failures, from its first page on, whose row names this reason. */
async function failedBy(page: Page, reason: string): Promise<string> {
  for (const number of await orderNumbers(page)) {
    const row = page.locator("tbody tr").filter({ hasText: number });
    if ((await row.innerText()).includes(reason)) return number;
  }
  throw new Error(`the demo has no order that failed by: ${reason}`);
}

/** A SKU of the demo: one that another order names. */
async function someSku(page: Page, url: string): Promise<string> {
  const answer = await page.request.get(`${url}/api/orders/get`, { params: { number: (await orderNumbers(page))[0] ?? "" } });
  return ((await answer.json()) as { lines: { sku: string }[] }).lines[0]?.sku ?? "";
}

test("MAL-13 REL-10 a failed link is seen, linked by hand with the keyboard, then released", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/new?rows=200`);
  const sku = await someSku(page, own.url);
  await visit(page, `${own.url}/orders/new?status=failed&rows=200`);
  const number = await failedBy(page, "item link");
  await visit(page, `${own.url}/orders/new/${number}?status=failed&rows=200`);
  const dialog = page.getByRole("dialog", { name: `Order ${number}` });
  await expect(dialog.getByText("Item link: FAIL")).toHaveCount(1);
  await expectNoAxeViolations(page, "#order");

  // The reason leads to where it is mended.
  const reason = dialog.getByRole("listitem").filter({ hasText: "is not linked to a SKU" }).getByRole("link", { name: "Link to SKU" });
  await reason.focus();
  await page.keyboard.press("Enter");
  const field = dialog.getByRole("textbox", { name: "Link to SKU" });
  await expect(field).toBeFocused();
  // What is typed wrong stays, with what is wrong about it.
  await page.keyboard.type("NO-SUCH-SKU");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toContainText("There is no SKU NO-SUCH-SKU.");
  await expect(field).toHaveValue("NO-SUCH-SKU");
  await field.fill(sku);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toContainText("Done.");
  await expect(dialog.getByText("Item link: FAIL")).toHaveCount(0);
  await expect(dialog.getByText(`linked to SKU ${sku}`)).toBeVisible();
  await expect(field).toHaveCount(0);
  // The next try is not refused for the link any more, whatever else is in its way.
  await dialog.getByRole("button", { name: "Preparing to Release" }).click();
  await page.getByRole("button", { name: "Prepare for release" }).click();
  await expect(dialog.getByText(/^Released: S|^Release failed: (?!.*item link)/).first()).toBeVisible();
  await expect(dialog.getByText("is not linked to a SKU")).toHaveCount(0);
});

test("MAL-13 with scripts off: the anchor, the refusal and the link by a plain form", async ({ browser, startOwn, page: withScripts }) => {
  const own = await startOwn(seed);
  await signIn(withScripts, "fulfilment", { at: own });
  await visit(withScripts, `${own.url}/orders/new?rows=200`);
  const sku = await someSku(withScripts, own.url);
  await visit(withScripts, `${own.url}/orders/new?status=failed&rows=200`);
  const number = await failedBy(withScripts, "item link");
  const state = await withScripts.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB", storageState: state });
  const page = await context.newPage();
  await page.goto(`${own.url}/orders/${number}`);
  await page.getByRole("link", { name: "Link to SKU" }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${number}#link-\\d+$`));
  await page.getByRole("textbox", { name: "Link to SKU" }).fill("NO-SUCH-SKU");
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "There is no SKU NO-SUCH-SKU." })).toBeVisible();
  await page.getByRole("textbox", { name: "Link to SKU" }).fill(sku);
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await expect(page.getByText(`linked to SKU ${sku}`)).toBeVisible();
  await expect(page.getByText("Item link: FAIL")).toHaveCount(0);
  await context.close();
});

test("MAL-13 REL-08 many orders: those without a rule say so, and a viewer is offered nothing", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/new?status=failed&rows=200`);
  const number = await failedBy(page, "item link");
  await page.getByRole("checkbox", { name: `Select order ${number}` }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("link", { name: "Link items" }).click();
  const ask = page.getByRole("dialog", { name: "Link items" });
  await expect(ask.getByText("1 order", { exact: true })).toBeVisible();
  await expectNoAxeViolations(page, "#bulk");
  await ask.getByRole("button", { name: "Link items" }).click();
  const job = page.getByRole("dialog", { name: "Progress" });
  await expect(job.getByText("Link items: Done")).toBeVisible();
  await expect(job.getByRole("listitem").filter({ hasText: number })).toContainText("No rule says which SKU this is");

  await page.context().clearCookies();
  await signIn(page, "viewer", { at: own });
  await visit(page, `${own.url}/orders/${number}`);
  await expect(page.getByText("Item link: FAIL")).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "Link to SKU" })).toHaveCount(0);
});
