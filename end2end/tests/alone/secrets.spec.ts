import { expect, test } from "../../fixtures.ts";
import { email, password } from "../../servers.ts";

test("SEC-01 secrets: passwords and session tokens stand in no log, however much is logged", async ({ browser, startOwn }) => {
  test.setTimeout(60_000);
  const own = await startOwn([], { env: { WAYBILL_LOG: "trace" } });
  const [wrong, next] = ["marker-of-a-wrong-password", "marker-of-a-new-password"];
  const context = await browser.newContext({ baseURL: own.url });
  const send = (path: string, form: Record<string, string>) => context.request.post(`/api/${path}`, { form, maxRedirects: 0 });
  const tokens = new Set<string>();
  const remember = async () => {
    for (const cookie of await context.cookies()) if (cookie.name.startsWith("waybill")) tokens.add(cookie.value);
  };
  await send("session/sign_in", { email: email("owner"), password: wrong });
  await send("session/first_run", { email: email("owner"), password: wrong });
  await send("session/sign_in", { email: email("owner"), password });
  await remember();
  await context.request.get("/orders/new");
  await context.request.get("/account");
  await send("account/change_password", { current: wrong, new: next });
  await send("account/change_password", { current: password, new: next });
  await remember();
  // What can't be read is not shown in the log either.
  await context.request.post("/api/session/sign_in", { data: `email=a&password=${wrong}&password=${next}`, headers: { "content-type": "application/x-www-form-urlencoded" } });
  await context.request.post("/api/session/sign_in", { data: `{"password":"${wrong}"`, headers: { "content-type": "application/json" } });
  await send("session/sign_out", {});
  await context.close();
  await own.stop();

  expect(tokens.size).toBeGreaterThanOrEqual(3);
  const log = await own.log();
  // It did log, and in detail.
  expect(log).toMatch(/TRACE/);
  expect(log).toContain("/api/account/change_password");
  for (const secret of [wrong, next, password, encodeURIComponent(password), ...tokens]) {
    expect(log.includes(secret), `${secret} stands in the log: ${log.split("\n").find((line) => line.includes(secret))?.slice(0, 300)}`).toBe(false);
  }
  expect(log).not.toContain("$argon2id$");
});
