import { expect, signIn, test, visit } from "../../fixtures.ts";

test("UX-04 language: the browser's until one is chosen", async ({ browser, server }) => {
  for (const [locale, lang, heading] of [["ja-JP", "ja", "サインイン"], ["de-DE", "en", "Sign in"]] as const) {
    const context = await browser.newContext({ locale, baseURL: server.url });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await context.close();
  }
});

test("UX-04 preferences: what is not understood changes nothing, and leads nowhere else", async ({ page, server }) => {
  await signIn(page, "viewer");
  const answer = await page.request.post("/preferences", {
    form: { locale: "tlh", theme: "pink", next: "//elsewhere.example/" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  expect(answer.headers().location).toBe("/orders/new");
  expect(answer.headers()["set-cookie"]).toBeUndefined();
  // A cookie that is none of ours does no harm.
  await page.context().addCookies([
    { name: "locale", value: "%00", url: server.url },
    { name: "theme", value: "pink", url: server.url },
  ]);
  await visit(page, "/settings");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});
