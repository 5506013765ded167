import { open, stat } from "node:fs/promises";
import { expect, expectNoAxeViolations, type Own, signIn, test, visit } from "../../fixtures.ts";
import { password } from "../../servers.ts";
import { serve, succeeds } from "../../waybill.ts";

/** What was a database is none any more. */
async function destroy(own: Own): Promise<void> {
  // After somebody else's change the server has to read it anew, and can't go on from memory.
  await succeeds(own.database, ["user", "add", "last@waybill.test"], password);
  for (const file of [own.file, `${own.file}-wal`]) {
    const { size } = await stat(file);
    const handle = await open(file, "r+");
    await handle.write(Buffer.alloc(size, "This is no database. "), 0, size, 0);
    await handle.close();
  }
}

/** What the database says is for the log. */
const inside = /sqlite|malformed|not a database|sqlx|DbErr/i;

test("OPS-01 database away: every page says so with a reference, in both languages, and nothing is blank", async ({ page, startOwn, complaints }) => {
  complaints.allow(/status of 503/);
  const own = await startOwn([]);
  await destroy(own);
  for (const address of ["/", "/orders/new", "/orders/new/1?rows=25", "/customers", "/settings", "/sign-in", "/first-run", "/no-such-page"]) {
    const answer = await page.goto(own.url + address);
    expect(answer?.status(), address).toBe(503);
    await expect(page.getByRole("heading", { level: 1, name: "The database can't be reached" })).toBeVisible();
    await expect(page.getByText("Nothing is lost. Try again in a moment.")).toBeVisible();
    await expect(page.getByText(/^Reference [2-9A-Z]{8}$/)).toBeVisible();
    await expect(page.getByRole("link", { name: "Try again" })).toBeVisible();
    expect(await page.content()).not.toMatch(inside);
  }
  await expectNoAxeViolations(page);

  // The functions say the same, and not that nobody is signed in.
  const answer = await page.request.get(`${own.url}/api/orders/list_new?query=`);
  expect(answer.status()).toBe(503);
  expect(await answer.json()).toEqual({ Unavailable: { reference: expect.stringMatching(/^[2-9A-Z]{8}$/) } });

  await page.context().addCookies([{ name: "locale", value: "ja", url: own.url }]);
  await page.goto(`${own.url}/orders/new`);
  await expect(page.getByRole("heading", { level: 1, name: "データベースに接続できません" })).toBeVisible();
});

test("OPS-01 database broken under somebody's hands: a page with a reference that the log knows", async ({ page, startOwn, complaints }) => {
  complaints.allow(/status of (500|503)/);
  complaints.allow(/^status (500|503):/);
  const own = await startOwn([["seed", "--orders", "50", "--seed", "1"]]);
  await signIn(page, "viewer", { at: own });
  await visit(page, `${own.url}/orders/new`);
  await destroy(own);

  // Part of it may still be in the server's memory: then it is not away, but something goes wrong.
  const says = page.getByRole("heading", { level: 1, name: /^(The database can't be reached|Something went wrong)$/ });
  for (const address of ["/orders/new", "/orders/1", "/customers"]) {
    const answer = await page.goto(own.url + address);
    expect([500, 503], address).toContain(answer?.status());
    await expect(says.first()).toBeVisible();
    await expect(page.getByText(/^Reference [2-9A-Z]{8}$/).first()).toBeVisible();
    expect(await page.content()).not.toMatch(inside);
  }
});

test("OPS-01 server away: what is asked for next says so, and goes on when it is back", async ({ page, startOwn, complaints }) => {
  complaints.allow(/ERR_CONNECTION_REFUSED/);
  const own = await startOwn([["seed", "--orders", "50", "--seed", "1"]]);
  await signIn(page, "viewer", { at: own });
  await visit(page, `${own.url}/orders/new`);
  await own.stop();
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByRole("heading", { name: "The server does not answer" })).toBeVisible();
  const again = await serve(own.database, Number(new URL(own.url).port), "again");
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  expect(await page.locator("tbody tr").count()).toBeGreaterThan(0);
  await page.goto("about:blank");
  await again.stop();
});
