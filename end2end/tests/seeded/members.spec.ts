// What only the demo's channels tell: emails, shipping requests, where things are shipped from.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import {
  countOf,
  destinations,
  destinationTab,
  expectOrders,
  filters,
  type OrderRow,
  orderNumbers,
  orderRows,
  queryOf,
  statuses,
  statusTab,
  walk,
} from "../../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

/** The rows of the member with the fewest orders of those who have several in the list. */
function ofOneMember(rows: readonly OrderRow[]): OrderRow[] {
  const members = [...new Set(rows.map((row) => row.member))].filter((member) => member.includes("@"));
  const several = members.map((member) => rows.filter((row) => row.member === member)).filter((of) => of.length > 1);
  const found = several.toSorted((a, b) => a.length - b.length)[0];
  if (!found) throw new Error("no member of the demo has two new orders");
  return found;
}

test("REL-03 Customer Email: only that customer's orders, however it is written", async ({ page }) => {
  await visit(page, "/orders/new?rows=200");
  const mine = ofOneMember(await walk(page));
  const email = mine[0]?.member ?? "";
  const numbers = mine.map((row) => row.number);
  for (const typed of [email, ` ${email.toUpperCase()} `]) {
    await visit(page, "/orders/new?rows=25");
    await filters(page).getByLabel("Customer Email").fill(typed);
    await filters(page).getByRole("button", { name: "Search" }).click();
    await expectOrders(page, numbers);
    expect(queryOf(page).email?.trim()).toBe(typed.trim());
    expect(await countOf(statusTab(page, "Not Yet Released"))).toBe(mine.filter((row) => !row.isTest).length);
  }
  // A part of an email is nobody's.
  await visit(page, `/orders/new?email=${encodeURIComponent(email.slice(0, -1))}`);
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  for (const destination of destinations) expect(await countOf(destinationTab(page, destination))).toBe(0);
});

test("REL-04 Optional +: the location narrows the policy, the policy the option, and all of them the list", async ({ page, javaScriptEnabled }) => {
  await visit(page, "/orders/new?rows=200");
  const all = await orderNumbers(page);
  const scripted = javaScriptEnabled !== false;
  const select = (label: string) => filters(page).getByLabel(label);
  const offered = async (label: string) => (await select(label).locator("option").allTextContents()).slice(1);
  /** With scripts choosing is enough. */
  const choose = async (label: string, option: string, name: string) => {
    if (!(await select(label).isVisible())) await filters(page).getByText("Optional +").click();
    await select(label).selectOption({ label: option });
    if (!scripted) await filters(page).getByRole("button", { name: "Apply" }).filter({ visible: true }).click();
    await expect.poll(() => queryOf(page)[name]).toBeTruthy();
  };

  const locations = await offered("Shipping location");
  const policies = await offered("Delivery policy");
  const options = await offered("Shipping option");
  expect(locations.length).toBeGreaterThan(1);
  const location = locations[0] ?? "";
  await choose("Shipping location", location, "location");
  await expect.poll(() => offered("Delivery policy")).not.toEqual(policies);
  const narrowed = await offered("Delivery policy");
  expect(policies).toEqual(expect.arrayContaining(narrowed));
  expect((await offered("Shipping option")).length).toBeLessThan(options.length);
  expect(await offered("Shipping location")).toEqual(locations);
  const ofLocation = await orderNumbers(page);
  expect(ofLocation.length).toBeGreaterThan(0);
  expect(ofLocation.length).toBeLessThan(all.length);

  const before = await offered("Shipping option");
  const policy = narrowed[0] ?? "";
  await choose("Delivery policy", policy, "policy");
  await expect.poll(() => offered("Shipping option")).not.toEqual(before);
  const option = (await offered("Shipping option"))[0] ?? "";
  const ofPolicy = (await orderNumbers(page)).length;
  expect(ofPolicy).toBeLessThanOrEqual(ofLocation.length);
  await choose("Shipping option", option, "option");
  await expect.poll(async () => (await orderNumbers(page)).length).toBeLessThan(ofPolicy);

  // Each order shown has a line that goes that way, or has gone.
  const routing = [location, policy, option].join(" · ");
  const numbers = await orderNumbers(page);
  expect(numbers.length).toBeGreaterThan(0);
  for (const number of numbers) {
    const answer = await page.request.get("/api/orders/get", { params: { number } });
    const { planned, shipments } = (await answer.json()) as Record<"planned" | "shipments", { routing: string }[]>;
    expect([...planned, ...shipments].map((shipment) => shipment.routing), number).toContain(routing);
  }
  // How many are set is told on the button, and the address keeps them.
  await expect(filters(page).getByRole("button", { name: /^Optional \+/ })).toContainText("3");
  await page.reload();
  expect(await orderNumbers(page)).toEqual(numbers);
  await expect(select("Shipping option").locator("option:checked")).toHaveText(option);
});

