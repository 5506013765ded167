import { expect, signIn, test, visit } from "../../fixtures.ts";
import { countOf, destinationTab, orderNumbers } from "../../list.ts";
import { field, read, save } from "../../settings.ts";

const seed = ["seed", "--orders", "600", "--seed", "3"];

test("SET-01 settings: what is saved is kept and used: name, home country, time zone, currency, language", async ({ page, startOwn, browser }) => {
  const own = await startOwn([seed]);
  await signIn(page, "manager", { at: own });

  // What the orders are before.
  await visit(page, `${own.url}/orders/new?rows=200`);
  const domestic = await orderNumbers(page);
  const time = page.locator("tbody time").first();
  const placed = (await time.getAttribute("datetime")) ?? "";
  const counts = async () => [await countOf(destinationTab(page, "Domestic")), await countOf(destinationTab(page, "International"))] as const;
  const [home, abroad] = await counts();
  expect(home).toBeGreaterThan(abroad);

  await visit(page, `${own.url}/settings`);
  const changed = { Name: "北風プリント", "Home country": "South Korea", "Time zone": "America/New_York", Currency: "KRW", Language: "日本語" };
  await save(page, changed);
  await expect(page.getByRole("status").filter({ hasText: "保存しました。" })).toBeVisible();
  // Whoever has chosen no language speaks the merchant's.
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await page.getByRole("button", { name: "English" }).click();
  await visit(page, `${own.url}/settings`);
  expect(await read(page)).toEqual({ Name: "北風プリント", "Home country": "KR", "Time zone": "America/New_York", Currency: "KRW", Language: "ja" });

  // Each order is Domestic or International anew.
  await visit(page, `${own.url}/orders/new?rows=200`);
  const [now, others] = await counts();
  expect(now + others).toBe(home + abroad);
  expect(now).toBeLessThan(home);
  for (const number of await orderNumbers(page)) expect(domestic).not.toContain(number);
  await visit(page, `${own.url}/orders/new?to=international&rows=200`);
  expect(await orderNumbers(page)).toEqual(expect.arrayContaining(domestic));
  // And its time is New York's.
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "America/New_York", hour: "2-digit", minute: "2-digit" });
  await expect(page.locator(`time[datetime="${placed}"]`).first()).toHaveText(new RegExp(`${clock.format(new Date(placed))}$`));

  // A change back is one, too.
  await visit(page, `${own.url}/settings`);
  await save(page, { "Home country": "Japan" });
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await visit(page, `${own.url}/orders/new?rows=200`);
  expect(await counts()).toEqual([home, abroad]);
  expect(await orderNumbers(page)).toEqual(domestic);

  const stranger = await browser.newContext({ locale: "fr-FR" });
  const door = await stranger.newPage();
  await door.goto(`${own.url}/sign-in`);
  await expect(door.locator("html")).toHaveAttribute("lang", "en");
  await stranger.close();
});

test("SET-01 settings: of two people who change them, the second is told, and nothing of either is lost", async ({ page, startOwn }) => {
  const own = await startOwn([]);
  await signIn(page, "owner", { at: own });
  await visit(page, `${own.url}/settings`);
  const other = await page.context().newPage();
  await visit(other, `${own.url}/settings`);

  await save(page, { Name: "First" });
  await expect(page.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await save(other, { Name: "Second", Currency: "EUR" });
  await expect(other.getByRole("alert")).toHaveText("Somebody else changed the settings meanwhile. Look at them and save again.");
  await expect(field(other, "Name")).toHaveValue("Second");
  await expect(field(other, "Name")).toHaveAccessibleDescription("Meanwhile set to First by somebody else.");
  await expect(field(other, "Currency")).toHaveValue("EUR");
  await visit(page, `${own.url}/settings`);
  await expect(field(page, "Name")).toHaveValue("First");

  // Having looked at them, one may.
  await save(other, {});
  await expect(other.getByRole("status").filter({ hasText: "Saved." })).toBeVisible();
  await expect(field(other, "Name")).toHaveValue("Second");
  await other.close();
});

test("SET-01 settings: a country or a language that is none is refused", async ({ page, startOwn }) => {
  const own = await startOwn([]);
  await signIn(page, "owner", { at: own });
  const refused = async (changed: Record<string, string>): Promise<string> => {
    const form = { name: "Name", home_country: "JP", time_zone: "Asia/Tokyo", currency: "JPY", language: "ja", version: "1", ...changed };
    const answer = await page.request.post(`${own.url}/api/merchant/save`, { form, maxRedirects: 0 });
    return answer.headers().location ?? "";
  };
  const back = await refused({ home_country: "XX" });
  expect(back).toContain("problems=country&");
  await visit(page, own.url + back);
  await expect(field(page, "Home country")).toHaveAccessibleDescription(/Choose a country from the list\./);
  expect(await refused({ language: "tlh" })).toContain("problems=language&");
  expect(await refused({ home_country: "", time_zone: "", currency: "", name: "", language: "" })).toContain(
    `problems=${encodeURIComponent("name_missing,country,time_zone,currency,language")}`,
  );
});
