// Where the focus is led to: in details over a list, out of them, and when what had it is gone.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { expectFocusInSight, focused, heading, press, row } from "../../keyboard.ts";
import { destinationTab, orderNumbers } from "../../list.ts";

test("UX-03 in an order's details j and k show its neighbours; closing leads to the row of the one shown last", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const numbers = await orderNumbers(page);
  const title = page.getByRole("dialog").getByRole("heading", { level: 2 });
  await press(page, "j", 2);
  await page.keyboard.press("Enter");
  await expect(title).toHaveText(`Order ${numbers[1]}`);
  await expect(title).toBeFocused();
  for (const [key, at] of [["j", 2], ["j", 3], ["k", 2], ["k", 1], ["k", 0], ["k", 0], ["j", 1], ["j", 2]] as const) {
    await page.keyboard.press(key);
    await expect(title).toHaveText(`Order ${numbers[at]}`);
    await expect(page).toHaveURL(`/orders/new/${numbers[at]}?rows=25`);
    await expect(title).toBeFocused();
  }
  await expect(page.getByRole("dialog").locator("a[href^='/customers/']").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(row(page, numbers[2])).toBeFocused();
  await expect(page).toHaveURL("/orders/new?rows=25");
  // Back leads to the list, not through all that were looked at.
  await page.keyboard.press("Enter");
  await expect(title).toHaveText(`Order ${numbers[2]}`);
  await page.keyboard.press("j");
  await expect(title).toHaveText(`Order ${numbers[3]}`);
  await page.goBack();
  await expect(page).toHaveURL("/orders/new?rows=25");
  await expect(row(page, numbers[3])).toBeFocused();
});

test("UX-03 a detail opened by its address gives the focus to its row, too", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const numbers = await orderNumbers(page);
  await visit(page, `/orders/new/${numbers[20]}?rows=25`);
  await expect(page.getByRole("dialog").getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(row(page, numbers[20])).toBeFocused();
  await expectFocusInSight(page);
});

test("UX-03 what had the focus is gone: the heading has it", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  await press(page, "j");
  await press(page, "x");
  await page.locator("#clear-selection").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".selection-bar")).toHaveCount(0);
  await expect(heading(page, 1)).toBeFocused();
  // Nothing was lost by whoever has no focus to lose, or still has it.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await destinationTab(page, "International").evaluate((link) => (link as HTMLElement).click());
  await expect(destinationTab(page, "International")).toHaveAttribute("aria-current", "true");
  expect(await focused(page)).toBe("nothing");
});
