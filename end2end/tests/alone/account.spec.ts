import { expect, expectNoAxeViolations, fillSignIn, type Page, signIn, test } from "../../fixtures.ts";
import { email, password, type Role } from "../../servers.ts";

const next = "another long sentence";

const rows = (page: Page) => page.getByRole("table", { name: "Where you are signed in" }).locator("tbody tr");

test("SEC-01 account: one sees where one is signed in, ends one session, then all others", async ({ page, browser, startOwn }) => {
  const own = await startOwn([]);
  await signIn(page, "viewer", { at: own });
  const elsewhere: Page[] = [];
  const start = async (role: Role, userAgent?: string) => {
    const context = await browser.newContext(userAgent === undefined ? {} : { userAgent });
    await context.request.post(`${own.url}/api/session/sign_in`, { form: { email: email(role), password } });
    return context.newPage();
  };
  for (const agent of ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604.1", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", "curl/8.0"]) {
    elsewhere.push(await start("viewer", agent));
  }
  const stranger = await start("manager");

  await page.locator(".nav-user").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
  await expect(rows(page)).toHaveCount(4);
  await expect(rows(page).first()).toContainText(/Chrome on Linux\s*This browser/);
  await expect(rows(page).first()).toContainText("127.0.0.1");
  await expect(rows(page).first().getByRole("button")).toHaveCount(0);
  await expectNoAxeViolations(page);

  await page.getByRole("button", { name: "End the session: Safari on iPhone" }).click();
  await expect(page.getByRole("status").filter({ hasText: "That session has ended." })).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await elsewhere[0]?.goto(`${own.url}/orders/new`);
  await expect(elsewhere[0] ?? page).toHaveURL(/\/sign-in/);
  await elsewhere[1]?.goto(`${own.url}/orders/new`);
  await expect(elsewhere[1] ?? page).toHaveURL(/\/orders\/new/);

  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  for (const other of elsewhere) expect((await other.request.get(`${own.url}/api/desk/get`)).status()).toBe(401);
  // Somebody else's stay.
  expect((await stranger.request.get(`${own.url}/api/desk/get`)).status()).toBe(200);
  // And nobody ends another's.
  const account = (await (await stranger.request.get(`${own.url}/api/account/get`)).json()) as { sessions: { key: string }[] };
  const answer = await page.request.post(`${own.url}/api/account/end_session`, { form: { key: account.sessions[0]?.key ?? "" }, maxRedirects: 0 });
  expect(answer.headers().location).toBe("/account?problem=gone");
  expect((await stranger.request.get(`${own.url}/api/desk/get`)).status()).toBe(200);
  for (const other of [...elsewhere, stranger]) await other.context().close();
});

for (const scripts of [true, false]) {
  test(`SEC-01 account: the password is changed, scripts ${scripts ? "on" : "off"}: by whoever knows it, and all other sessions end`, async ({ browser, startOwn }) => {
    const own = await startOwn([]);
    const context = await browser.newContext({ javaScriptEnabled: scripts });
    const page = await context.newPage();
    const other = await (await browser.newContext()).newPage();
    const signInHere = async (page: Page, secret: string) => {
      await page.goto(`${own.url}/sign-in`);
      await fillSignIn(page, email("manager"), secret);
    };
    await signInHere(page, password);
    await expect(page).toHaveURL(/\/orders\/new/);
    await signInHere(other, password);
    await expect(other).toHaveURL(/\/orders\/new/);
    const cookie = async () => (await context.cookies()).find((cookie) => cookie.name === "waybill")?.value;
    const change = async (current: string, wanted: string) => {
      await page.goto(`${own.url}/account`);
      await page.getByLabel("Current password").fill(current);
      await page.getByLabel("New password").fill(wanted);
      await page.getByRole("button", { name: "Change the password" }).click();
    };

    await change("not the password", next);
    await expect(page.getByLabel("Current password")).toHaveAccessibleDescription("This is not your current password.");
    await change(password, "too short");
    await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/A password has at least 10 characters\./);
    await change(password, "x".repeat(257));
    await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/A password has at most 256 characters\./);
    expect((await other.request.get(`${own.url}/api/desk/get`)).status()).toBe(200);

    const before = await cookie();
    await change(password, next);
    await expect(page.getByRole("status").filter({ hasText: "Your password is changed." })).toBeVisible();
    expect(page.url()).not.toContain("long");
    expect(await cookie()).not.toBe(before);
    expect((await page.request.get(`${own.url}/api/desk/get`)).status()).toBe(200);
    expect((await other.request.get(`${own.url}/api/desk/get`)).status()).toBe(401);
    // The old token is nobody's any more.
    expect((await other.request.get(`${own.url}/api/desk/get`, { headers: { cookie: `waybill=${before}` } })).status()).toBe(401);

    await signInHere(other, password);
    await expect(other.getByRole("alert")).toHaveText("The email or the password is wrong.");
    await signInHere(other, next);
    await expect(other).toHaveURL(/\/orders\/new/);
    await context.close();
    await other.context().close();
  });
}

