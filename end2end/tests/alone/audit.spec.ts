import { expect, expectNoAxeViolations, type Page, signIn, test, visit } from "../../fixtures.ts";
import { listen } from "../../keyboard.ts";
import { email, password, type Role } from "../../servers.ts";

const rows = (page: Page) => page.getByRole("table", { name: "Audit log" }).locator("tbody tr");

for (const scripts of [true, false]) {
  test(`SEC-01 audit log, scripts ${scripts ? "on" : "off"}: who did what, when and from where; filtered and paged by its address`, async ({ browser, startOwn }) => {
    test.setTimeout(60_000);
    const own = await startOwn([]);
    const context = await browser.newContext({ javaScriptEnabled: scripts, baseURL: own.url });
    const page = await context.newPage();
    const open = (address: string) => (scripts ? visit(page, own.url + address) : page.goto(own.url + address));
    for (let i = 0; i < 27; i++) {
      const form = { email: email("manager"), password };
      const answer = await context.request.post("/api/session/sign_in", { form, maxRedirects: 0 });
      expect(answer.headers().location).toBe("/orders/new");
    }
    await context.request.post("/api/session/sign_in", { form: { email: email("owner"), password: "a wrong guess" }, maxRedirects: 0 });
    await context.request.post("/api/session/sign_in", { form: { email: email("owner"), password }, maxRedirects: 0 });

    await open("/orders/new");
    await page.getByRole("link", { name: "Audit log" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Audit log" })).toBeVisible();
    // 27 and one sign-ins, one refused, four people added.
    await expect(rows(page)).toHaveCount(33);
    await expect(rows(page).first()).toContainText("Signed in");
    await expect(rows(page).first()).toContainText(email("owner"));
    await expect(rows(page).first()).toContainText("127.0.0.1");
    await expect(rows(page).nth(1)).toContainText(/Sign-in refused\s*Not signed in\s*owner@waybill\.test/);
    if (scripts) await expectNoAxeViolations(page);

    await page.getByRole("combobox", { name: /^Person/ }).selectOption({ label: email("manager") });
    await page.getByRole("button", { name: "Search" }).click();
    await expect(rows(page)).toHaveCount(27);
    await expect(page).toHaveURL(/person=\d+/);
    await page.getByRole("combobox", { name: /^Action/ }).selectOption({ label: "Signed out" });
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
    await page.getByRole("link", { name: "Clear" }).click();
    await expect(rows(page)).toHaveCount(33);

    await open("/audit?rows=25");
    await expect(rows(page)).toHaveCount(25);
    await page.getByRole("link", { name: "Next" }).click();
    await expect(rows(page)).toHaveCount(8);
    await expect(page.locator(".pager-summary")).toHaveText("26–33");
    await page.getByRole("link", { name: "Previous" }).click();
    await expect(rows(page)).toHaveCount(25);

    const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());
    await open(`/audit?from=${today}&until=${today}`);
    const ofToday = await rows(page).count();
    expect(ofToday).toBeGreaterThan(0);
    await expect(page.getByRole("textbox", { name: "From" })).toHaveValue(today);
    await open("/audit?until=2020-01-01");
    await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
    await open("/audit?action=dance");
    await expect(page.getByText("action=dance")).toBeVisible();
    await context.close();
  });
}

test("SEC-01 audit log: what is typed and the focus stay when the list comes anew; its rows are said, its fields follow the address", async ({ page, request, startOwn }) => {
  const own = await startOwn([]);
  await signIn(page, "owner", { at: own });
  for (let i = 0; i < 27; i++) await request.post(`${own.url}/api/session/sign_in`, { form: { email: email("manager"), password }, maxRedirects: 0 });
  await visit(page, `${own.url}/audit?rows=25`);
  await expect(rows(page)).toHaveCount(25);
  const heard = await listen(page);
  const region = page.locator("#announcer");
  const from = page.getByRole("textbox", { name: "From" });

  await from.fill("2020-01-01");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(page.locator(".pager-summary")).toHaveText(/^26–/);
  await expect(region).toHaveText(/^Entries 26 to \d+ shown$/);
  await expect(from).toHaveValue("2020-01-01");

  // Enter in a field sends the form; the field keeps the focus.
  const until = page.getByRole("textbox", { name: "To", exact: true });
  await until.fill("2020-01-02");
  await until.press("Enter");
  await expect(page).toHaveURL(`${own.url}/audit?from=2020-01-01&until=2020-01-02&rows=25`);
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await expect(until).toBeFocused();
  await expect(region).toHaveText("No entry matches");
  await page.getByRole("link", { name: "Clear" }).click();
  await expect(rows(page).first()).toBeVisible();
  await expect(from).toHaveValue("");
  await expect(until).toHaveValue("");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "No entry matches" })).toBeVisible();
  await expect(from).toHaveValue("2020-01-01");
  expect((await heard()).length).toBe(4);
});

test("SEC-01 audit log: for owners; all others are told that it is not theirs to see", async ({ page, startOwn, complaints }) => {
  complaints.allow(/status of 403/);
  const own = await startOwn([]);
  for (const role of ["manager", "fulfilment", "viewer"] as const satisfies readonly Role[]) {
    await page.context().clearCookies();
    await signIn(page, role, { fresh: true, at: own });
    await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
    const answer = await visit(page, `${own.url}/audit`);
    expect(answer?.status(), role).toBe(403);
    await expect(page.getByRole("heading", { name: "You may not see this" })).toBeVisible();
    await expect(page.locator("main table")).toHaveCount(0);
    await expect(page.getByRole("search")).toBeHidden();
  }
});
