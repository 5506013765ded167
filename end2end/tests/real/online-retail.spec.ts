// What the imported file does not tell stays unknown, and everything works all the same.
import { expect, expectNoAxeViolations, signIn, test, visit } from "../../fixtures.ts";
import { countOf, destinations, destinationTab, filters, orderRows, statusTab, walk } from "../../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("REL-03 REL-07 no email and no shipping request is known: none is shown, none is found", async ({ page }) => {
  await visit(page, "/orders/new?rows=200");
  for (const row of await orderRows(page)) {
    expect(row.member).not.toContain("@");
    expect(row.request).toBeNull();
  }
  await filters(page).getByLabel("Customer Email").fill("somebody@example.com");
  await filters(page).getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  for (const destination of destinations) expect(await countOf(destinationTab(page, destination))).toBe(0);
});

test("REL-04 no shipping location is known: Optional + offers none", async ({ page }) => {
  await visit(page, "/orders/new");
  await filters(page).getByText("Optional +").click();
  for (const [label, any] of [["Shipping location", "Any location"], ["Delivery policy", "Any policy"], ["Shipping option", "Any option"]] as const) {
    expect(await filters(page).getByLabel(label).locator("option").allInnerTexts()).toEqual([any]);
  }
});

test("REL-06 a member is shown by the channel's number and leads to the customer's page; a guest leads nowhere", async ({ page }) => {
  await visit(page, "/orders/new?rows=200");
  const rows = await orderRows(page);
  const guest = rows.find((row) => row.memberHref === null);
  expect(guest?.member).toBe("Guest");
  const member = rows.find((row) => row.memberHref !== null);
  expect(member?.member).toMatch(/^\d{5}$/);
  await page.getByRole("link", { name: member?.member ?? "", exact: true }).first().click();
  await expect(page).toHaveURL(member?.memberHref ?? "");
  await expect(page.getByRole("heading", { level: 1, name: member?.member ?? "" })).toBeVisible();
  await expect(page.getByText("No email known")).toBeVisible();
  await expect(page.getByText("No address is known.")).toBeVisible();
});

test("REL-01 nothing has failed yet: the filter says so", async ({ page }) => {
  await visit(page, "/orders/new?status=failed");
  expect(await countOf(statusTab(page, "Failed to Release"))).toBe(0);
  await expect(page.getByRole("heading", { name: "No release has failed" })).toBeVisible();
});

test("REL-05 an imported order: its lines are goods, its postage is a charge, and it is paid by card in full", async ({ page }) => {
  await visit(page, "/orders/540458");
  const amount = (term: string | RegExp) => page.locator("dt", { hasText: term }).locator("+ dd");
  await expect(amount(/^Shipping$/)).toHaveText(/^£[1-9]/);
  await expect(amount(/^Paid · Card$/)).toHaveText(await amount(/^Total$/).innerText());
  await expect(page.getByText(/^Imported from online_retail_sample\.csv/)).toBeVisible();
  await expect(page.getByText("No address is known.")).toBeVisible();
  const lines = page.locator(".product-lines > li");
  expect(await lines.count()).toBeGreaterThan(0);
  for (const line of await lines.allInnerTexts()) expect(line).not.toMatch(/\b(POST|DOT|C2|AMAZONFEE)\b/);
});

test("REL-05 a cancellation is a canceled order of its own and stands in no queue", async ({ page }) => {
  await visit(page, "/orders/C536817");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Order C536817");
  await expect(page.locator(".pill").first()).toHaveText("Canceled");
  await visit(page, "/orders/new?q=C536817");
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
});

test.describe("with scripts off", () => {
  test.use({ javaScriptEnabled: false });

  test("UX-01 REL-01 the whole list pages through, and an order opens", async ({ page }) => {
    await visit(page, "/orders/new?rows=200");
    const count = await countOf(statusTab(page, "Not Yet Released"));
    const rows = await walk(page);
    expect(rows).toHaveLength(count);
    expect(new Set(rows.map((row) => row.number)).size).toBe(count);
    await page.getByRole("link", { name: rows.at(-1)?.number ?? "", exact: true }).click();
    await expect(page.getByRole("heading", { level: 3, name: "Ordered Product" })).toBeVisible();
  });
});

test("UX-04 the list, an order, a customer of the real file: axe finds nothing", async ({ page }) => {
  for (const address of ["/orders/new?rows=25", "/orders/new/540458?to=international&rows=25", "/customers?rows=25", "/customers/1"]) {
    await visit(page, address);
    await expectNoAxeViolations(page);
  }
});
