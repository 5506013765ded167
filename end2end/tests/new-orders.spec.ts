import { expect, signIn, test, visit } from "../fixtures.ts";
import {
  countOf,
  destinations,
  destinationTab,
  expectOrders,
  filters,
  next,
  orderNumbers,
  orderRows,
  place,
  previous,
  queryOf,
  statuses,
  statusTab,
  summary,
  walk,
} from "../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("REL-01 heading, tabs and status filter bear the manual's names, and Domestic, Not Yet Released is shown first", async ({ page }) => {
  await visit(page, "/");
  await expect(page).toHaveURL("/orders/new");
  await expect(page).toHaveTitle("New (To Ship) Orders · Waybill");
  await expect(page.getByRole("heading", { level: 1, name: "New (To Ship) Orders" })).toBeVisible();
  await expect(destinationTab(page, "Domestic")).toHaveAttribute("aria-current", "true");
  await expect(statusTab(page, "Not Yet Released")).toHaveAttribute("aria-current", "page");
  for (const name of ["Order No.", "Status", "Ordering Member", "Products", "Total"]) {
    await expect(page.getByRole("columnheader", { name, exact: true })).toBeVisible();
  }
  await destinationTab(page, "International").click();
  await expect(page).toHaveURL("/orders/new?to=international");
  await expect(destinationTab(page, "International")).toHaveAttribute("aria-current", "true");
  await statusTab(page, "Failed to Release").click();
  await expect(page).toHaveURL("/orders/new?to=international&status=failed");
  await expect(destinationTab(page, "International")).toHaveAttribute("aria-current", "true");
  await expect(statusTab(page, "Failed to Release")).toHaveAttribute("aria-current", "page");
});

for (const destination of destinations) {
  test(`REL-01 ${destination}: counts equal what pages through, newest first, each order once`, async ({ page }) => {
    await visit(page, "/orders/new?rows=200");
    await destinationTab(page, destination).click();
    await expect(destinationTab(page, destination)).toHaveAttribute("aria-current", "true");
    let sum = 0;
    for (const status of statuses) {
      await statusTab(page, status).click();
      await expect(statusTab(page, status)).toHaveAttribute("aria-current", "page");
      const count = await countOf(statusTab(page, status));
      sum += count;
      if (count === 0) {
        await expect(page.locator(".state")).toBeVisible();
        continue;
      }
      // The rows of the status chosen have come.
      await expect(page.locator("td .pill").first()).toHaveText(status === "Failed to Release" ? "Failed" : status);
      const rows = await walk(page);
      expect(rows.filter((row) => !row.isTest).length, status).toBe(count);
      expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length);
      const placed = rows.map((row) => row.placed);
      expect(placed).toEqual(placed.toSorted().reverse());
    }
    expect(await countOf(destinationTab(page, destination))).toBe(sum);
    expect(sum).toBeGreaterThan(0);
  });
}

test("REL-01 a row tells what was ordered, by whom, how much it comes to and where it goes", async ({ page }) => {
  await visit(page, "/orders/new?rows=25");
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(25);
  for (const row of await rows.all()) {
    const cells = (await row.locator("td").allInnerTexts()).map((text) => text.trim());
    // The box to tick, Ordered, Order No., Status, Ordering Member, Products, Qty, Total
    for (const cell of cells.slice(1, 8)) expect(cell, cells.join(" | ")).not.toBe("");
    expect(cells[6]).toMatch(/^[1-9][0-9]*$/);
    expect(cells[7]).toMatch(/[0-9]/);
  }
});

test("REL-01 the navigation counts all new orders", async ({ page }) => {
  await visit(page, "/orders/new");
  const link = page.getByRole("link", { name: /^New orders/ });
  const sum = (await countOf(destinationTab(page, "Domestic"))) + (await countOf(destinationTab(page, "International")));
  expect(await countOf(link)).toBe(sum);
});

test("REL-02 Order No.: recognised, chosen, in lower case and full width; in another field it is not found", async ({ page }) => {
  await visit(page, "/orders/new");
  const number = (await orderNumbers(page))[2] ?? "";
  const search = async (text: string, field = "Any") => {
    await filters(page).getByLabel("Search in").selectOption({ label: field });
    await filters(page).getByLabel("Search", { exact: true }).fill(text);
    await filters(page).getByRole("button", { name: "Search" }).click();
  };
  const fullWidth = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

  for (const typed of [number, ` ${number} `, number.toLowerCase(), fullWidth(number.toLowerCase())]) {
    await search(typed);
    await expectOrders(page, [number]);
    await expect(page.getByText(`Recognised as Order No.: ${typed.trim()}`)).toBeVisible();
    await expect(filters(page).getByLabel("Search", { exact: true })).toHaveValue(typed.trim());
    expect(await countOf(statusTab(page, "Not Yet Released"))).toBe(1);
    await filters(page).getByRole("link", { name: "Clear" }).click();
    await expect(page).toHaveURL("/orders/new");
    await expect(filters(page).getByLabel("Search", { exact: true })).toHaveValue("");
  }
  await search(number, "Order No.");
  await expectOrders(page, [number]);
  expect(queryOf(page)).toEqual({ in: "order_no", q: number });
  await search(number, "SKU");
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
});

