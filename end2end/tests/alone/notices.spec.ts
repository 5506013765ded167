// Notices to customers, sent by a real mail server.
import { expect, type Own, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";
import { PostOffice } from "../../postoffice.ts";

const seed = [["seed", "--orders", "2000", "--seed", "1"]];
const manner = (office: PostOffice) => ({ env: { WAYBILL_SMTP_URL: office.url, WAYBILL_MAIL_FROM: "Corner Shop <orders@shop.example>" } });

/** Cancels the n-th order of the list, which a customer with an email placed; gives its number. */
async function cancel(page: Page, own: Own, n = 0): Promise<string> {
  await visit(page, `${own.url}/orders/new?rows=100`);
  const own26 = (await orderNumbers(page)).filter((number) => number.startsWith("26-"));
  const number = own26[n] ?? "";
  await visit(page, `${own.url}/orders/${number}`);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByLabel("Reason").fill("Sold out");
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByText("canceled: Sold out")).toBeVisible();
  return number;
}

test("NTF-02 a notice is sent once, in words of its own, and stands on the timeline", async ({ page, startOwn }) => {
  const office = new PostOffice();
  await office.open();
  const own = await startOwn(seed, manner(office));
  await signIn(page, "manager", { at: own });
  const number = await cancel(page, own);
  // The page hears of it by itself.
  await expect(page.getByText(/Notice sent to .+: Order canceled/)).toBeVisible({ timeout: 15_000 });
  expect(office.mails).toHaveLength(1);
  const [mail] = office.mails;
  expect(mail?.text).toContain("Message-ID: <notice-");
  expect(mail?.text).toMatch(/^From: "?Corner Shop"? <orders@shop\.example>/m);
  expect(mail?.to).toContain("@");
  await expect(page.getByText(`Notice sent to ${mail?.to}: Order canceled`)).toBeVisible();
  expect(number).not.toBe("");
  await office.close();
});

test("NTF-02 a mail server that is away, slow or busy gets the notice later, once; one that refuses it is told of, and it can be sent again", async ({ page, startOwn }) => {
  test.setTimeout(120_000);
  const office = new PostOffice();
  await office.open();
  // A stopped server's port stays its own.
  await office.close();
  const own = await startOwn(seed, manner(office));
  await signIn(page, "manager", { at: own });
  await cancel(page, own);
  await expect(page.getByText("Tried 1 times, will be tried again")).toBeVisible({ timeout: 15_000 });
  // Busy, then slow.
  office.manners.push("later", 3_000);
  await office.open();
  await expect(page.getByText(/Notice sent to .+: Order canceled/)).toBeVisible({ timeout: 60_000 });
  expect(office.mails).toHaveLength(1);
  await expect(page.locator("#notices")).toHaveCount(0);

  office.manners.push("never");
  await cancel(page, own, 1);
  await expect(page.getByText(/Notice could not be sent to .+550/)).toBeVisible({ timeout: 15_000 });
  const notices = page.locator("#notices");
  await expect(notices).toContainText("Not sent");
  await expect(notices).toContainText("no such mailbox");
  await notices.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText(/Notice sent to .+: Order canceled/)).toBeVisible({ timeout: 15_000 });
  expect(office.mails).toHaveLength(2);
  await office.close();
});

test("NTF-02 without a mail server notices wait, and the order says so", async ({ page, startOwn }) => {
  const office = new PostOffice();
  await office.open();
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  // No mail server is named: the notice waits.
  await cancel(page, own);
  await visit(page, page.url());
  await expect(page.locator("#notices")).toContainText("Waits to be sent");
  await office.close();
});
