// What a person without a mouse needs of a page.
import { expect, type Page } from "./fixtures.ts";

export const heading = (page: Page, level: number) => page.getByRole("heading", { level });
/** The link of an order's row. */
export const row = (page: Page, number = "") => page.getByRole("link", { name: number, exact: true });
/** The boxes of the rows that are selected. */
export const selected = (page: Page) => page.locator("tbody .check input:checked");
/** The list of shortcuts. */
export const help = (page: Page) => page.getByRole("dialog", { name: "Keyboard shortcuts" });
export const palette = (page: Page) => page.getByRole("dialog", { name: "Go to a page, an order, a shipment or a customer" });
export const paletteField = (page: Page) => palette(page).getByRole("combobox");

/** What has the focus, in a few words. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return "nothing";
    return `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 60) ?? ""}`;
  });

/** Something has the focus, is inside the window, and nothing covers it (WCAG 2.4.3, 2.4.7, 2.4.11). */
export async function expectFocusInSight(page: Page): Promise<void> {
  const fault = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return "nothing has the focus";
      const name = `${element.tagName.toLowerCase()}.${element.className} “${element.textContent?.trim().slice(0, 40)}”`;
      // A box that is ticked by its whole cell is as large as the cell.
      const { left, top, right, bottom } = element.getBoundingClientRect();
      if (right <= left || bottom <= top) return `${name} has no size`;
      if (top < 0 || left < 0 || bottom > innerHeight + 1 || right > innerWidth + 1) {
        // What is larger than the window can't be in it whole.
        const large = bottom - top > innerHeight || right - left > innerWidth;
        if (!large) return `${name} is outside the window: ${Math.round(left)},${Math.round(top)} to ${Math.round(right)},${Math.round(bottom)}`;
      }
      // A link over two lines has a gap in the middle of its box.
      const [first = element.getBoundingClientRect()] = element.getClientRects();
      const at = [first.left + first.width / 2, first.top + first.height / 2] as const;
      const hit = document.elementFromPoint(...at);
      const isHit = hit && (element.contains(hit) || hit.contains(element) && hit.matches("label, summary, a, button"));
      if (!isHit) return `${name} is covered by ${hit?.tagName.toLowerCase()}.${hit?.className}`;
      if (!element.matches(":focus-visible")) return `${name} does not show its focus`;
      return "";
    });
  await expect.poll(fault, { message: "the focus" }).toBe("");
}

/** Presses a key and looks where the focus is then. */
export async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    await page.keyboard.press(key);
    await expectFocusInSight(page);
  }
}

/** Presses Tab (or another key) until `selector` has the focus, looking at each step. */
export async function tabTo(page: Page, selector: string, key = "Tab", most = 80): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) return;
    await page.keyboard.press(key);
    // Between the last and the first control the browser's own come.
    if ((await focused(page)) !== "nothing") await expectFocusInSight(page);
  }
  throw new Error(`${selector} was not reached by ${key}`);
}

/** Everything the live region says from now on. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const region = document.querySelector("#announcer");
    if (!region) throw new Error("there is no live region");
    new MutationObserver(() => heard.push(region.textContent?.replaceAll("\u00a0", "") ?? "")).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
}
