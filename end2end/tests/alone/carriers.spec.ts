// Carriers in the settings: which are offered, in what order, and the merchant's own.
import { expect, expectNoAxeViolations, type Page, signIn, test, visit } from "../../fixtures.ts";
import { waitingShipments } from "../../shipping.ts";

const seed = [["seed", "--orders", "300", "--seed", "1"]];

const names = async (page: Page) => (await page.locator("main tbody b").allTextContents()).slice(0, 3);

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled });

    test("INV-07 SET-01 carriers are moved, switched off, and an own one is added and judged by its pattern", async ({ page, startOwn }) => {
      const own = await startOwn(seed);
      await signIn(page, "owner", { at: own });
      await visit(page, `${own.url}/settings`);
      await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Carriers" }).click();
      await expect(page).toHaveURL(/\/settings\/carriers$/);
      await expect.poll(() => names(page)).toEqual(["Yamato Transport", "Sagawa Express", "Japan Post"]);
      await page.getByRole("button", { name: "Move Japan Post to the top" }).click();
      await expect(page.locator("main tbody b").first()).toHaveText("Japan Post");
      await page.getByRole("button", { name: "Move Yamato Transport down" }).click();
      await expect.poll(() => names(page)).toEqual(["Japan Post", "Sagawa Express", "Yamato Transport"]);
      await page.getByRole("button", { name: "Do not offer FedEx" }).click();
      await expect(page.getByRole("button", { name: "Offer FedEx", exact: true })).toHaveText("Off");

      // What is refused is told at its field, and nothing typed is lost.
      await page.getByLabel("Name", { exact: true }).fill("Our van");
      await page.getByLabel("Code", { exact: true }).fill("our van");
      await page.getByLabel("Numbers", { exact: true }).fill("V-####");
      await page.getByLabel("Tracking page").fill("van.example");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("A code has small letters, digits and underscores")).toBeVisible();
      await expect(page.getByText("An address begins with https:// or http://")).toBeVisible();
      await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Our van");
      await page.getByLabel("Code", { exact: true }).fill("our_van");
      await page.getByLabel("Tracking page").fill("https://van.example/{number}");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Saved.")).toBeVisible();
      if (javaScriptEnabled) await expectNoAxeViolations(page);

      await page.getByRole("link", { name: "Edit Our van" }).click();
      await expect(page.getByLabel("Numbers", { exact: true })).toHaveValue("V-####");
      await page.getByLabel("Name", { exact: true }).fill("The van");
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Saved.")).toBeVisible();

      // It is offered where invoices are registered, behind the others; FedEx is not.
      const [number = ""] = await waitingShipments(page, own, 1);
      await visit(page, `${own.url}/shipping/${number}`);
      const offered = await page.getByLabel("Shipping company").first().locator("option").allTextContents();
      // The first asks to choose.
      expect(offered.slice(1, 3)).toEqual(["Japan Post", "Sagawa Express"]);
      expect(offered.at(-1)).toBe("The van");
      expect(offered).not.toContain("FedEx");
      if (!javaScriptEnabled) return;
      await page.getByLabel("Shipping company").first().selectOption("our_van");
      await page.getByLabel("Invoice No.").first().fill("V-12");
      await expect(page.locator(".said-line").first()).not.toContainText("The number is right.");
      await page.getByLabel("Invoice No.").first().fill("v1234");
      await expect(page.locator(".said-line").first()).toContainText("V-1234");
    });
  });
}

test("INV-07 SEC-01 who may not change the settings sees the carriers and is offered nothing to do", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "viewer", { at: own });
  await visit(page, `${own.url}/settings/carriers`);
  await expect(page.getByText("Only an owner or a manager may change carriers.")).toBeVisible();
  await expect(page.locator("main button")).toHaveCount(0);
});
