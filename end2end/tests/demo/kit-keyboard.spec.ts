// The design kit in its gallery: what is complete by keyboard.
import { expect, expectNoAxeViolations, signIn, test, visit } from "../../fixtures.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("UX-03 kit: combobox by keyboard: found as it is typed, chosen by Enter, left by Esc", async ({ page }) => {
  await visit(page, "/kit/combobox");
  const zone = page.getByRole("combobox", { name: "Time zone" }).first();
  const options = page.getByRole("option").filter({ visible: true });
  const active = async () => page.locator(`#${await zone.getAttribute("aria-activedescendant")}`);
  await zone.fill("AMERICA");
  await expect(zone).toHaveAttribute("aria-expanded", "true");
  await expect(options).toHaveText(["America/New_York", "America/Los_Angeles", "America/Sao_Paulo"]);
  await page.keyboard.press("ArrowUp");
  await expect(await active()).toHaveText("America/Sao_Paulo");
  await page.keyboard.press("ArrowDown");
  await expect(await active()).toHaveText("America/New_York");
  await expect(await active()).toHaveAttribute("aria-selected", "true");
  await expectNoAxeViolations(page);
  await page.keyboard.press("Enter");
  await expect(zone).toHaveValue("America/New_York");
  await expect(zone).toHaveAttribute("aria-expanded", "false");
  await expect(zone).toBeFocused();

  // All of them, whatever stands there.
  await page.keyboard.press("Alt+ArrowDown");
  await expect(options).toHaveCount(12);
  await expect(zone).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await expect(zone).toHaveValue("America/New_York");

  await zone.fill("nowhere");
  await expect(page.getByRole("status").filter({ hasText: "No zone matches" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(zone).toHaveAttribute("aria-expanded", "false");
  // What was typed is what is sent: the form's reader says whether it will do.
  await expect(zone).toHaveValue("nowhere");

  // An input method chooses and ends its words by the same keys.
  await zone.fill("asia");
  await page.keyboard.press("ArrowDown");
  await expect(zone).toHaveAttribute("aria-activedescendant", /./);
  const chosen = await zone.getAttribute("aria-activedescendant");
  for (const key of ["ArrowDown", "Enter", "Escape"]) {
    for (const composed of [{ isComposing: true }, { keyCode: 229 }]) {
      await zone.evaluate((input, init) => input.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...init })), { key, ...composed });
    }
  }
  await expect(zone).toHaveAttribute("aria-activedescendant", chosen ?? "");
  await expect(zone).toHaveAttribute("aria-expanded", "true");
  await expect(zone).toHaveValue("asia");
  await page.keyboard.press("Enter");
  await expect(zone).toHaveValue(/^Asia\//);

  // A label is found, too, and by the pointer.
  const carrier = page.getByRole("combobox", { name: "Carrier" });
  await carrier.click();
  await carrier.fill("佐川");
  await options.getByText("SAGAWA").click();
  await expect(carrier).toHaveValue("SAGAWA");
  await expect(carrier).toBeFocused();
});

test("UX-03 kit: menu by keyboard: arrows, letters, Esc gives the focus back, Tab leaves", async ({ page }) => {
  await visit(page, "/kit/menu");
  const button = page.getByRole("button", { name: "Menu" }).filter({ visible: true }).first();
  const menu = page.getByRole("menu").filter({ visible: true });
  const item = (name: string) => menu.getByRole("menuitem", { name });
  await button.focus();
  await page.keyboard.press("ArrowDown");
  await expect(item("Order 26-1122-0K7QF")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(item("Delete")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(item("Order 26-1122-0K7QF")).toBeFocused();
  await page.keyboard.press("End");
  await expect(item("Delete")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("c");
  await expect(item("Copy")).toBeFocused();
  await expectNoAxeViolations(page);

  // What can't be used is reached, says why, and does nothing.
  await page.keyboard.press("ArrowDown");
  await expect(item("Download")).toBeFocused();
  await expect(item("Download")).toContainText("Tick an order first.");
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(item("Order 26-1122-0K7QF")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("#menu-pressed")).toHaveText("Copy");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();

  await page.keyboard.press("ArrowUp");
  await expect(item("Delete")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(menu).toBeHidden();
});

test("UX-03 kit: dialog: the focus goes in, stays in, and comes back by Esc and by Back", async ({ page }) => {
  await visit(page, "/kit/dialog");
  const way = page.getByRole("link", { name: "Order 26-1122-0K7QF" });
  const dialog = page.getByRole("dialog", { name: "Order 26-1122-0K7QF" });
  for (const leave of [() => page.keyboard.press("Escape"), () => page.goBack()]) {
    await way.focus();
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("heading", { level: 2 })).toBeFocused();
    await expectNoAxeViolations(page);
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press("Tab");
      // Beyond the last control comes the browser's own frame, never the page below.
      expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(true);
    }
    await leave();
    await expect(dialog).toBeHidden();
    await expect(way).toBeFocused();
    await expect(page).toHaveURL("/kit/dialog");
  }
});

test("UX-03 kit: confirm: asks first, keeps everything by default, and does it once", async ({ page }) => {
  await visit(page, "/kit/confirm");
  const ask = page.getByRole("button", { name: "Delete", exact: true }).first();
  const question = page.getByRole("alertdialog", { name: "Delete this view?" });
  const done = page.locator("#confirm-done");
  await ask.focus();
  await page.keyboard.press("Enter");
  await expect(question).toBeVisible();
  await expect(question).toHaveAccessibleDescription(/This can't be undone/);
  await expect(question.getByRole("button", { name: "Keep it" })).toBeFocused();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await expect(ask).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(done).toHaveText("");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(done).toHaveText("Pressed.");
  await expect(ask).toBeFocused();
});

test("UX-03 kit: tabs by keyboard: each is reached and seen, also where they do not fit", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await visit(page, "/kit/tabs");
  const tabs = page.getByRole("navigation", { name: "Many" }).getByRole("link");
  // The one that is shown is in sight from the start.
  await expect(tabs.and(page.locator("[aria-current]"))).toBeInViewport({ ratio: 0.99 });
  await tabs.first().focus();
  for (let index = 0; index < (await tabs.count()); index += 1) {
    await expect(tabs.nth(index)).toBeFocused();
    await expect(tabs.nth(index)).toBeInViewport({ ratio: 0.5 });
    await page.keyboard.press("Tab");
  }
});

test("UX-03 kit: popover by keyboard: opened, gone through, left by Esc", async ({ page }) => {
  await visit(page, "/kit/popover");
  const button = page.getByRole("button", { name: "Optional +" }).first();
  const panel = page.getByRole("group", { name: "Optional +" }).first();
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(panel).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(panel.getByLabel("Shipping location")).toBeFocused();
  await expectNoAxeViolations(page);
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
});
