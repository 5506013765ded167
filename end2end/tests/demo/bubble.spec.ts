import { expect, signIn, test, visit } from "../../fixtures.ts";
import { orderRows } from "../../list.ts";

test("REL-07 Esc hides the shipping request until the pointer or the focus comes back", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=200");
  const row = (await orderRows(page)).find((row) => row.request !== null);
  const bubble = page.getByRole("button", { name: `Shipping request of order ${row?.number}` });
  const words = page.locator(`#request-${row?.number}`);
  await bubble.hover();
  await expect(words).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(words).toBeHidden();
  await page.mouse.move(0, 0);
  await bubble.hover();
  await expect(words).toBeVisible();
  await page.mouse.move(0, 0);

  await bubble.focus();
  await expect(words).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(words).toBeHidden();
  await expect(bubble).toBeFocused();
});

test("REL-07 the first Esc hides the shipping request, the next one clears the selection", async ({ page }) => {
  await signIn(page, "viewer");
  await visit(page, "/orders/new?rows=200");
  const row = (await orderRows(page)).find((row) => row.request !== null);
  const words = page.locator(`#request-${row?.number}`);
  const bar = page.getByRole("region", { name: "Selection" });
  await page.getByRole("checkbox", { name: `Select order ${row?.number}` }).check();
  await page.getByRole("button", { name: `Shipping request of order ${row?.number}` }).hover();
  await expect(words).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(words).toBeHidden();
  await expect(bar).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
});

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 760 } });

  test("REL-07 a tap shows the shipping request, inside the window, and a tap beside it hides it", async ({ page }) => {
    await signIn(page, "viewer");
    await visit(page, "/orders/new?rows=200");
    const row = (await orderRows(page)).find((row) => row.request !== null);
    const bubble = page.getByRole("button", { name: `Shipping request of order ${row?.number}` });
    const words = page.locator(`#request-${row?.number}`);
    await bubble.scrollIntoViewIfNeeded();
    await bubble.tap();
    await expect(words).toBeVisible();
    // The tap was not taken for one on the row.
    await expect(page).toHaveURL("/orders/new?rows=200");
    const box = await words.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    await page.getByRole("columnheader").first().or(page.getByRole("heading", { level: 1 })).first().tap();
    await expect(words).toBeHidden();
  });
});
