// Every screen, in both languages and themes, wide and narrow.
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";
import { expectGoodLooks, expectNoOverflow, speak } from "../../looks.ts";

const screens: Record<string, string> = {
  "New orders": "/orders/new?rows=25",
  "New orders, failed": "/orders/new?status=failed",
  "New orders, filtered by everything": "/orders/new?in=sku&q=x&email=a@b&from=2026-02-01&until=2026-01-01&location=1&rows=7",
  "an order over the list": "/orders/new/NUMBER?status=failed&rows=25",
  "an order": "/orders/NUMBER",
  "no such order": "/orders/new/NO-SUCH-ORDER",
  customers: "/customers?rows=25",
  "customers, none found": "/customers?q=nobody",
  "a customer": "/customers/1?rows=25",
  products: "/items?rows=25",
  "products, none found": "/items?q=nothing-of-that-name",
  "a product": "/items/P10050",
  "a file of products": "/import/items?problem=missing",
  shipping: "/shipping?rows=25",
  "shipping, filtered by everything": "/shipping?tab=failed&kind=exchange&in=invoice_no&q=x&from=2026-02-01&until=2026-01-01&location=1&rows=7",
  "a shipment over the list": "/shipping/SHIPMENT?tab=in_delivery&rows=25",
  "no such shipment": "/shipping/NO-SUCH-SHIPMENT",
  settings: "/settings",
  carriers: "/settings/carriers",
  labels: "/print/label?list=rows%3D25",
  "packing slips": "/print/packing-slip?list=rows%3D25",
  "pick list": "/print/pick-list?list=rows%3D25",
  "carriers refused": `/settings/carriers?problem=refused&name=x&code=A-B&faults=${encodeURIComponent('[{"kind":"code"},{"kind":"name_taken"},{"kind":"url"}]')}`,
  "one's account": "/account",
  "one's account, refused": "/account?problem=wrong",
  "settings refused": "/settings?problems=name_missing,country,time_zone,currency,conflict&name=&time_zone=x&currency=y",
  "no such page": "/no-such-page",
};

/** What an owner sees alone. */
const ofOwners: Record<string, string> = {
  "no such file": "/import/items/999999999",
  "bulk invoices": "/import/invoices?by=paste&problem=missing",
  waybills: "/issue/waybills?format=sagawa-e-hiden&list=rows%3D25",
  "no waybills": "/issue/waybills?shipment=none",
  "no such invoices": "/import/invoices/999999999",
  "a shipment that waits for an invoice": "/shipping/SHIPMENT?rows=25&told=refused",
  "products with their fields": "/items?rows=25&changed=1&refused=%5B%7B%22cell%22%3A%7B%22OnHand%22%3A%5B1%2C1%5D%7D%2C%22typed%22%3A%22x%22%2C%22why%22%3A%7B%22why%22%3A%22not_a_number%22%7D%7D%5D",
  "a picture refused": "/items/P10050?picture=%7B%22Refused%22%3A%22TooManyPixels%22%7D",
  "the audit log": "/audit?rows=25",
  "the audit log, none found": "/audit?until=2020-01-01",
};

for (const [role, addresses] of [["viewer", screens], ["owner", ofOwners]] as const) {
  for (const [name, address] of Object.entries(addresses)) {
    test(`UX-04 ${name}: axe finds nothing, and it fits 360 px`, async ({ page, complaints }) => {
      // It is looked at eight times.
      test.slow();
      complaints.allow(/status of 404/);
      await signIn(page, role);
      let number = "";
      if (address.includes("NUMBER")) {
        await page.goto("/orders/new?status=failed");
        number = (await orderNumbers(page))[0] ?? "";
      }
      if (address.includes("SHIPMENT?")) {
        await page.goto(role === "owner" ? "/shipping?rows=25" : "/shipping?tab=in_delivery&rows=25");
        number = (await orderNumbers(page))[0] ?? "";
      }
      await expectGoodLooks(page, address.replace("SHIPMENT?", `${number}?`).replace("NUMBER", number));
    });
  }
}

test("UX-04 signing in: axe finds nothing, and it fits 360 px", async ({ page }) => {
  test.slow();
  await expectGoodLooks(page, "/sign-in?problem=credentials&email=x");
});

