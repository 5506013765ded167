import { expect, type Page, signIn, test, visit } from "../fixtures.ts";

const fields = ["Name", "Home country", "Time zone", "Currency", "Language"] as const;
type Typed = Partial<Record<(typeof fields)[number], string>>;

async function read(page: Page): Promise<Typed> {
  const values: Typed = {};
  for (const field of fields) values[field] = await form(page).getByLabel(field, { exact: true }).inputValue();
  return values;
}

const form = (page: Page) => page.locator("form.settings-form");

/** Fills in what is given and saves, past the browser's own checks. */
async function save(page: Page, typed: Typed): Promise<void> {
  await form(page).evaluate((form: HTMLFormElement) => (form.noValidate = true));
  for (const [field, value] of Object.entries(typed)) await form(page).getByLabel(field, { exact: true }).fill(value);
  await form(page).getByRole("button", { name: "Save" }).click();
}

test("SET-01 settings: each bad field is refused with its reason, what was typed is kept and nothing is saved", async ({ page }) => {
  await signIn(page, "manager");
  await visit(page, "/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  const before = await read(page);

  const refusals: [keyof Typed, string, string][] = [
    ["Name", "", "Give the merchant a name."],
    ["Name", "   ", "Give the merchant a name."],
    ["Name", "n".repeat(101), "A name has at most 100 characters."],
    ["Time zone", "Tokio", "There is no such time zone. It is written like Asia/Tokyo."],
    ["Currency", "yen", "A currency is three capital letters, like JPY."],
    ["Currency", "", "A currency is three capital letters, like JPY."],
  ];
  for (const [field, value, reason] of refusals) {
    await save(page, { "Time zone": before["Time zone"] ?? "", Currency: before.Currency ?? "", Name: "A name to keep", [field]: value });
    const control = form(page).getByLabel(field, { exact: true });
    await expect(control).toHaveAccessibleDescription(new RegExp(reason.replaceAll(".", "\\.")));
    await expect(control).toHaveAttribute("aria-invalid", "true");
    await expect(control).toHaveValue(value);
    if (field !== "Name") await expect(form(page).getByLabel("Name", { exact: true })).toHaveValue("A name to keep");
    // The others are as they were.
    expect(await form(page).locator("[aria-invalid]").count(), field).toBe(1);
  }

  // All at once.
  await save(page, { Name: "", "Time zone": "nowhere", Currency: "€" });
  await expect(form(page).locator("[aria-invalid]")).toHaveCount(3);
  await expect(form(page).getByLabel("Currency", { exact: true })).toHaveValue("€");
  await visit(page, "/settings");
  expect(await read(page)).toEqual(before);
});

test("SET-01 settings: a country or a language that is none is refused", async ({ page }) => {
  await signIn(page, "owner");
  await visit(page, "/settings");
  const before = await read(page);
  const version = await form(page).locator("[name=version]").inputValue();
  const refused = async (changed: Record<string, string>): Promise<string> => {
    const form = { name: "Name", home_country: "JP", time_zone: "Asia/Tokyo", currency: "JPY", language: "ja", version, ...changed };
    const answer = await page.request.post("/api/merchant/save", { form, maxRedirects: 0 });
    return answer.headers().location ?? "";
  };
  const back = await refused({ home_country: "XX" });
  expect(back).toContain("problems=country&");
  await visit(page, back);
  await expect(form(page).getByLabel("Home country")).toHaveAccessibleDescription(/This is no country\./);
  expect(await refused({ language: "tlh" })).toContain("problems=language&");
  await visit(page, "/settings");
  expect(await read(page)).toEqual(before);
});

test("SET-01 settings: what somebody else changed meanwhile is not overwritten, and what was typed is kept", async ({ page }) => {
  await signIn(page, "manager");
  await visit(page, "/settings");
  const before = await read(page);
  // As if the page had been opened before the last change.
  await form(page).locator("[name=version]").evaluate((input: HTMLInputElement) => (input.value = "0"));
  await save(page, { Name: "Written long ago" });
  await expect(page.getByRole("alert")).toHaveText("Somebody else changed the settings meanwhile. Look at them and save again.");
  await expect(form(page).getByLabel("Name", { exact: true })).toHaveValue("Written long ago");
  await visit(page, "/settings");
  expect(await read(page)).toEqual(before);
});

for (const role of ["fulfilment", "viewer"] as const) {
  test(`SET-01 settings: the role ${role} sees them, can't save them, and is told why`, async ({ page }) => {
    await signIn(page, role);
    await visit(page, "/settings");
    const button = form(page).getByRole("button", { name: "Save" });
    await expect(button).toHaveAttribute("aria-disabled", "true");
    await expect(button).toHaveAccessibleDescription("Only an owner or a manager may change the settings.");
    await button.focus();
    await expect(page.getByText("Only an owner or a manager may change the settings.")).toBeVisible();
    await button.click({ force: true });
    await expect(page).toHaveURL("/settings");
    const answer = await page.request.post("/api/merchant/save", {
      form: { name: "Mine", home_country: "JP", time_zone: "Asia/Tokyo", currency: "JPY", language: "en", version: "1" },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
  });
}
