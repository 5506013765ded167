// Where an order ships to.
import { expect, expectNoAxeViolations, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

for (const scripted of [true, false]) {
  test(`ORD-07 REL-10 a wrong postal code: the reason leads to where it is mended, and the release goes through (scripts ${scripted ? "on" : "off"})`, async ({ page: first, browser, startOwn }) => {
    const own = await startOwn([["seed", "--orders", "2000", "--seed", "1"]]);
    await signIn(first, "fulfilment", { at: own });
    let page = first;
    if (!scripted) {
      const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB", storageState: await first.context().storageState() });
      page = await context.newPage();
    }
    const go = async (address: string) => {
      if (scripted) await visit(page, address);
      else await page.goto(address);
    };
    await go(`${own.url}/orders/new?status=failed`);
    const numbers = await orderNumbers(page);
    let number = "";
    for (const candidate of numbers) {
      const row = page.locator("tbody tr").filter({ hasText: candidate });
      if (/postal code/.test(await row.innerText())) number = candidate;
    }
    expect(number, "the demo has such an order").not.toBe("");
    await go(`${own.url}/orders/new/${number}?status=failed`);
    await page.getByRole("dialog").getByRole("listitem").filter({ hasText: "postal code" }).getByRole("link", { name: "Edit address" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Where order ${number} ships to` })).toBeVisible();
    if (scripted) await expectNoAxeViolations(page);
    // What is typed wrong stays, with what is wrong about it.
    await page.getByLabel("Postal code").fill("12");
    await page.getByLabel("Recipient").fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Nothing is saved yet: a parcel can't be sent there.")).toBeVisible();
    await expect(page.getByText("The recipient is missing.")).toBeVisible();
    await expect(page.getByText("This is not a postal code of that country.")).toBeVisible();
    await expect(page.getByLabel("Postal code")).toHaveValue("12");
    await page.getByLabel("Country").selectOption("JP");
    await page.getByLabel("Postal code").fill("１５０－０００１");
    await page.getByLabel("Recipient").fill("佐藤 花子");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(`${own.url}/orders/new/${number}?status=failed&told=done`);
    await expect(page.locator("address").getByText("150-0001")).toBeVisible();
    await expect(page.getByText(/^Address changed from /)).toBeVisible();
    await page.context().pages().at(-1)?.goto("about:blank");
  });
}

test("ORD-07 SEC-02 two people on one address: the second is told, and what they typed is kept", async ({ page, startOwn }) => {
  const own = await startOwn([["seed", "--orders", "400", "--seed", "1"]]);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/orders/new`);
  const number = (await orderNumbers(page)).find((candidate) => candidate.startsWith("26-")) ?? "";
  const other = await page.context().newPage();
  for (const each of [page, other]) {
    await visit(each, `${own.url}/orders/${number}/address`);
    await each.getByLabel("Country").selectOption("JP");
    await each.getByLabel("Postal code").fill("150-0001");
  }
  await other.getByLabel("Recipient").fill("佐藤 花子");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other).toHaveURL(`${own.url}/orders/${number}?told=done`);
  // Also after a refusal in between it is the version that was looked at.
  await page.getByLabel("Recipient").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The recipient is missing.")).toBeVisible();
  await page.getByLabel("Recipient").fill("鈴木 一郎");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody changed this order meanwhile.")).toBeVisible();
  await expect(page.getByLabel("Recipient")).toHaveValue("鈴木 一郎");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(`${own.url}/orders/${number}?told=done`);
  await expect(page.locator("address").getByText("鈴木 一郎").first()).toBeVisible();
  await other.close();
});
