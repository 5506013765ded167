// How long a cold browser takes from navigation to the rows of New orders being painted, and until a thousand pasted invoices are judged and
// painted, in milliseconds, as JSON.
// node end2end/paint.mjs http://127.0.0.1:3000 EMAIL, with the password in WAYBILL_SEED_PASSWORD.
import { chromium } from "@playwright/test";

const [base, email] = process.argv.slice(2);
const executablePath = process.env.WAYBILL_CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const args = ["--disable-background-networking", "--disable-gpu", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])];

// Yamato's numbers: the last digit is what is left of the others by 7.
const invoices = Array.from({ length: 1_000 }, (_, at) => {
  const serial = 60_000_000_000 + at;
  return ["Shipment No.\tShipping company\tInvoice No.", `S26-0101-AAAA${at}\tyamato\t${serial}${serial % 7}`].slice(at === 0 ? 0 : 1);
}).flat();

const times = { rows_painted: [], alive: [], paste_judged: [] };
for (let round = 0; round < 9; round += 1) {
  // A browser of its own: nothing is cached, not even the compiled script.
  const browser = await chromium.launch({ executablePath, args });
  const context = await browser.newContext();
  const signedIn = await context.request.post(`${base}/api/session/sign_in`, {
    headers: { origin: base },
    form: { email, password: process.env.WAYBILL_SEED_PASSWORD ?? "" },
  });
  if (!signedIn.ok()) throw new Error(`signing in: ${signedIn.status()}`);
  const page = await context.newPage();
  await page.goto(`${base}/orders/new`);
  if ((await page.locator("a.row-link").count()) === 0) throw new Error("no rows");
  await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
  times.alive.push(await page.evaluate(() => performance.now()));
  // The rows come with the document, so what is painted first has them.
  times.rows_painted.push(
    await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN),
  );
  await page.goto(`${base}/import/invoices`);
  await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
  const judged = await page.locator("#pasted").evaluate(async (field, text) => {
    const begun = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // The next frame's callback comes before it is painted, the one after it afterwards.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - begun;
  }, invoices.join("\n"));
  if (!(await page.locator(".file-counts").innerText()).includes("1,000")) throw new Error("the paste was not judged");
  times.paste_judged.push(judged);
  await browser.close();
}
const figures = (list) => {
  const sorted = list.map(Math.round).toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)], most: sorted.at(-1) };
};
console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, list]) => [name, figures(list)]))));
