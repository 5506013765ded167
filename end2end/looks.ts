// What every screen has to stand: both themes, wide and narrow.
import { colourRules, expect, expectNoAxeViolations, type Page, test, visit } from "./fixtures.ts";

/** Makes the browser one that has chosen a language. */
export async function speak(page: Page, lang: string): Promise<void> {
  await page.context().addCookies([{ name: "locale", value: lang, domain: "127.0.0.1", path: "/" }]);
}

/** Nothing sticks out to the right, so that one scrolls in one direction only. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = document.documentElement.scrollWidth > width;
    if (!scrolls) return [];
    const out = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 0.5);
    return out.slice(0, 5).map((element) => `${element.tagName}.${element.className} ends at ${element.getBoundingClientRect().right}`);
  });
  expect(wide, "what is wider than the window").toEqual([]);
}

/**
 * At an address, in both languages, wide and at 360 px, in both themes: axe finds nothing and the page fits. A page has one language, so
 * that each is asked for once; themes differ in colours alone, so that in the dark one only what colours decide is looked at again.
 */
export async function expectGoodLooks(page: Page, address: string): Promise<void> {
  for (const lang of ["en", "ja"]) {
    await speak(page, lang);
    await visit(page, address);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    for (const [width, height] of [[1440, 900], [360, 740]] as const) {
      await page.setViewportSize({ width, height });
      for (const [colorScheme, rules] of [["light", undefined], ["dark", colourRules]] as const) {
        // Colours are not to be looked at while they change.
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await test.step(`${lang}, ${width} px, ${colorScheme}`, () => expectNoAxeViolations(page, "html", rules));
      }
      await test.step(`${lang}, ${width} px: it fits`, () => expectNoOverflow(page));
    }
  }
}
