// What others do shows without a reload.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { selected } from "../../keyboard.ts";
import { countOf, orderNumbers, statusTab } from "../../list.ts";

test("UX-05 another's release shows in an open list and an open order: scroll, selection and focus stay, one stream a browser", async ({ page, browser, startOwn }) => {
  const own = await startOwn([["seed", "--orders", "2000", "--seed", "1"]]);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/new?rows=25`);
  const numbers = await orderNumbers(page);
  const [first = "", second = "", third = ""] = numbers;
  const streams: string[] = [];
  page.context().on("request", (request) => {
    if (new URL(request.url()).pathname === "/live") streams.push(request.url());
  });
  // A second tab of the same browser, and a third person elsewhere.
  const tab = await page.context().newPage();
  await visit(tab, `${own.url}/orders/new/${first}?rows=25`);
  await page.bringToFront();
  await page.getByRole("checkbox", { name: `Select order ${second}` }).check();
  await page.getByRole("link", { name: third, exact: true }).focus();
  await page.evaluate(() => scrollTo(0, 120));
  const scroll = await page.evaluate(() => scrollY);
  const waiting = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /^New orders/ });
  const [inNavigation, inTab] = [await countOf(waiting), await countOf(statusTab(page, "Not Yet Released"))];

  const context = await browser.newContext({ locale: "en-GB" });
  const other = await context.newPage();
  await signIn(other, "manager", { at: own });
  await visit(other, `${own.url}/orders/${first}`);
  await other.getByRole("button", { name: "Cancel", exact: true }).click();
  await other.getByLabel("Reason").fill("Sold out");
  await other.getByRole("button", { name: "Cancel order" }).click();
  await expect(other.getByText("canceled: Sold out")).toBeVisible();

  await expect(page.getByRole("link", { name: first, exact: true })).toHaveCount(0);
  await expect.poll(() => countOf(waiting)).toBe(inNavigation - 1);
  await expect.poll(() => countOf(statusTab(page, "Not Yet Released"))).toBe(inTab - 1);
  await expect(selected(page)).toHaveCount(1);
  await expect(page.getByRole("checkbox", { name: `Select order ${second}` })).toBeChecked();
  await expect(page.getByRole("link", { name: third, exact: true })).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(scroll);
  await tab.bringToFront();
  await expect(tab.getByText("canceled: Sold out")).toBeVisible();
  // The first tab has had one since before it was counted.
  expect(streams).toEqual([]);
  await other.goto("about:blank");
  await context.close();
});

test("UX-05 whoever is not signed in hears nothing", async ({ request, startOwn }) => {
  const own = await startOwn([]);
  const answer = await request.get(`${own.url}/live`);
  expect(answer.status()).toBe(401);
});
