// What an order's timeline tells.
import { expect, type Page, signIn, test, visit } from "../../fixtures.ts";
import { email } from "../../servers.ts";
import { orderNumbers } from "../../list.ts";

/** The timeline, from the newest entry to the oldest: what, when for machines, and by whom. */
const entries = (page: Page) =>
  page
    .locator("section", { has: page.getByRole("heading", { name: "Timeline" }) })
    .getByRole("listitem")
    .evaluateAll((items) =>
      items.map((item) => {
        const meta = item.querySelector(".timeline-meta");
        const when = meta?.querySelector("time");
        const by = (meta?.textContent ?? "").slice((when?.textContent ?? "").length).replace(" · ", "");
        const what = (item.textContent ?? "").slice(0, -(meta?.textContent ?? "").length).trim();
        return { what, at: Date.parse(when?.getAttribute("datetime") ?? ""), by };
      }),
    );

test("UX-08 the timeline tells who did what when, before and after, and what happened by itself", async ({ page, startOwn }) => {
  const own = await startOwn([["seed", "--orders", "400", "--seed", "1"]]);
  await signIn(page, "manager", { at: own });
  await visit(page, `${own.url}/orders/new`);
  // One of the own store that became New by itself.
  let number = "";
  for (const candidate of (await orderNumbers(page)).filter((candidate) => candidate.startsWith("26-"))) {
    const order = await page.request.get(`${own.url}/api/orders/get`, { params: { number: candidate } });
    const { timeline } = (await order.json()) as { timeline: { text: string }[] };
    if (timeline.some(({ text }) => text.startsWith("Became New"))) number = candidate;
  }
  expect(number, "the demo has such an order").not.toBe("");
  await visit(page, `${own.url}/orders/${number}/address`);
  const before = await page.getByLabel("Recipient").inputValue();
  await page.getByLabel("Recipient").fill("佐藤 花子");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`${own.url}/orders/${number}?told=done`);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("alertdialog").getByLabel("Reason").fill("Sold out");
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByText("canceled: Sold out")).toBeVisible();

  const told = await entries(page);
  const find = (what: RegExp) => told.find((entry) => what.test(entry.what));
  expect(find(/canceled: Sold out$/)?.by).toBe(email("manager"));
  const address = find(/^Address changed from /);
  expect(address?.by).toBe(email("manager"));
  const [was = "", is = ""] = (address?.what ?? "").split(" to ");
  expect(was).toContain(before);
  expect(is).toContain("佐藤 花子");
  expect(find(/^Became New/)?.by).toBe("automatic");
  expect(find(/^Ordered/)?.by).toBe("customer");
  // Newest first, and what was done here was done now.
  const times = told.map((entry) => entry.at);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(Math.abs(Date.now() - (times[0] ?? 0))).toBeLessThan(10 * 60_000);
});
