// The server functions are called directly, as somebody would who does without the pages.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { expect, signIn, test, visit } from "../../fixtures.ts";
import { email, password, type Role, roles } from "../../servers.ts";

interface Endpoint {
  path: string;
  /** Why the roles are not tried here. */
  apart?: string;
  /** Query of a GET, form of a POST. */
  query?: Record<string, string>;
  form?: Record<string, string>;
  /** Body of a POST that says more than a form can. */
  body?: unknown;
  /** Who may call it; everybody, with or without a session, where it is left out. */
  roles?: readonly Role[];
}

const settings = { name: "Hijacked", home_country: "FR", time_zone: "Europe/Paris", currency: "EUR", language: "en", version: "0" };

const address = {
  recipient: "A. Smith",
  company: "",
  phone: "",
  country: "GB",
  postal_code: "EH1 1YZ",
  region: "",
  city: "Edinburgh",
  line1: "1 High Street",
  line2: "",
};
const fulfil: readonly Role[] = ["owner", "manager", "fulfilment"];
const nothing = { number: "no such order", version: "1", key: "a-key-of-this-test", back: "/" };
const none = { numbers: ["no such order"] };

const endpoints: readonly Endpoint[] = [
  { path: "desk/get", query: {}, roles },
  { path: "desk/find", query: { text: "no such thing" }, roles },
  { path: "orders/list_new", query: { query: "" }, roles },
  { path: "orders/get", query: { number: "no such order" }, roles },
  { path: "orders/release", form: nothing, roles: fulfil },
  { path: "orders/confirm", form: nothing, roles: fulfil },
  { path: "orders/dismiss", form: nothing, roles: fulfil },
  { path: "orders/link", form: { ...nothing, line: "0", sku: "no such SKU" }, roles: fulfil },
  { path: "orders/cancel", form: { ...nothing, reason: "Sold out" }, roles: ["owner", "manager"] },
  { path: "orders/exchange_form", query: { number: "no such order" }, roles },
  {
    path: "orders/exchange",
    form: { ...nothing, reason: "Too small", "lines[0][line]": "0", "lines[0][quantity]": "1", "lines[0][sku]": "" },
    roles: ["owner", "manager"],
  },
  { path: "orders/settle_claim", form: { ...nothing, "settle[claim]": "no such claim", "settle[command]": "withdraw" }, roles: ["owner", "manager"] },
  { path: "orders/record_payment", form: { ...nothing, amount: "1", currency: "JPY", reference: "" }, roles: ["owner", "manager"] },
  {
    path: "orders/edit_address",
    form: { ...nothing, ...Object.fromEntries(Object.entries(address).map(([name, value]) => [`address[${name}]`, value])) },
    roles: fulfil,
  },
  { path: "shipments/list", query: { query: "" }, roles },
  { path: "shipments/get", query: { number: "no such shipment" }, roles },
  { path: "shipments/register_invoice", form: { ...nothing, carrier: "yamato", invoice: "1" }, roles: fulfil },
  { path: "shipments/carriers", query: {}, roles },
  { path: "shipments/documents", query: { query: "shipment=none" }, roles },
  { path: "shipments/waybills", query: { query: "shipment=none" }, roles: fulfil },
  { path: "carriers/get", query: {}, roles },
  { path: "carriers/arrange", form: { code: "no such carrier", step: "on", at: "0" }, roles: ["owner", "manager"] },
  { path: "carriers/save", form: { code: "", name: "", pattern: "", tracking_url: "", is_new: "true" }, roles: ["owner", "manager"] },
  { path: "shipments/file", query: { id: "999999999" }, roles: fulfil },
  { path: "shipments/register_file", form: { id: "999999999", key: "a-key-of-this-test" }, roles: fulfil },
  { path: "shipments/delete_invoice", form: nothing, roles: fulfil },
  { path: "shipments/go_without", form: { ...nothing, reason: "Our own van" }, roles: fulfil },
  { path: "shipments/move", form: { ...nothing, command: "mark_packed" }, roles: fulfil },
  {
    path: "shipments/cancel_failed",
    form: { ...nothing, "disposal[cancel_units]": "false", "disposal[write_off]": "false" },
    roles: fulfil,
  },
  { path: "orders/preview_release", body: { selection: none }, roles },
  { path: "jobs/start", body: { selection: none, command: { command: "release" }, key: "a-key-of-this-test" }, roles: fulfil },
  { path: "jobs/start_moves", body: { selection: none, asked: "hand_over", key: "a-key-of-this-test" }, roles: fulfil },
  { path: "jobs/get", query: { id: "999999999" }, roles },
  { path: "jobs/stop", form: { id: "999999999" }, roles: fulfil },
  { path: "notices/resend", form: { number: "no such order", id: "1", back: "/" }, roles: fulfil },
  { path: "customers/list", query: { query: "" }, roles },
  { path: "customers/get", query: { id: "999999999", query: "" }, roles },
  { path: "items/list", query: { query: "" }, roles },
  { path: "items/get", query: { code: "no such product" }, roles },
  { path: "items/correct", form: { cause: "count", key: "a-key-of-this-test", back: "/" }, roles: fulfil },
  { path: "items/file", query: { id: "999999999" }, roles: ["owner", "manager"] },
  { path: "items/apply_file", form: { id: "999999999", key: "a-key-of-this-test" }, roles: ["owner", "manager"] },
  { path: "merchant/get", query: {}, roles },
  // Of a version that is none: whoever may save is told of a conflict, and nothing is saved.
  { path: "merchant/save", form: settings, roles: ["owner", "manager"] },
  { path: "account/get", query: {}, roles },
  { path: "account/change_password", form: { current: "not the password", new: "another long password" }, roles },
  { path: "account/end_session", form: { key: "no such session" }, roles },
  // Other tests are signed in as the same people.
  { path: "account/end_other_sessions", form: {}, roles, apart: "alone/account" },
  { path: "audit/list", query: { query: "" }, roles: ["owner"] },
  { path: "session/sign_out", form: {}, roles },
  { path: "session/sign_in", form: { email: "nobody@waybill.test", password } },
  { path: "session/first_run", form: { email: "second@waybill.test", password } },
];

