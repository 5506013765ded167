// The command palette.
import { expect, type Page, signIn, test, visit } from "../../fixtures.ts";
import { expectFocusInSight, heading, help, palette, paletteField, press } from "../../keyboard.ts";
import { orderNumbers } from "../../list.ts";

test("UX-03 the palette's key is the one that the keyboard has: Command on a Mac, Control elsewhere", async ({ page, browser, server }) => {
  await signIn(page, "viewer");
  const chip = page.locator(".nav-tools kbd");
  await visit(page, "/orders/new?rows=25");
  await expect(chip).toHaveText("Ctrl K");
  const place = async (page: Page) => Object.entries((await page.locator(".nav-tools kbd").boundingBox()) ?? {}).map(([name, at]) => `${name} ${Math.round(at)}`);
  const before = await place(page);
  expect(before).toHaveLength(4);
  await page.keyboard.press("Meta+k");
  await expect(palette(page)).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(help(page).locator("kbd", { hasText: "Ctrl" })).toBeVisible();

  const context = await browser.newContext({ baseURL: server.url });
  await context.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
  const mac = await context.newPage();
  await signIn(mac, "viewer");
  await visit(mac, "/orders/new?rows=25");
  await expect(mac.locator(".nav-tools kbd")).toHaveText("⌘K");
  // Nothing has moved for it.
  expect(await place(mac)).toEqual(before);
  await mac.keyboard.press("Control+k");
  await expect(palette(mac)).toHaveCount(0);
  await mac.keyboard.press("?");
  await expect(help(mac).locator("kbd", { hasText: "⌘" })).toBeVisible();
  await mac.keyboard.press("Escape");
  await mac.keyboard.press("Meta+k");
  await expect(paletteField(mac)).toBeFocused();
  await context.close();
});

test("UX-03 the palette: pages, an order, a customer; arrows choose, Enter goes, Esc gives the focus back", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const [number = ""] = await orderNumbers(page);
  const member = (await page.locator("tbody a[href^='/customers/']").first().innerText()).trim();
  await press(page, "j", 2);
  await page.keyboard.press("Control+k");
  const options = palette(page).getByRole("option");
  await expect(options).toHaveText([/New orders/, /Shipping/, /Products/, /Customers/, /Settings/]);
  const chosen = async () => {
    const id = await paletteField(page).getAttribute("aria-activedescendant");
    return page.locator(`[id="${id}"][aria-selected=true]`).innerText();
  };
  expect(await chosen()).toMatch(/New orders/);
  await page.keyboard.press("ArrowDown");
  expect(await chosen()).toMatch(/Shipping/);
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
