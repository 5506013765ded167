// The parts of the kit that the browser itself brings alive.
import { expect, signIn, test } from "../../fixtures.ts";

test.beforeEach(async ({ page }) => signIn(page, "viewer"));

test("UX-01 kit without scripts: a question is asked before a form is sent", async ({ page }) => {
  await page.goto("/kit/confirm");
  const ask = page.getByRole("button", { name: "Confirm", exact: true });
  const question = page.getByRole("alertdialog", { name: "Confirm 12 orders?" });
  await ask.click();
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Close" }).click();
  await expect(question).toBeHidden();
  await expect(page).toHaveURL("/kit/confirm");
  await ask.click();
  await question.getByRole("button", { name: "Confirm" }).click();
  await expect(page).toHaveURL("/kit/confirm?sent=yes");
});

test("UX-01 kit without scripts: menu and popover open, the combobox has the browser's own list", async ({ page }) => {
  await page.goto("/kit/menu");
  await page.getByRole("button", { name: "Menu" }).filter({ visible: true }).first().click();
  await page.getByRole("menuitem", { name: "Order 26-1122-0K7QF" }).filter({ visible: true }).click();
  await expect(page).toHaveURL("/kit");
  await page.goto("/kit/popover");
  await page.getByRole("button", { name: "Optional +" }).first().click();
  await expect(page.getByRole("group", { name: "Optional +" }).first()).toBeVisible();
  await page.goto("/kit/combobox");
  const list = await page.locator("#zone").getAttribute("list");
  await expect(page.locator(`#${list} option`)).toHaveCount(12);
});
