// Rows that fold into cards: by style alone, so a screen reader still meets a table.
import { expect, signIn, test, visit } from "../../fixtures.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

for (const [address, lines] of [["/orders/new?rows=25", 2], ["/customers?rows=25", 2], ["/orders/new?status=failed&rows=25", 3]] as const) {
  test(`UX-04 cards: ${address} at 360 px: each row a card of ${lines} lines, and still a table to screen readers`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await visit(page, address);
    const rows = page.locator(".card > .table-wrap tbody tr");
    const count = await rows.count();
    expect(count).toBeGreaterThan(2);
    for (const row of (await rows.all()).slice(0, 5)) {
      // Where its cells' text stands, from the top: as many heights as lines, unless an order number breaks.
      const tops = await row.evaluate((row) => {
        const found = [...row.querySelectorAll("td[data-card] > *, td[data-card]")].filter(
          // The box to tick stands beside all lines.
          (cell) => cell.getClientRects().length > 0 && cell.textContent && !cell.closest("[data-card=check]"),
        );
        const boxes = found.map((cell) => cell.getBoundingClientRect()).filter((box) => box.width > 1).toSorted((a, b) => a.top - b.top);
        let lines = 0;
        let end = -Infinity;
        for (const box of boxes) {
          if (box.top + box.height / 2 > end) {
            lines += 1;
            end = box.bottom;
          }
        }
        return lines;
      });
      expect(tops).toBe(lines);
    }

    const session = await page.context().newCDPSession(page);
    const { nodes } = (await session.send("Accessibility.getFullAXTree")) as { nodes: { ignored: boolean; role?: { value: string } }[] };
    const roles = nodes.filter((node) => !node.ignored).map((node) => node.role?.value);
    const heard = (role: string) => roles.filter((found) => found === role).length;
    expect(heard("table")).toBe(1);
    expect(heard("row")).toBe(count + 1);
    expect(heard("columnheader")).toBeGreaterThan(3);
    expect(heard("cell") + heard("gridcell")).toBeGreaterThanOrEqual(count * 4);
  });
}

test("UX-04 cards: a tap anywhere on a card opens it, but its other links stay their own", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await visit(page, "/orders/new?rows=25");
  const row = page.locator(".card > .table-wrap tbody tr").first();
  const number = await row.locator(".row-link").innerText();
  const box = await row.boundingBox();
  await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 6);
  await expect(page.getByRole("dialog", { name: `Order ${number}` })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.locator(".card > .table-wrap tbody tr a[href^='/customers/']").first().click();
  await expect(page).toHaveURL(/\/customers\/\d+$/);
});