test("REL-02 Product ID and SKU: every order found has it, and every one that has it is found", async ({ page }) => {
  const linesOf = async (number: string) => {
    const answer = await page.request.get("/api/orders/get", { params: { number } });
    return ((await answer.json()) as { lines: { sku: string; product_code: string }[] }).lines;
  };
  await visit(page, "/orders/new?rows=100");
  const newest = new Map<string, Awaited<ReturnType<typeof linesOf>>>();
  for (const number of await orderNumbers(page)) newest.set(number, await linesOf(number));
  const [line] = [...newest.values()][0] ?? [];

  for (const [label, field, key] of [["SKU", "sku", "sku"], ["Product ID", "product_id", "product_code"]] as const) {
    const code = line?.[key] ?? "";
    const having = [...newest].filter(([, lines]) => lines.some((line) => line[key] === code)).map(([number]) => number);
    await visit(page, "/orders/new?rows=200");
    await filters(page).getByLabel("Search in").selectOption({ label });
    await filters(page).getByLabel("Search", { exact: true }).fill(code.toLowerCase());
    await filters(page).getByRole("button", { name: "Search" }).click();
    const ofNewest = async () => (await orderNumbers(page)).filter((number) => newest.has(number));
    await expect.poll(ofNewest, label).toEqual(having);
    expect(queryOf(page)).toEqual({ in: field, q: code.toLowerCase(), rows: "200" });
    const found = await orderRows(page);
    expect(await countOf(statusTab(page, "Not Yet Released"))).toBe(found.filter((row) => !row.isTest).length);
    for (const { number } of found) {
      expect((await linesOf(number)).map((line) => line[key]), number).toContain(code);
    }
  }
  // Unbound, it is recognised.
  await visit(page, `/orders/new?q=${encodeURIComponent(line?.sku ?? "")}`);
  await expect(page.getByText(`Recognised as SKU: ${line?.sku}`)).toBeVisible();
});

test("REL-02 order creation date: from a day to a day of the merchant's zone", async ({ page, server }) => {
  const zone = server.name === "real" ? "Europe/London" : "Asia/Tokyo";
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  const day = (placed: string) => format.format(new Date(placed));

  await visit(page, "/orders/new?rows=200");
  const rows = await orderRows(page);
  // The oldest day of the page may go on on the next one.
  const days = [...new Set(rows.map((row) => day(row.placed)))].slice(0, -1);
  const from = days.at(-1) ?? "";
  const until = days[Math.floor(days.length / 2)] ?? "";
  const expected = rows.filter((row) => day(row.placed) >= from && day(row.placed) <= until);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(rows.length);

  const choose = async (first: string, last: string) => {
    await filters(page).getByText("Dates", { exact: true }).click();
    await filters(page).getByLabel("From", { exact: true }).fill(first);
    await filters(page).getByLabel("To", { exact: true }).fill(last);
    await filters(page).getByRole("button", { name: "Apply" }).filter({ visible: true }).click();
  };
  await choose(from, until);
  await expectOrders(page, expected.map((row) => row.number));
  expect(queryOf(page)).toEqual({ from, until, rows: "200" });

  // One day; a day alone; and the wrong way round.
  await visit(page, `/orders/new?rows=200&from=${until}&until=${until}`);
  await expectOrders(page, rows.filter((row) => day(row.placed) === until).map((row) => row.number));
  await visit(page, `/orders/new?rows=200&from=${until}`);
  await expectOrders(page, rows.filter((row) => day(row.placed) >= until).map((row) => row.number));
  if (from !== until) {
    await visit(page, "/orders/new?rows=200");
    await choose(until, from);
    await expect(page.getByRole("alert")).toHaveText("The last day is before the first one, so no order can be found.");
    await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  }
});

test("REL-02 filters combine, and what is found in other tabs is offered", async ({ page }) => {
  await visit(page, "/orders/new?to=international");
  const [row] = await orderRows(page);
  const number = row?.number ?? "";
  const day = (offset: number) => new Date(Date.parse(row?.placed ?? "") + offset * 86_400_000).toISOString().slice(0, 10);
  // The day of the merchant's zone is the day before, the same or the day after.
  await visit(page, `/orders/new?q=${number}&from=${day(-1)}&until=${day(1)}`);
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  await page.getByRole("link", { name: "1 in International · Not Yet Released" }).click();
  await expect(page).toHaveURL(`/orders/new?to=international&q=${number}&from=${day(-1)}&until=${day(1)}`);
  await expectOrders(page, [number]);
  expect(await countOf(destinationTab(page, "Domestic"))).toBe(0);

  // Each further condition must hold too.
  await visit(page, `/orders/new?to=international&q=${number}&until=${day(-2)}`);
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  await visit(page, `/orders/new?to=international&q=${number}&email=nobody@waybill.test`);
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  await page.locator(".state").getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL("/orders/new?to=international");
  await expect(summary(page)).toBeVisible();
});

