// What screen readers are told without a page being loaded.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { heading, listen, press } from "../../keyboard.ts";
import { countOf, orderNumbers, statusTab } from "../../list.ts";

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
