import { expect, fillSignIn, signIn, test, visit } from "../fixtures.ts";
import { email, password } from "../servers.ts";
import { field, form, read, save, type Settings } from "../settings.ts";

test("SET-01 settings: each bad field is refused with its reason, what was typed is kept and nothing is saved", async ({ page }) => {
  await signIn(page, "manager");
  await visit(page, "/settings");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  const before = await read(page);
  const good: Settings = { Name: "A name to keep", "Time zone": before["Time zone"] ?? "", Currency: before.Currency ?? "" };

  const refusals: [keyof Settings, string, string][] = [
    ["Name", "   ", "Give the merchant a name."],
    ["Name", "n".repeat(101), "A name has at most 100 characters."],
    ["Time zone", "Tokio", "There is no such time zone. It is written like Asia/Tokyo."],
    ["Currency", "yen", "A currency is three capital letters, like JPY."],
    ["Currency", "", "A currency is three capital letters, like JPY."],
  ];
  for (const [name, value, reason] of refusals) {
    await save(page, { ...good, [name]: value });
    await expect(field(page, name)).toHaveAccessibleDescription(new RegExp(reason.replaceAll(".", "\\.")));
    await expect(field(page, name)).toHaveAttribute("aria-invalid", "true");
    await expect(field(page, name)).toHaveValue(value);
    if (name !== "Name") await expect(field(page, "Name")).toHaveValue("A name to keep");
    // The others are as they were.
    expect(await form(page).locator("[aria-invalid]").count(), name).toBe(1);
  }

  // All at once.
  await save(page, { Name: "", "Time zone": "nowhere", Currency: "€" });
  await expect(form(page).locator("[aria-invalid]")).toHaveCount(3);
  await expect(field(page, "Currency")).toHaveValue("€");
  await visit(page, "/settings");
  expect(await read(page)).toEqual(before);
});

test("SET-01 settings: when the session has ended meanwhile, what was typed is there again after signing in", async ({ page }) => {
  await signIn(page, "manager", { fresh: true });
  await visit(page, "/settings");
  const before = await read(page);
  const typed = { Name: "Typed & kept + 100%", Currency: "???" };
  // As in another tab.
  await page.request.post("/api/session/sign_out");
  await save(page, typed);
  await expect(page).toHaveURL(/\/sign-in\?/);
  await fillSignIn(page, email("manager"), password);
  await expect(page.getByRole("alert")).toHaveText("Your session had ended. What you typed is here; save it now.");
  expect(await read(page)).toEqual({ ...before, ...typed });
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
