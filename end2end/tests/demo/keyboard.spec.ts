// Without a mouse: every step by the keyboard, and the focus is in sight at each.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { expectFocusInSight, focused, heading, palette, paletteField, press, row, selected, tabTo } from "../../keyboard.ts";
import { destinationTab, orderNumbers, summary } from "../../list.ts";
import { email, password } from "../../servers.ts";

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
  // The first button is closed to a viewer and says why; that is dismissed first.
  await expect(page.getByRole("tooltip")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toBeHidden();
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
  await expect(page.locator("a.row-link").first()).toBeVisible();
  await press(page, "j", 2);
  const customer = await page.evaluate(() => document.activeElement?.textContent?.trim());
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/\d+/);
  await expect(heading(page, 1)).toHaveText(customer ?? "");
  await expect(heading(page, 1)).toBeFocused();
  await expect(page.locator("a.row-link").first()).toBeVisible();
  await press(page, "j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/orders\//);
  await expect(heading(page, 1)).toHaveText(/^Order /);
  await expect(heading(page, 1)).toBeFocused();

  // The palette leads to the order that was looked at before.
  await page.keyboard.press("Control+k");
  await expect(paletteField(page)).toBeFocused();
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
