// Without a mouse: every step by the keyboard, and the focus is in sight at each.
import { expect, expectNoAxeViolations, type Page, signIn, test, visit } from "../../fixtures.ts";
import { expectFocusInSight, focused, listen, press, tabTo } from "../../keyboard.ts";
import { countOf, destinationTab, orderNumbers, statusTab, summary } from "../../list.ts";
import { email, password } from "../../servers.ts";

const heading = (page: Page, level: number) => page.getByRole("heading", { level });
const row = (page: Page, number = "") => page.getByRole("link", { name: number, exact: true });
const help = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
const palette = (page: Page) => page.getByRole("dialog", { name: "Go to a page, an order or a customer" });
const field = (page: Page) => palette(page).getByRole("combobox");
const selected = (page: Page) => page.locator("tbody .check input:checked");

test("UX-03 keyboard only: from signing in to signing out, with the focus in sight at every step", async ({ page }) => {
  test.slow();
  await visit(page, "/sign-in");
  await tabTo(page, "#email");
  await page.keyboard.type(email("viewer"));
  await tabTo(page, "#password");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/orders\/new/);
  await expect(page.locator("html")).toHaveAttribute("data-hydrated", /.*/);

  // The first Tab offers the way past the navigation.
  await press(page, "Tab");
  expect(await focused(page)).toBe("a Skip to content");
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();

  // To another tab of the list, by its link.
  const domestic = await orderNumbers(page);
  await tabTo(page, "nav.segmented a:not([aria-current])");
  await page.keyboard.press("Enter");
  await expect(destinationTab(page, "International")).toHaveAttribute("aria-current", "true");
  await expect.poll(() => orderNumbers(page), "the tab's own orders").not.toEqual(domestic);
  await expectFocusInSight(page);

  // Filter by the search field, and leave it for what was found.
  const [number = ""] = await orderNumbers(page);
  await press(page, "/");
  await expect(page.getByLabel("Search", { exact: true })).toBeFocused();
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await expect(page.locator("a.row-link")).toHaveCount(1);
  await expectFocusInSight(page);
  await press(page, "Escape");
  await expect(row(page, number)).toBeFocused();
  await tabTo(page, "a.btn.quiet[href^='/orders/new']", "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("a.row-link")).not.toHaveCount(1);
  await expectFocusInSight(page);

  // Select rows and open one.
  const numbers = await orderNumbers(page);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await press(page, "j", 3);
  await press(page, "x");
  await press(page, "j", 2);
  await press(page, "Shift+X");
  await expect(selected(page)).toHaveCount(3);
  await expect(page.getByRole("region", { name: "Selection" })).toContainText("3 orders selected");
  await expect(row(page, numbers[4])).toBeFocused();
  await page.keyboard.press("Enter");
  const detail = page.getByRole("dialog", { name: `Order ${numbers[4]}` });
  await expect(detail.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(detail.getByRole("heading", { name: "Timeline" })).toBeVisible();
  await expectFocusInSight(page);

  // Through what can be reached in it, and back to the row.
  await page.keyboard.press("Tab");
  await expectFocusInSight(page);
  await page.keyboard.press("Escape");
  await expect(row(page, numbers[4])).toBeFocused();
  await expectFocusInSight(page);
  await expect(selected(page)).toHaveCount(3);
  await press(page, "Escape");
  await expect(selected(page)).toHaveCount(0);
  await expect(row(page, numbers[4])).toBeFocused();

  // The next page begins at the heading of the list.
  await press(page, "j", 46);
  await expect(row(page, numbers[49])).toBeFocused();
  await tabTo(page, "#pager-next");
  await page.keyboard.press("Enter");
  await expect(summary(page)).toHaveText(/^51–/);
  await expect(heading(page, 1)).toBeFocused();
  await expectFocusInSight(page);

  // Another page, from the navigation: its heading is read.
  await tabTo(page, "a.nav-item[href='/customers']", "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveTitle("Customers · Waybill");
  await expect(heading(page, 1)).toHaveText("Customers");
  await expect(heading(page, 1)).toBeFocused();
  await press(page, "j", 2);
  const customer = await page.evaluate(() => document.activeElement?.textContent?.trim());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/\d+/);
  await expect(heading(page, 1)).toHaveText(customer ?? "");
  await expect(heading(page, 1)).toBeFocused();
  await press(page, "j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/orders\//);
  await expect(heading(page, 1)).toHaveText(/^Order /);
  await expect(heading(page, 1)).toBeFocused();

  // The palette leads to the order that was looked at before.
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(numbers[4] ?? "");
  await expect(palette(page).getByRole("option", { name: numbers[4] ?? "" })).toHaveAttribute("aria-selected", "true");
  await expectFocusInSight(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/orders/${numbers[4]}`);
  await expect(heading(page, 1)).toHaveText(`Order ${numbers[4]}`);
  await expect(heading(page, 1)).toBeFocused();

  await tabTo(page, "button[aria-label='Sign out']", "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("UX-03 every control of a list and of a detail can be reached, and is in sight when it has the focus", async ({ page }) => {
  test.slow();
  await signIn(page, "viewer");
  for (const [width, height] of [[1440, 900], [1024, 500], [390, 700]] as const) {
    await page.setViewportSize({ width, height });
    await visit(page, "/orders/new?rows=25");
    // A tick brings the bar that floats above the list's end: it may cover nothing that has the focus.
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await expect(page.locator(".selection-bar")).toBeVisible();
    for (const key of ["j", "Tab", "Shift+Tab", "k"]) {
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press(key);
        if ((await focused(page)) !== "nothing") await test.step(`${key} ${presses} at ${width}`, () => expectFocusInSight(page));
      }
    }
    const [number] = await orderNumbers(page);
    await visit(page, `/orders/new/${number}?rows=25`);
    await expect(page.getByRole("dialog").getByRole("heading", { level: 2 })).toBeFocused();
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press("Tab");
      if ((await focused(page)) !== "nothing") await expectFocusInSight(page);
    }
  }
});

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

test("UX-03 shortcuts leave alone what is typed, chosen, composed, or held down with them", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const search = page.getByLabel("Search", { exact: true });
  await press(page, "/");
  await page.keyboard.type("jkx?/");
  await expect(search).toHaveValue("jkx?/");
  await expect(search).toBeFocused();
  await expect(help(page)).toHaveCount(0);
  await page.getByLabel("Search in").focus();
  await page.keyboard.press("j");
  await expect(page.getByLabel("Search in")).toBeFocused();

  await press(page, "Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  for (const key of ["Alt+j", "Meta+j", "Control+x", "Alt+Shift+?"]) {
    await page.keyboard.press(key);
    expect(await focused(page), key).toBe("nothing");
    await expect(help(page)).toHaveCount(0);
  }

  // An input method is composing: its keys are its own, whatever has the focus.
  const composed = (init: Record<string, string | number | boolean>) =>
    page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...(init as object) })), init as unknown);
  for (const key of ["j", "x", "?", "/"]) {
    await composed({ key, isComposing: true });
    await composed({ key, keyCode: 229 });
    expect(await focused(page), key).toBe("nothing");
  }
  await composed({ key: "k", ctrlKey: true, isComposing: true });
  await expect(palette(page)).toHaveCount(0);
  // A browser that fills a form in tells of keys that are none.
  await page.evaluate(() => document.body.dispatchEvent(new Event("keydown", { bubbles: true })));
  // The same keys without an input method do something.
  await composed({ key: "j" });
  await expect(page.locator("a.row-link").first()).toBeFocused();
  // Caps Lock is no Shift.
  await page.keyboard.press("Tab");
  await composed({ key: "J" });
  await expect(page.locator("a.row-link").nth(1)).toBeFocused();
});

test("UX-03 other dialogs keep the keys to themselves", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
  const before = await focused(page);
  for (const key of ["j", "x", "/", "?", "Control+k"]) await page.keyboard.press(key);
  expect(await focused(page)).toBe(before);
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await expect(selected(page)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(help(page)).toHaveCount(0);
});

test("UX-03 ? lists every shortcut; those of a single character can be turned off, the others stay", async ({ page }) => {
  await signIn(page, "viewer", { fresh: true });
  await visit(page, "/customers?rows=25");
  await press(page, "j");
  await page.keyboard.press("?");
  await expect(help(page).locator("dt")).toHaveCount(9);
  await expect(help(page).locator("kbd", { hasText: /^\/$/ })).toBeVisible();
  await expectFocusInSight(page);
  await page.keyboard.press("Escape");
  await expect(page.locator("a.row-link").first()).toBeFocused();

  await page.keyboard.press("?");
  await tabTo(page, "button[name=shortcuts][value=off]");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-no-shortcuts", "");
  await expect(page).toHaveURL("/customers?rows=25");
  await expect(page.locator("html")).toHaveAttribute("data-hydrated", /.*/);
  for (const key of ["j", "/", "x", "?"]) {
    await page.keyboard.press(key);
    expect(await focused(page), key).toBe("nothing");
  }
  await expect(help(page)).toHaveCount(0);
  // It is no single character, and stays.
  await page.keyboard.press("Control+k");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);

  // The button in the navigation still opens the list, which turns them on again.
  await page.getByRole("button", { name: "Keyboard shortcuts" }).focus();
  await page.keyboard.press("Enter");
  await expect(help(page).getByRole("button", { name: "Off" })).toHaveAttribute("aria-pressed", "true");
  await tabTo(page, "button[name=shortcuts][value=on]");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).not.toHaveAttribute("data-no-shortcuts", /.*/);
  await expect(page.locator("html")).toHaveAttribute("data-hydrated", /.*/);
  await press(page, "j");
  await expect(page.locator("a.row-link").first()).toBeFocused();
});

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
    const id = await field(page).getAttribute("aria-activedescendant");
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
  await expect(field(page)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toBeVisible();

  // Enter ends a composition; it does not go anywhere.
  await field(page).fill("settings");
  await expect(options).toHaveText([/Settings/]);
  await field(page).evaluate((input) => input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true })));
  await expect(palette(page)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/settings");
  await expect(heading(page, 1)).toHaveText("Settings");
  await expect(heading(page, 1)).toBeFocused();
});

test("UX-03 what a list shows is said once when it changes, and not when the page comes", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const region = page.locator("#announcer");
  await expect(region).toHaveText("");
  await expect(region).toHaveAttribute("aria-live", "polite");
  const heard = await listen(page);
  const total = await countOf(statusTab(page, "Not Yet Released"));
  const grouped = total.toLocaleString("en-GB");

  await page.getByRole("link", { name: "Next" }).click();
  await expect(region).toHaveText(`${grouped} orders, 26 to 50 shown`);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("heading", { name: "Timeline" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await press(page, "x");
  await expect(region).toHaveText("1 order selected");
  await press(page, "x");
  await expect(region).toHaveText("0 orders selected");
  expect(await heard()).toEqual([`${grouped} orders, 26 to 50 shown`, "1 order selected", "0 orders selected"]);

  const [number = ""] = await orderNumbers(page);
  for (const [typed, said] of [[number, "1 order, 1 to 1 shown"], ["no-such-order", "No order matches"]] as const) {
    await page.getByLabel("Search", { exact: true }).fill(typed);
    await page.keyboard.press("Enter");
    await expect(region).toHaveText(said);
    expect(await heard()).toEqual([said]);
  }

  await page.getByRole("link", { name: "Customers" }).click();
  await expect(heading(page, 1)).toHaveText("Customers");
  await expect(page.locator("a.row-link").first()).toBeVisible();
  expect(await heard()).toEqual([]);
  await page.getByLabel("Search", { exact: true }).fill("no such customer");
  await page.keyboard.press("Enter");
  await expect(region).toHaveText("No customer matches");
  expect(await heard()).toEqual(["No customer matches"]);
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

test("UX-03 the selection: all of a page, kept from page to page, gone with another list; its numbers can be copied", async ({ page, context, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const bar = page.getByRole("region", { name: "Selection" });
  const [first = "", second = ""] = await orderNumbers(page);
  await page.getByRole("checkbox", { name: `Select order ${second}` }).check();
  await page.getByRole("checkbox", { name: `Select order ${first}` }).check();
  await bar.getByRole("button", { name: "Copy Order Nos." }).click();
  await expect(bar.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${second}\n${first}`);

  const all = page.getByRole("checkbox", { name: "Select all orders on this page" });
  await expect(all).not.toBeChecked();
  await all.check();
  await expect(bar).toContainText("25 orders selected");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(summary(page)).toHaveText(/^26–/);
  await expect(all).not.toBeChecked();
  await expect(bar).toContainText("25 orders selected");
  await page.goBack();
  await expect(all).toBeChecked();
  await all.uncheck();
  await expect(bar).toHaveCount(0);
  await all.check();
  await statusTab(page, "Failed to Release").click();
  await expect(bar).toHaveCount(0);
  await expect(selected(page)).toHaveCount(0);
});

test("UX-03 axe finds nothing in the selection, the list of shortcuts and the palette", async ({ page }) => {
  test.slow();
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const [number = ""] = await orderNumbers(page);
  await press(page, "j");
  await press(page, "x");
  const looks = async (within: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectNoAxeViolations(page, within);
    }
  };
  await expect(page.locator(".selection-bar")).toBeVisible();
  await looks(".selection-bar");
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
  await looks("dialog");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(number);
  await expect(palette(page).getByRole("option", { name: number })).toBeVisible();
  await looks("dialog");
});
