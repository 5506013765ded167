// How a list is read off the screen.
import { expect, type Page } from "./fixtures.ts";

/** A row of New (To Ship) Orders. */
export interface OrderRow {
  number: string;
  /** When it was placed, RFC 3339 in UTC. */
  placed: string;
  status: string;
  isTest: boolean;
  /** What is shown of the ordering member, and where it leads. */
  member: string;
  memberHref: string | null;
  /** What is asked for at checkout. */
  request: string | null;
}

export const destinations = ["Domestic", "International"] as const;
export const statuses = ["Not Yet Released", "Failed to Release"] as const;

/** The link of a destination, with its count in its name. */
export const destinationTab = (page: Page, name: (typeof destinations)[number]) =>
  page.getByRole("navigation", { name: "Destination" }).getByRole("link", { name: new RegExp(`^${name}\\b`) });

/** The link of a status, with its count in its name. */
export const statusTab = (page: Page, name: (typeof statuses)[number]) =>
  page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: new RegExp(`^${name}\\b`) });

/** The number in a tab's name. */
export async function countOf(tab: ReturnType<typeof statusTab>): Promise<number> {
  const text = (await tab.innerText()).replaceAll(",", "");
  return Number(/(\d+)\s*$/.exec(text)?.[1] ?? Number.NaN);
}

/** The filters' form. */
export const filters = (page: Page) => page.getByRole("search");

/** The rows on the screen, from top to bottom. */
export function orderRows(page: Page): Promise<OrderRow[]> {
  return page.locator("main > .card table > tbody > tr, main .card > .table-wrap tbody > tr").evaluateAll((rows) =>
    rows.map((row) => {
      const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? null;
      const member = row.querySelector("td:nth-child(5) .truncate, td:nth-child(5) .muted");
      return {
        number: text("a.row-link") ?? "",
        placed: row.querySelector("time")?.getAttribute("datetime") ?? "",
        status: text("td:nth-child(4) .pill") ?? "",
        isTest: text("td:nth-child(3) .badge") !== null,
        member: member?.textContent?.trim() ?? "",
        memberHref: member?.getAttribute("href") ?? null,
        request: text(".hint-content"),
      };
    }),
  );
}

/** The numbers of the rows on the screen. */
export const orderNumbers = async (page: Page) => (await orderRows(page)).map((row) => row.number);

/** Waits until the list shows these orders, in this order. */
export const expectOrders = (page: Page, numbers: readonly string[]) =>
  expect.poll(() => orderNumbers(page), "the orders of the list").toEqual(numbers);

const grouped = (n: number) => n.toLocaleString("en-GB");

export const summary = (page: Page) => page.locator(".pager-summary");

/** Where the page stands in its list: "51–100 of 987". */
export async function place(page: Page): Promise<{ from: number; to: number; total: number }> {
  const text = (await summary(page).innerText()).replaceAll(",", "");
  const [from, to, total] = (text.match(/\d+/g) ?? []).map(Number);
  return { from: from ?? Number.NaN, to: to ?? Number.NaN, total: total ?? Number.NaN };
}

/** Follows "Next" and waits for the page; false when there is none. */
export async function next(page: Page): Promise<boolean> {
  const link = page.getByRole("link", { name: "Next" });
  if ((await link.getAttribute("aria-disabled")) === "true") return false;
  const { to } = await place(page);
  await link.click();
  await expect(summary(page)).toHaveText(new RegExp(`^${grouped(to + 1)}–`));
  return true;
}

/** Follows "Previous" and waits for the page; false when there is none. */
export async function previous(page: Page): Promise<boolean> {
  const link = page.getByRole("link", { name: "Previous" });
  if ((await link.getAttribute("aria-disabled")) === "true") return false;
  const { from } = await place(page);
  await link.click();
  await expect(summary(page)).toHaveText(new RegExp(`–${grouped(from - 1)}(\\D|$)`));
  return true;
}

/** Every row from the page on the screen to the last page. */
export async function walk(page: Page): Promise<OrderRow[]> {
  const rows = await orderRows(page);
  if (rows.length === 0) return rows;
  while (await next(page)) rows.push(...(await orderRows(page)));
  return rows;
}

/** The address's parameters that say something; a form without scripts sends its empty fields too. */
export const queryOf = (page: Page): Record<string, string> =>
  Object.fromEntries([...new URL(page.url()).searchParams].filter(([, value]) => value !== ""));
