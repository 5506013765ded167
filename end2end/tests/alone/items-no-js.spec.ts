// Products without scripts.
import { expect, signIn, test } from "../../fixtures.ts";

test.use({ javaScriptEnabled: false });

test("UX-01 ITM-01 without scripts stock is corrected, refused with what was typed, and imported", async ({ page, startOwn }) => {
  const own = await startOwn([["seed", "--orders", "400", "--seed", "1"]]);
  await signIn(page, "manager", { at: own });
  await page.goto(`${own.url}/items?q=lum-mug`);
  const stock = page.getByRole("textbox", { name: "On hand, LUM-MUG, Tokyo" });
  await stock.fill("many");
  await page.getByRole("textbox", { name: "Delivery name of LUMINA Mug" }).fill("Cup");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.locator("#corrected")).toContainText("1 changed. 1 not changed");
  await expect(stock).toHaveValue("many");
  await expect(stock).toHaveAccessibleDescription("A whole number from 0 to 10,000,000, please.");
  await stock.fill("8");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.locator("#corrected")).toContainText("1 changed.");
  await expect(stock).toHaveValue("8");
  await page.goto(`${own.url}/import/items`);
  await page.locator("#file").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("SKU,On hand\nLUM-MUG,9\n") });
  await page.getByRole("button", { name: "Check file" }).click();
  await expect(page.getByText("On hand: 8 → 9")).toBeVisible();
  await page.getByRole("button", { name: "Import these rows" }).click();
  await expect(page.getByText("1 row imported")).toBeVisible();
});