test("UX-04 what the buttons of the filters open is inside the window, at every width", async ({ page }) => {
  await signIn(page, "viewer");
  for (const width of [360, 800, 1100, 1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await visit(page, "/orders/new?rows=25");
    const inSheet = await page.getByRole("button", { name: "Filters" }).isVisible();
    if (inSheet) await page.getByRole("button", { name: "Filters" }).click();
    for (const [button, field] of [["Dates", "From"], ["Optional +", "Shipping location"]] as const) {
      // In the sheet they stand open.
      if (!inSheet) await page.getByRole("button", { name: button }).click();
      const panel = page.getByRole("group", { name: button });
      await expect(panel.getByText(field, { exact: true })).toBeVisible();
      const box = await panel.boundingBox();
      expect(box?.x, `${button} at ${width} px`).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0), `${button} at ${width} px`).toBeLessThanOrEqual(width);
      const nav = await page.locator("header.nav").boundingBox();
      if (!inSheet && nav && nav.height > 400) expect(box?.x, `${button} at ${width} px covers the navigation`).toBeGreaterThanOrEqual(nav.width);
      if (!inSheet) await page.keyboard.press("Escape");
      if (!inSheet) await expect(panel).toBeHidden();
    }
    await expectNoOverflow(page);
    if (inSheet) await page.keyboard.press("Escape");
  }
});

test("UX-04 dates and money by language and by the merchant's zone and currency", async ({ page }) => {
  await signIn(page, "viewer");
  const moment = async (lang: string) => {
    await speak(page, lang);
    await page.goto("/orders/new?rows=200");
    return page.locator("tbody time").evaluateAll((times) => times.map((time) => [time.getAttribute("datetime") ?? "", time.textContent ?? ""] as const));
  };
  const parts = (iso: string) => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Tokyo", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
    return Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  };
  for (const [iso, text] of await moment("ja")) {
    const { month, day, hour, minute } = parts(iso);
    expect([`今日 ${hour}:${minute}`, `${Number(month)}月${Number(day)}日 ${hour}:${minute}`]).toContain(text.replace(/^\d+年/, ""));
  }
  for (const [iso, text] of await moment("en")) {
    const { hour, minute } = parts(iso);
    expect(text, iso).toMatch(new RegExp(` ${hour}:${minute}$`));
  }
  const money = await page.locator("tbody td.money").allInnerTexts();
  expect(money.filter((text) => /^(¥|JP¥)?[\d,]+/.test(text)).length).toBeGreaterThan(0);
  for (const text of money) expect(text).toMatch(/^\D{1,4}\d{1,3}(,\d{3})*(\.\d{2})?$/);
});

test("UX-04 ja: the manual's names in Japanese, and nothing English is left but names", async ({ page, complaints }) => {
  complaints.allow(/status of 404/);
  await signIn(page, "owner");
  await speak(page, "ja");
  await visit(page, "/orders/new?rows=25");
  for (const name of ["国内", "海外"]) {
    await expect(page.getByRole("navigation", { name: "配送先" }).getByRole("link", { name: new RegExp(`^${name}`) })).toBeVisible();
  }
  for (const name of ["出庫準備前", "出庫準備失敗"]) {
    await expect(page.getByRole("navigation", { name: "状態" }).getByRole("link", { name: new RegExp(`^${name}`) })).toBeVisible();
  }
  await expect(page.getByLabel("会員メールアドレス")).toBeVisible();
  for (const name of ["注文日時", "注文番号", "状態", "注文会員", "商品", "数量", "合計"]) {
    await expect(page.getByRole("columnheader", { name, exact: true })).toBeVisible();
  }
  const [number] = await orderNumbers(page);
  await visit(page, `/orders/new/${number}`);
  for (const name of ["注文商品", "決済情報", "配送", "クレーム", "タイムライン"]) {
    await expect(page.getByRole("heading", { level: 3, name, exact: true })).toBeVisible();
  }

  // English words of ours would show in every screen's own text: heads, labels, buttons, statuses.
  for (const address of ["/orders/new?status=failed", `/orders/${number}`, "/customers", "/customers/1", "/settings", "/account", "/audit", "/no-such-page"]) {
    await page.goto(address);
    const own = await page
      .locator("h1, h2, h3, h4, th, dt, label, button, .tab, .segmented a, .pill, .badge, .btn, .cell-note, .nav-item, .nav-heading, .alert, .pager, .field-hint")
      .allInnerTexts();
    const english = own
      .flatMap((text) => text.split("\n"))
      .filter((text) => /[A-Za-z]{3}/.test(text) && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(text))
      .filter((text) => !/^(Waybill|English|SKU|Ctrl K|[\w.+-]+@[\w.-]+)$/.test(text.trim()));
    expect(english, address).toEqual([]);
  }
});