test("SEC-01 account: over TLS cookies are Secure and of this host alone, and browsers are told to stay with it", async ({ startOwn, request }) => {
  const own = await startOwn([], { env: { WAYBILL_PUBLIC_URL: "https://desk.example" } });
  // As the proxy hands it on.
  const headers = { host: "desk.example", origin: "https://desk.example" };
  const answer = await request.post(`${own.url}/api/session/sign_in`, { form: { email: email("owner"), password }, headers, maxRedirects: 0 });
  expect(answer.headers().location).toBe("/orders/new");
  const cookies = answer.headersArray().filter(({ name }) => name.toLowerCase() === "set-cookie").map(({ value }) => value);
  expect(cookies.map((cookie) => cookie.split("=")[0]).toSorted()).toEqual(["__Host-waybill", "__Host-waybill-browser"]);
  const preference = await request.post(`${own.url}/preferences`, { form: { locale: "ja" }, headers, maxRedirects: 0 });
  for (const cookie of [...cookies, preference.headers()["set-cookie"] ?? ""]) {
    for (const part of ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain("Domain");
  }
  for (const address of ["/sign-in", "/icon.svg", "/api/desk/get", "/no-such-page"]) {
    const { "strict-transport-security": stay } = (await request.get(own.url + address, { maxRedirects: 0 })).headers();
    expect(stay, address).toBe("max-age=63072000");
  }
  // The unencrypted twin of the cookie opens nothing.
  const token = /__Host-waybill=([^;]+)/.exec(cookies.join("\n"))?.[1];
  const asked = (cookie: string) => request.get(`${own.url}/api/desk/get`, { headers: { cookie } });
  expect((await asked(`waybill=${token}`)).status()).toBe(401);
  expect((await asked(`__Host-waybill=${token}`)).status()).toBe(200);
  // The origin is the public one, whatever the proxy calls the server.
  const other = await request.post(`${own.url}/preferences`, { form: { locale: "ja" }, headers: { origin: "http://desk.example" }, maxRedirects: 0 });
  expect(other.status()).toBe(403);
});

test("SEC-01 sign-in: a session that was planted, alive or not, is not the one after", async ({ page, browser, startOwn }) => {
  const own = await startOwn([]);
  // The attacker's own session, alive, in the victim's browser.
  const attacker = await (await browser.newContext()).newPage();
  await signIn(attacker, "viewer", { at: own });
  const session = (await attacker.context().cookies()).find((cookie) => cookie.name === "waybill");
  expect(session).toBeDefined();
  const headers = { cookie: `waybill=${session?.value}` };
  const answer = await page.request.post(`${own.url}/api/session/sign_in`, { form: { email: email("owner"), password }, headers, maxRedirects: 0 });
  expect(answer.headers()["set-cookie"]).toMatch(/waybill=/);
  expect(answer.headers()["set-cookie"]).not.toContain(session?.value ?? "?");
  // It is not the owner's now; it has ended.
  expect((await attacker.request.get(`${own.url}/api/desk/get`)).status()).toBe(401);
  await attacker.context().close();
});