test("REL-02 page sizes 25, 50, 100 and 200: 50 unless chosen, kept by the tabs and the filters", async ({ page }) => {
  await visit(page, "/orders/new");
  const total = (await place(page)).total;
  const size = page.getByLabel("Rows");
  await expect(size).toHaveValue("50");
  expect(await size.locator("option").allInnerTexts()).toEqual(["25", "50", "100", "200"]);
  for (const rows of [25, 100, 200]) {
    await size.selectOption(String(rows));
    // With scripts choosing is enough.
    const apply = page.locator(".pager").getByRole("button", { name: "Apply" });
    if (await apply.isVisible()) await apply.click();
    await expect.poll(() => queryOf(page)).toEqual({ rows: String(rows) });
    // The test orders on the page are beyond the total.
    if (rows < total) await expect(summary(page)).toHaveText(new RegExp(`^1–${rows} of `));
    else await expect(page.getByRole("link", { name: "Next" })).toHaveAttribute("aria-disabled", "true");
    expect(await orderNumbers(page)).toHaveLength((await place(page)).to);
  }
  await destinationTab(page, "International").click();
  await expect(page).toHaveURL("/orders/new?to=international&rows=200");
  await expect(size).toHaveValue("200");
});

test("REL-02 Previous and Next: forth and back shows every row exactly once", async ({ page }) => {
  // Not all of them: what has a great many is narrowed to the newest days.
  await visit(page, "/orders/new?rows=200");
  const whole = await orderNumbers(page);
  await visit(page, "/orders/new?rows=25");
  await expect(page.getByRole("link", { name: "Previous" })).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByRole("link", { name: "Previous" })).toHaveAccessibleDescription("This is the first page");

  const forth = [await orderNumbers(page)];
  while (forth.length < 5 && (await next(page))) forth.push(await orderNumbers(page));
  expect(forth.length).toBeGreaterThan(2);
  expect(forth.flat()).toEqual(whole.slice(0, forth.flat().length));

  const back = [forth.at(-1) ?? []];
  while (await previous(page)) back.unshift(await orderNumbers(page));
  expect(back).toEqual(forth);
  await expect(page.getByRole("link", { name: "Previous" })).toHaveAttribute("aria-disabled", "true");
});

test("REL-02 Any time replaces the two days that the form holds", async ({ page, javaScriptEnabled }) => {
  await visit(page, "/orders/new?rows=25");
  const all = await orderNumbers(page);
  await visit(page, "/orders/new?rows=25&from=2001-01-01&until=2001-01-02");
  await expect(page.getByRole("heading", { name: "No order matches" })).toBeVisible();
  const range = filters(page).getByLabel("Order creation date");
  await expect(range.locator("option:checked")).toHaveText("From – to");
  await range.selectOption({ label: "Any time" });
  // With scripts choosing is enough.
  if (javaScriptEnabled === false) await filters(page).getByRole("button", { name: "Search" }).click();
  await expectOrders(page, all);
  await expect(range.locator("option:checked")).toHaveText("Any time");
  await expect(page.getByText("The address asks for")).toBeHidden();
});

test("UX-02 tab, filters, page and size are the address: reload and a copy of it show the same", async ({ page }) => {
  await visit(page, "/orders/new?to=international&rows=25");
  await next(page);
  const shown = await orderNumbers(page);
  const address = page.url();
  await page.reload();
  expect(await orderNumbers(page)).toEqual(shown);
  expect((await place(page)).from).toBe(26);

  const copy = await page.context().newPage();
  await visit(copy, address);
  expect(await orderNumbers(copy)).toEqual(shown);
  await expect(copy.getByLabel("Rows")).toHaveValue("25");
  await copy.close();

  await page.goBack();
  await expect(summary(page)).toHaveText(/^1–25 of /);
  await page.goForward();
  await expectOrders(page, shown);
});

test("UX-02 what is mistyped in an address is named and left out", async ({ page }) => {
  await visit(page, "/orders/new");
  const all = await orderNumbers(page);
  const wrong = { to: "abroad", status: "lost", rows: "51", range: "1y", from: "2026-02-30", location: "Tokyo", after: "x_y" };
  await visit(page, `/orders/new?${new URLSearchParams({ ...wrong, colour: "red" })}`);
  for (const [name, value] of Object.entries(wrong)) {
    await expect(page.getByText(`The address asks for ${name}=${value}, which is not understood and was left out.`)).toBeVisible();
  }
  expect(await orderNumbers(page)).toEqual(all);
});
