// The merchant's settings, as their form shows them.
import type { Page } from "./fixtures.ts";

const fields = ["Name", "Home country", "Time zone", "Currency", "Language"] as const;
export type Settings = Partial<Record<(typeof fields)[number], string>>;

export const form = (page: Page) => page.locator("form.settings-form");

export const field = (page: Page, name: (typeof fields)[number]) => form(page).getByLabel(name, { exact: true });

export async function read(page: Page): Promise<Settings> {
  const values: Settings = {};
  for (const name of fields) values[name] = await field(page, name).inputValue();
  return values;
}

/** Fills in what is given and saves, past the browser's own checks. */
export async function save(page: Page, typed: Settings): Promise<void> {
  await form(page).evaluate((form: HTMLFormElement) => (form.noValidate = true));
  for (const name of fields) {
    const value = typed[name];
    if (value === undefined) continue;
    const isChoice = name === "Home country" || name === "Language";
    await (isChoice ? field(page, name).selectOption({ label: value }) : field(page, name).fill(value));
  }
  await form(page).getByRole("button", { name: "Save" }).click();
}
