// The design kit in its gallery: how each part looks, and what it tells.
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
  // Also in a window too low for all of them, the newest is in sight.
  await page.setViewportSize({ width: 800, height: 200 });
  await page.getByRole("button", { name: "Save" }).evaluate((button) => (button as HTMLElement).click());
  await expect(region.locator(".toast").first()).toContainText("View saved");
  await expect(region.locator(".toast").first()).toBeInViewport({ ratio: 1 });
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
