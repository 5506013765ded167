// The design kit in its gallery: how each part looks, and that it is complete by keyboard.
import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, expectNoAxeViolations, signIn, test, visit } from "../../fixtures.ts";
import { expectGoodLooks, expectNoOverflow } from "../../looks.ts";

const files = readdirSync(path.join(import.meta.dirname, "../../../app/src/ui"))
  .filter((file) => file.endsWith(".rs") && file !== "mod.rs")
  .map((file) => path.basename(file, ".rs"));

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

for (const part of files) {
  test(`UX-04 kit: ${part} has its page: axe finds nothing, and it fits 360 px`, async ({ page }) => {
    // It is looked at eight times.
    test.slow();
    await expectGoodLooks(page, `/kit/${part}`);
    await expect(page.getByRole("heading", { level: 1, name: part, exact: true })).toBeVisible();
  });
}

test("UX-04 kit: the index shows every part and leads to its page", async ({ page }) => {
  await visit(page, "/kit");
  const names = await page.locator(".gallery-thumbnail > .row-link").allInnerTexts();
  expect(names.toSorted()).toEqual(files.toSorted());
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoOverflow(page);
  await page.getByRole("main").getByRole("link", { name: "combobox" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "combobox" })).toBeVisible();
});

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

test("UX-03 kit: toast: heard, goes by itself, but never while Undo is offered", async ({ page }) => {
  await page.clock.install();
  await visit(page, "/kit/toast");
  const region = page.locator(".toasts");
  await expect(region).toHaveRole("status");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(region).toContainText("View saved");
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(region).toContainText("Note deleted");
  await page.mouse.move(0, 0);
  await page.clock.fastForward(7000);
  await expect(region).not.toContainText("View saved");
  await page.clock.fastForward(600_000);
  await expect(region).toContainText("Note deleted");
  await expectNoAxeViolations(page);
  await region.getByRole("button", { name: "Undo" }).click();
  await expect(region).toContainText("Taken back.");
  await expect(region).not.toContainText("Note deleted");

  // Words alone make room for what comes; what can be taken back stays, also beside many.
  for (let times = 0; times < 5; times += 1) await page.getByRole("button", { name: "Delete" }).click();
  const undo = region.getByRole("button", { name: "Undo" });
  await expect(undo).toHaveCount(5);
  for (let times = 0; times < 3; times += 1) await page.getByRole("button", { name: "Save" }).click();
  await expect(region).toContainText("View saved");
  await expect(region.locator(".toast")).toHaveCount(6);
  await expect(undo).toHaveCount(5);
  await undo.first().click();
  await expect(undo).toHaveCount(4);
});

test("UX-03 kit: toast: waits while one reads it, then goes", async ({ page }) => {
  await visit(page, "/kit/toast");
  const region = page.locator(".toasts");
  await page.getByRole("button", { name: "Save" }).click();
  await region.getByText("View saved").hover();
  // Longer than it would stay: by the real clock, for a pretended one hands out numbers that timers can't be stopped by.
  await page.waitForTimeout(8000);
  await expect(region).toContainText("View saved");
  await page.mouse.move(0, 0);
  await expect(region).toHaveText("", { timeout: 10_000 });

  await page.getByRole("button", { name: "Delete" }).click();
  await region.getByRole("button", { name: "Close" }).click();
  await expect(region).toHaveText("");
});

test("UX-03 kit: tooltip: shown on focus and hover, hidden by Esc", async ({ page }) => {
  await visit(page, "/kit/button");
  const button = page.getByRole("button", { name: "Preparing to Release" });
  const reason = page.getByRole("tooltip").filter({ hasText: "Tick an order first." });
  await expect(button).toHaveAccessibleDescription("Tick an order first.");
  await button.focus();
  await page.keyboard.press("Shift+Tab");
  await expect(reason).toBeHidden();
  await page.keyboard.press("Tab");
  await expect(reason).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(reason).toBeHidden();
  await page.getByRole("heading", { level: 1 }).click();
  await button.hover();
  await expect(reason).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(reason).toBeHidden();
});

test("UX-03 kit: file drop: what was chosen is told, by name and size", async ({ page }) => {
  await visit(page, "/kit/file_drop");
  const file = page.getByLabel("Invoice numbers").first();
  await expect(file).toHaveAccessibleDescription(/at most 1,000 rows/);
  await file.setInputFiles({ name: "送り状 11月.csv", mimeType: "text/csv", buffer: Buffer.from("a".repeat(1500)) });
  await expect(page.locator(".file-drop").first()).toHaveText("送り状 11月.csv1.5 kB");
  const box = await page.locator(".file-drop").first().boundingBox();
  const target = await file.boundingBox();
  expect(target?.width, "all of it takes a file").toBeCloseTo((box?.width ?? 0) - 2, 0);
});

test("UX-03 kit: progress: heard as a number and in words", async ({ page }) => {
  await visit(page, "/kit/progress");
  const bar = page.getByRole("progressbar", { name: "Preparing to release" }).first();
  expect(await bar.evaluate((bar) => [(bar as HTMLProgressElement).value, (bar as HTMLProgressElement).max])).toEqual([32, 120]);
  await expect(page.getByRole("status").filter({ hasText: "32 of 120 · 2 failed" })).toBeVisible();
  expect(await page.getByRole("progressbar", { name: "Reading the file" }).evaluate((bar) => (bar as HTMLProgressElement).position)).toBe(-1);
});
