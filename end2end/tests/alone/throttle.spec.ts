import type { APIRequestContext } from "@playwright/test";
import { expect, fillSignIn, signIn, test, visit } from "../../fixtures.ts";
import { email, password } from "../../servers.ts";

const guess = (request: APIRequestContext, url: string, who: string, headers: Record<string, string> = {}, secret = "a wrong guess") =>
  request.post(`${url}/api/session/sign_in`, { form: { email: who, password: secret }, headers, maxRedirects: 0 });

test("SEC-01 throttling: after several wrong passwords one is told when to try again; the browser one uses stays welcome", async ({ page, browser, startOwn, complaints }) => {
  complaints.allow(/status of 429/);
  const own = await startOwn([]);
  // The owner's own browser, from the same address as whoever guesses.
  const home = await browser.newContext();
  const desk = await home.newPage();
  await visit(desk, `${own.url}/sign-in`);
  await fillSignIn(desk, email("owner"), password);
  await expect(desk).not.toHaveURL(/sign-in/);
  await desk.getByRole("button", { name: "Sign out" }).click();
  await expect(desk).toHaveURL(/signed_out/);

  await visit(page, `${own.url}/sign-in?next=%2Fsettings`);
  for (let i = 0; i < 5; i++) {
    await fillSignIn(page, email("owner"), `a wrong guess ${i}`);
    await expect(page.getByRole("alert")).toHaveText("The email or the password is wrong.");
  }
  const answered = page.waitForResponse((answer) => answer.request().method() === "GET" && answer.url().includes("problem=wait"));
  await fillSignIn(page, email("owner"), password);
  await expect(page.getByRole("alert")).toHaveText("Too many attempts. Try again in 3 min.");
  await expect(page.getByLabel("Email")).toHaveValue(email("owner"));
  const answer = await answered;
  expect(answer.status()).toBe(429);
  expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(0);
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(page.getByRole("alert")).toHaveText("試行回数の上限に達しました。3分後に再試行してください。");

  await fillSignIn(desk, email("owner"), password);
  await expect(desk).toHaveURL(/orders/);
  // The log tells the owner of it.
  await visit(desk, `${own.url}/audit`);
  await expect(desk.getByRole("cell", { name: "Sign-in held back after many attempts" })).toBeVisible();
  await home.close();
});

test("SEC-01 throttling: other clients get 429 with Retry-After, alike for emails that nobody has; no header that anybody may send changes it", async ({ request, startOwn }) => {
  const own = await startOwn([]);
  const told: unknown[] = [];
  for (const who of [email("owner"), "nobody@waybill.test"]) {
    for (let i = 0; i < 5; i++) expect((await guess(request, own.url, who)).headers().location).toContain("problem=credentials");
    const answer = await guess(request, own.url, who, { "x-forwarded-for": "198.51.100.7", forwarded: "for=198.51.100.7", "x-real-ip": "198.51.100.7" });
    expect(answer.status()).toBe(429);
    const wait = Number(answer.headers()["retry-after"]);
    expect(wait).toBeGreaterThan(120);
    expect(wait).toBeLessThanOrEqual(180);
    const body = (await answer.json()) as { TooMany: { seconds: number } };
    expect(body.TooMany.seconds).toBe(wait);
    told.push(Object.keys(answer.headers()).toSorted());
  }
  expect(told[0]).toEqual(told[1]);
});

test("SEC-01 throttling: behind a trusted proxy each client is counted by its own address, which the log keeps", async ({ page, request, startOwn, complaints }) => {
  complaints.allow(/status of 429/);
  const own = await startOwn([], { args: ["--trusted-proxies", "127.0.0.0/8"] });
  const behind = (address: string) => ({ "x-forwarded-for": address });
  for (let i = 0; i < 5; i++) await guess(request, own.url, email("owner"), behind("198.51.100.7"));
  expect((await guess(request, own.url, email("owner"), behind("198.51.100.7"))).status()).toBe(429);
  // Writing an address in front of it is no way out.
  expect((await guess(request, own.url, email("owner"), behind("192.0.2.55, 198.51.100.7"))).status()).toBe(429);
  const other = await guess(request, own.url, email("owner"), behind("198.51.100.8"), password);
  expect(other.headers().location).toBe("/orders/new");
  await signIn(page, "owner", { at: own });
  await visit(page, `${own.url}/audit?action=sign_in_refused`);
  await expect(page.getByRole("cell", { name: "198.51.100.7" })).toHaveCount(5);
});
