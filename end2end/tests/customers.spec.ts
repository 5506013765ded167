import { expect, type Page, signIn, test, visit } from "../fixtures.ts";
import { next, place, previous, summary } from "../list.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

interface Customer {
  name: string;
  href: string;
  orders: number;
  spent: string;
  last: string;
}

const customers = (page: Page): Promise<Customer[]> =>
  page.locator("main tbody tr").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector("a.row-link")?.textContent?.trim() ?? "",
      href: row.querySelector("a.row-link")?.getAttribute("href") ?? "",
      orders: Number(row.querySelector("td.num .off-card")?.textContent?.replaceAll(",", "")),
      spent: row.querySelector("td.money")?.textContent?.trim() ?? "",
      last: row.querySelector("time")?.getAttribute("datetime") ?? "",
    })),
  );

const hrefs = async (page: Page) => (await customers(page)).map((customer) => customer.href);

test("CUS-01 list: whoever ordered last comes first; forth and back shows everybody once", async ({ page }) => {
  await visit(page, "/customers?rows=25");
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  const rows = await customers(page);
  expect(rows).toHaveLength(25);
  const forth = [await hrefs(page)];
  while (forth.length < 4 && (await next(page))) {
    rows.push(...(await customers(page)));
    forth.push(await hrefs(page));
  }
  expect(forth.length).toBeGreaterThan(2);
  const last = rows.map((row) => row.last);
  expect(last).toEqual(last.toSorted().reverse());
  expect(new Set(forth.flat()).size).toBe(rows.length);
  const back = [forth.at(-1) ?? []];
  while (await previous(page)) back.unshift(await hrefs(page));
  expect(back).toEqual(forth);
  for (const row of rows) {
    expect(row.name).not.toBe("");
    expect(row.orders, row.name).toBeGreaterThan(0);
    // Who has only canceled has spent nothing.
    expect(row.spent, row.name).toMatch(/^(\D{1,4}\d[\d,.]*( \+ |$))*$/);
  }
  expect(rows.filter((row) => row.spent !== "").length).toBeGreaterThan(rows.length / 2);
});

test("CUS-01 search: by the beginning of an email, a name or the channel's number; nothing found says what to do", async ({ page, server }) => {
  await visit(page, "/customers?rows=25");
  const [someone] = await customers(page);
  const search = page.getByRole("search");
  const find = async (text: string) => {
    await search.getByLabel("Search", { exact: true }).fill(text);
    await search.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL((url) => url.searchParams.get("q")?.trim() === text.trim());
  };
  // The whole of what the list shows of them, its beginning, and other letters.
  const shown = someone?.name ?? "";
  for (const typed of [shown, shown.slice(0, 4), ` ${shown.toUpperCase()} `]) {
    await find(typed);
    await expect.poll(async () => (await customers(page)).every((customer) => customer.name.toLowerCase().startsWith(typed.trim().toLowerCase()))).toBe(true);
    expect(await hrefs(page)).toContain(someone?.href);
  }
  if (server.name !== "real") {
    await visit(page, someone?.href ?? "");
    const name = await page.locator("dt", { hasText: /^Name$/ }).locator("+ dd").innerText();
    await visit(page, "/customers");
    await find(name.slice(0, Math.max(2, name.length - 2)));
    await expect.poll(() => hrefs(page)).toContain(someone?.href);
  }
  await find("no such customer");
  await expect(page.getByRole("heading", { level: 2, name: "No customer matches" })).toBeVisible();
  await expect(page.getByText("Type the beginning of an email, a name or a number.")).toBeVisible();
  await search.getByRole("link", { name: "Clear" }).click();
  await expect(page).toHaveURL("/customers");
  await expect(summary(page)).toBeVisible();
});

test("CUS-01 page: contact, addresses, lifetime figures, claims, and as many orders as the figures say", async ({ page }) => {
  await visit(page, "/customers?rows=100");
  const rows = await customers(page);
  // Somebody with several pages of orders, if there is.
  const customer = rows.toSorted((a, b) => b.orders - a.orders)[0];
  await page.getByRole("link", { name: customer?.name ?? "", exact: true }).click();
  await expect(page).toHaveURL(customer?.href ?? "");
  await expect(page.getByRole("heading", { level: 1, name: customer?.name ?? "" })).toBeVisible();
  for (const name of ["Orders", "Claims", "Contact", "Lifetime figures", "Addresses"]) {
    await expect(page.getByRole("heading", { level: 2, name, exact: true })).toBeVisible();
  }
  const figure = (term: string) => page.locator("dt", { hasText: new RegExp(`^${term}$`) }).locator("+ dd");
  await expect(figure("Orders")).toHaveText(customer?.orders.toLocaleString("en-GB") ?? "");
  await expect(figure("Lifetime total")).toHaveText(customer?.spent ?? "");

  await visit(page, `${customer?.href}?rows=25`);
  const orders = () => page.locator("main tbody tr a.row-link").allInnerTexts();
  const numbers = await orders();
  while (await next(page)) numbers.push(...(await orders()));
  expect(new Set(numbers).size).toBe(numbers.length);
  // Test orders are listed, but are in no figure.
  expect(numbers.length).toBeGreaterThanOrEqual(customer?.orders ?? 0);
  expect((await place(page)).to).toBe(numbers.length);

  await page.getByRole("link", { name: numbers.at(-1) ?? "", exact: true }).click();
  await expect(page).toHaveURL(`/orders/${numbers.at(-1)}`);
  await expect(page.getByRole("heading", { level: 1, name: `Order ${numbers.at(-1)}` })).toBeVisible();
});

test("CUS-01 no such customer: a proper page", async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  for (const id of ["999999999", "0", "-1", "one", "99999999999999999999999", "1%2F2"]) {
    const answer = await visit(page, `/customers/${id}`);
    expect(answer?.status(), id).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "There is no such customer" })).toBeVisible();
  }
});

test("UX-02 customers: page, size and search are the address; what is mistyped is named", async ({ page }) => {
  await visit(page, "/customers?rows=25");
  await next(page);
  const shown = await hrefs(page);
  await page.reload();
  expect(await hrefs(page)).toEqual(shown);
  const copy = await page.context().newPage();
  await visit(copy, page.url());
  expect(await hrefs(copy)).toEqual(shown);
  await copy.close();
  await visit(page, "/customers?rows=7&after=nowhere");
  for (const wrong of ["rows=7", "after=nowhere"]) {
    await expect(page.getByText(`The address asks for ${wrong}, which is not understood and was left out.`)).toBeVisible();
  }
});
