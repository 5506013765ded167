// The command palette.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { expectFocusInSight, heading, palette, paletteField, press } from "../../keyboard.ts";
import { orderNumbers } from "../../list.ts";

test("UX-03 the palette: pages, an order, a customer; arrows choose, Enter goes, Esc gives the focus back", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const [number = ""] = await orderNumbers(page);
  const member = (await page.locator("tbody a[href^='/customers/']").first().innerText()).trim();
  await press(page, "j", 2);
  await page.keyboard.press("Control+k");
  const options = palette(page).getByRole("option");
  await expect(options).toHaveText([/New orders/, /Customers/, /Settings/]);
  const chosen = async () => {
    const id = await paletteField(page).getAttribute("aria-activedescendant");
    return page.locator(`[id="${id}"][aria-selected=true]`).innerText();
  };
  expect(await chosen()).toMatch(/New orders/);
  await page.keyboard.press("ArrowDown");
  expect(await chosen()).toMatch(/Customers/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await chosen()).toMatch(/Settings/);
  await expectFocusInSight(page);
  await page.keyboard.press("Escape");
  await expect(page.locator("a.row-link").nth(1)).toBeFocused();

  // A scanner types fast and presses Enter at once.
  await page.keyboard.press("Control+k");
  await page.keyboard.insertText(number.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/orders/${number}`);
  await expect(palette(page)).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await page.keyboard.type(member.slice(0, -1));
  await expect(options.filter({ hasText: member })).toContainText("Customer");
  await expect(palette(page).getByRole("status")).toHaveText(/^\d+ results?$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/\d+$/);
  await expect(heading(page, 1)).toHaveText(member);
  await expect(heading(page, 1)).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("no such thing");
  await expect(palette(page).getByRole("status")).toContainText("Nothing found");
  await expect(paletteField(page)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();

  // Enter ends a composition; it does not go anywhere.
  await paletteField(page).fill("settings");
  await expect(options).toHaveText([/Settings/]);
  await paletteField(page).evaluate((input) => input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true })));
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/settings");
  await expect(heading(page, 1)).toHaveText("Settings");
  await expect(heading(page, 1)).toBeFocused();
});