const call = (request: APIRequestContext, { path, query, form, body }: Endpoint, headers: Record<string, string> = {}): Promise<APIResponse> =>
  body
    ? request.post(`/api/${path}`, { data: body, headers, maxRedirects: 0 })
  : form
    ? request.post(`/api/${path}`, { form, headers, maxRedirects: 0 })
    : request.get(`/api/${path}`, { params: query ?? {}, headers, maxRedirects: 0 });

test("SEC-01 rights: every server function stands in this test", async () => {
  const source = path.resolve(import.meta.dirname, "../../../app/src");
  const found: string[] = [];
  for (const entry of await readdir(source, { recursive: true })) {
    if (!entry.endsWith(".rs")) continue;
    const text = await readFile(path.join(source, entry), "utf8");
    const declared = text.match(/#\[server\b(?!\(default\))/g)?.length ?? 0;
    const named = [...text.matchAll(/#\[server\([^)]*endpoint = "([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(named.length, `each server function of ${entry} has a fixed address`).toBe(declared);
    found.push(...named);
  }
  expect(found.toSorted()).toEqual(endpoints.map((endpoint) => endpoint.path).toSorted());
});

test("SEC-01 rights: without a session nothing is told and nothing is done", async ({ request }) => {
  for (const endpoint of endpoints.filter((endpoint) => endpoint.roles)) {
    const answer = await call(request, endpoint);
    expect(answer.status(), endpoint.path).toBe(401);
    expect(await answer.text(), endpoint.path).toBe('"NotSignedIn"');
  }
});

for (const role of roles) {
  test(`SEC-01 rights: what the role ${role} may call`, async ({ page }) => {
    await signIn(page, role, { fresh: true });
    const before = await (await page.request.get("/api/merchant/get")).json();
    // Signing out comes last: the calls after it would have no session.
    const guarded = endpoints.filter((endpoint) => endpoint.roles && !endpoint.apart).toSorted((a, b) => Number(a.path.endsWith("out")) - Number(b.path.endsWith("out")));
    for (const endpoint of guarded) {
      const status = (await call(page.request, endpoint)).status();
      if (endpoint.roles?.includes(role)) {
        expect([200, 302, 404], `${endpoint.path}: ${status}`).toContain(status);
      } else {
        expect(status, endpoint.path).toBe(403);
      }
    }
    await signIn(page, role, { fresh: true });
    expect(await (await page.request.get("/api/merchant/get")).json()).toEqual(before);
  });
}

test("SEC-01 rights: requests at the same time do not lend each other who asks, or how it went", async ({ page, request, browser, server }) => {
  await signIn(page, "owner");
  const other = await browser.newContext({ baseURL: server.url });
  await signIn(await other.newPage(), "viewer");
  const asked = async (client: APIRequestContext, address: string, times: number, expected: (answer: APIResponse, text: string) => void) => {
    for (let i = 0; i < times; i++) {
      const answer = await client.get(address, { maxRedirects: 0 });
      expected(answer, await answer.text());
    }
  };
  const shows = (status: number, mine: Role, theirs: Role) => (answer: APIResponse, text: string) => {
    expect(answer.status()).toBe(status);
    expect(text).toContain(email(mine));
    expect(text).not.toContain(email(theirs));
    expect(text).toContain("</html>");
  };
  const hasStatus = (status: number) => (answer: APIResponse, text: string) => expect(answer.status(), `${answer.url()} ${text.slice(0, 300)}`).toBe(status);
  await Promise.all([
    asked(page.request, "/orders/new?rows=200", 12, shows(200, "owner", "viewer")),
    asked(other.request, "/orders/new?rows=200", 12, shows(200, "viewer", "owner")),
    asked(page.request, "/orders/no-such-order", 20, shows(404, "owner", "viewer")),
    asked(other.request, "/customers/1", 20, shows(200, "viewer", "owner")),
    asked(request, "/api/desk/get", 60, hasStatus(401)),
    asked(request, "/api/orders/list_new?query=", 60, hasStatus(401)),
    asked(request, "/icon.svg", 60, hasStatus(200)),
  ]);
  await other.close();
});

test("SEC-01 what makes no sense is refused as such", async ({ page }) => {
  await signIn(page, "owner");
  for (const address of ["/api/orders/get", "/api/customers/get?id=1", "/api/orders/list_new"]) {
    expect((await page.request.get(address)).status(), address).toBe(400);
  }
  expect((await page.request.get("/api/customers/get?id=one&query=")).status()).toBe(404);
  expect((await page.request.get("/api/no/such/function")).status()).toBe(404);
});

/** Words of the parts that Waybill is made of, which say nothing to people and something to attackers. */
const inside = /server function|deseriali|missing field|sqlx|sqlite|postgres|panicked|\.rs\b|serde|leptos|thread '/i;

test("SEC-01 what is malformed is refused without a word of what is inside", async ({ page }) => {
  await signIn(page, "owner");
  const type = (type: string) => ({ "content-type": type });
  const form = type("application/x-www-form-urlencoded");
  const bodies: [string, Record<string, string>, Buffer | string][] = [
    ["nothing", form, ""],
    ["not UTF-8", form, Buffer.from([0xff, 0xfe, 0x3d, 0x80])],
    ["half an escape", form, "email=%ff%fe%&password=%"],
    ["the same field twice", form, "email=a&email=b&password=c&current=a&current=b&new=c"],
    ["a field within a field", form, "email[a]=1&email[b][c]=2&password[0]=3&current[a]=x&new[0]=y&key[0]=z"],
    ["JSON", type("application/json"), '{"email":'],
    ["JSON called a form", form, '{"email":"a","password":"b"}'],
    ["no type", {}, "email=a"],
    ["a nonsense type", type("x/y; charset=nonsense"), "email=a"],
    ["NUL characters", form, "email=%00&password=%00&current=%00&new=%00&key=%00&name=%00&version=%00"],
    ["a version beyond any number", form, "name=a&home_country=JP&time_zone=UTC&currency=JPY&language=en&version=99999999999999999999"],
  ];
  for (const { path } of endpoints.filter((endpoint) => endpoint.form && !endpoint.path.endsWith("sign_out") && !endpoint.apart)) {
    for (const accept of ["application/json", "text/html"]) {
      for (const [what, headers, data] of bodies) {
        const answer = await page.request.post(`/api/${path}`, { headers: { accept, ...headers }, data, maxRedirects: 0 });
        const told = `${answer.headers().location ?? ""} ${await answer.text()}`;
        // A form's answer leads on; whoever asks for no page is told where.
        expect([200, 302, 400, 403, 415, 422, 429], `${path}, ${what}: ${answer.status()} ${told}`).toContain(answer.status());
        expect(told, `${path}, ${what}`).not.toMatch(inside);
      }
    }
  }
  for (const { path } of endpoints.filter((endpoint) => endpoint.query)) {
    for (const query of ["", "?query=%ff%fe", "?query=%00&id=%00&number=%00", "?query[a]=b&id[a]=b&number[a]=b", "?%", `?query=${"x".repeat(60_000)}`]) {
      const answer = await page.request.get(`/api/${path}${query}`, { maxRedirects: 0 });
      expect(answer.status(), `${path}${query.slice(0, 40)}: ${await answer.text()}`).toBeLessThan(500);
      expect(await answer.text(), path).not.toMatch(inside);
    }
    // Another method than its own.
    const answer = await page.request.post(`/api/${path}`, { form: {}, maxRedirects: 0 });
    expect([404, 405], path).toContain(answer.status());
    expect(await answer.text(), path).not.toMatch(inside);
  }
});

test("SEC-01 same origin: every change that another site asks for is refused", async ({ page }) => {
  await signIn(page, "owner", { fresh: true });
  const forms = endpoints.filter((endpoint) => endpoint.form).map((endpoint) => ({ address: `/api/${endpoint.path}`, form: endpoint.form ?? {} }));
  for (const { address, form } of [...forms, { address: "/preferences", form: { locale: "ja" } }]) {
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://elsewhere.example" },
      { origin: "null" },
      { origin: "http://127.0.0.1:1" },
    ] as Record<string, string>[]) {
      const answer = await page.request.post(address, { form, headers, maxRedirects: 0 });
      expect(answer.status(), `${address} ${JSON.stringify(headers)}`).toBe(403);
      expect(answer.headers()["set-cookie"], address).toBeUndefined();
    }
  }
  // The session is still there, and so is the language.
  await visit(page, "/orders/new");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("SEC-01 same origin: a form on another site does not sign anybody out", async ({ page, server, complaints }) => {
  complaints.allow(/status of 403/);
  await signIn(page, "viewer", { fresh: true });
  await page.route("http://elsewhere.example/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><form method="post" action="${server.url}/api/session/sign_out"><button>Win a prize</button></form>`,
    }),
  );
  await page.goto("http://elsewhere.example/");
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/sign_out"));
  await page.getByRole("button").click();
  expect((await answered).status()).toBe(403);
  await expect(page.getByText("The request came from another site and was refused.")).toBeVisible();
  await page.unroute("http://elsewhere.example/");
  await visit(page, `${server.url}/orders/new`);
  await expect(page.locator(".nav-user")).toContainText(email("viewer"));
});
