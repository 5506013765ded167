// Selecting rows of a list.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { selected } from "../../keyboard.ts";
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
