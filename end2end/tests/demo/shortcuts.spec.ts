// The shortcuts: what they leave alone, how they are listed and turned off.
import { expect, expectNoAxeViolations, signIn, test, visit } from "../../fixtures.ts";
import { expectFocusInSight, focused, help, palette, paletteField, press, selected, tabTo } from "../../keyboard.ts";
import { orderNumbers } from "../../list.ts";

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

test("UX-03 a click beside a dialog closes it; what is pressed inside and let go beside it does not", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  for (const [dialog, keys] of [[help(page), "?"], [palette(page), "Control+k"]] as const) {
    await page.keyboard.press(keys);
    const box = await dialog.boundingBox();
    if (!box) throw new Error("the dialog has no place");
    await page.mouse.move(box.x + 40, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(5, 5);
    await page.mouse.up();
    await expect(dialog).toBeVisible();
    await page.mouse.click(5, 5);
    await expect(dialog).toHaveCount(0);
  }
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
  await expect(paletteField(page)).toBeFocused();
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
