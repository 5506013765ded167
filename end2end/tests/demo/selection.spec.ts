// Selecting rows of a list.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { row, selected } from "../../keyboard.ts";
import { orderNumbers, statusTab, summary } from "../../list.ts";

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

test("UX-03 Shift+X selects from the row that was selected last, also when the list has been made anew", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=25");
  const numbers = await orderNumbers(page);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(selected(page)).toHaveCount(1);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(summary(page)).toHaveText(/^26–/);
  // It is not in this list: the row alone.
  await page.locator("a.row-link").nth(2).focus();
  await page.keyboard.press("Shift+X");
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press("x");
  await expect(selected(page)).toHaveCount(0);
  await page.goBack();
  await expect(summary(page)).toHaveText(/^1–25 /);
  await expect(selected(page)).toHaveCount(1);

  await row(page, numbers[1]).focus();
  await page.keyboard.press("x");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(summary(page)).toHaveText(/^26–/);
  await page.goBack();
  await expect(summary(page)).toHaveText(/^1–25 /);
  await row(page, numbers[4]).focus();
  await page.keyboard.press("Shift+X");
  await expect(selected(page)).toHaveCount(5);

  // Where the selection was cleared there is nothing to go on from: the row alone.
  await page.keyboard.press("Escape");
  await expect(selected(page)).toHaveCount(0);
  await row(page, numbers[2]).focus();
  await page.keyboard.press("Shift+X");
  await expect(selected(page)).toHaveCount(1);
});