test("REL-04 every shipping location has orders in every tab and status", async ({ page }) => {
  await visit(page, "/orders/new");
  const locations = await filters(page).getByLabel("Shipping location").locator("option:not([value=''])").all();
  expect(locations.length).toBeGreaterThan(1);
  const countsOf = async (query: string) => {
    const answer = await page.request.get(`/api/orders/list_new?query=${encodeURIComponent(query)}`);
    return ((await answer.json()) as { counts: [string, string, { counted: number }][] }).counts;
  };
  const all = await countsOf("");
  expect(all).toHaveLength(destinations.length * statuses.length);
  for (const location of locations) {
    const id = await location.getAttribute("value");
    const counts = await countsOf(`location=${id}`);
    for (const [status, to, { counted }] of counts) expect(counted, `${status}, ${to} of location ${id}`).toBeGreaterThan(0);
    // Each has its own, not all there are.
    const sum = (lanes: typeof all) => lanes.reduce((sum, [, , { counted }]) => sum + counted, 0);
    expect(sum(counts), `location ${id}`).toBeLessThan(sum(all));
  }
});

test("REL-06 the member's email leads to the customer's page", async ({ page }) => {
  await visit(page, "/orders/new");
  const row = (await orderRows(page)).find((row) => row.memberHref !== null && row.member.includes("@"));
  await page.getByRole("link", { name: row?.member ?? "", exact: true }).first().click();
  await expect(page).toHaveURL(row?.memberHref ?? "");
  await expect(page.getByRole("heading", { level: 1, name: row?.member ?? "" })).toBeVisible();
  await expect(page.getByRole("link", { name: row?.number ?? "", exact: true })).toBeVisible();

  // From the detail too.
  await visit(page, `/orders/${row?.number}`);
  await page.getByRole("link", { name: row?.member ?? "", exact: true }).click();
  await expect(page).toHaveURL(row?.memberHref ?? "");
});

test("REL-07 the shipping request stands behind a speech bubble: on hover and on focus", async ({ page }) => {
  await visit(page, "/orders/new?rows=200");
  const rows = await orderRows(page);
  const row = rows.find((row) => row.request !== null);
  const bubbles = page.getByRole("button", { name: /^Shipping request of order / });
  expect(await bubbles.count()).toBe(rows.filter((row) => row.request !== null).length);
  const bubble = page.getByRole("button", { name: `Shipping request of order ${row?.number}` });
  const words = page.locator(`#request-${row?.number}`);
  await expect(bubble).toHaveAccessibleDescription(row?.request ?? "");

  await bubble.scrollIntoViewIfNeeded();
  await expect(words).toBeHidden();
  await bubble.hover();
  await expect(words).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(words).toBeHidden();
  await bubble.focus();
  await expect(words).toBeVisible();
  await bubble.blur();
  await expect(words).toBeHidden();

  // It stands in the detail too.
  await visit(page, `/orders/${row?.number}`);
  await expect(page.getByRole("heading", { level: 3, name: "Shipping request" })).toBeVisible();
  await expect(page.getByText(row?.request ?? "").first()).toBeVisible();
});

test("REL-01 test orders are listed with a badge and counted nowhere", async ({ page }) => {
  let listed = 0;
  for (const query of ["", "to=international&", "status=failed&", "to=international&status=failed&"]) {
    await visit(page, `/orders/new?${query}rows=200`);
    for (const row of (await walk(page)).filter((row) => row.isTest)) {
      listed++;
      await expect(page.getByRole("row").filter({ hasText: row.number }).getByText("Test", { exact: true })).toBeVisible();
      const found = await page.context().newPage();
      await visit(found, `/orders/new?${query}q=${row.number}`);
      expect(await orderNumbers(found)).toEqual([row.number]);
      for (const destination of destinations) expect(await countOf(destinationTab(found, destination))).toBe(0);
      await found.close();
    }
  }
  expect(listed).toBeGreaterThan(0);
});

test("REL-05 a failed order tells each reason and what to do", async ({ page }) => {
  await visit(page, "/orders/new?status=failed");
  for (const number of await orderNumbers(page)) {
    const cell = page.getByRole("row").filter({ hasText: number }).locator("td").nth(3);
    await expect(cell.locator(".cell-note")).not.toBeEmpty();
  }
  const [number] = await orderNumbers(page);
  await visit(page, `/orders/${number}`);
  await expect(page.getByText(/^Failed to release, /)).toBeVisible();
  expect(await page.locator("ul.reasons > li").count()).toBeGreaterThan(0);
});
