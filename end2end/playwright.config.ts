import { defineConfig } from "@playwright/test";
import type { Options } from "./fixtures.ts";

// A quiet browser: nothing of it but the tests opens a connection.
const args = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--disable-gpu",
  "--no-first-run",
];
// Chromium has no sandbox for root.
if (process.getuid?.() === 0) args.push("--no-sandbox");

/** The specs in `tests` itself and in these folders of it. */
const specs = (...folders: string[]) => new RegExp(`/tests/([^/]+|(${folders.join("|")})/.+)\\.spec\\.ts$`);
/** The specs in this folder alone. */
const only = (folder: string) => new RegExp(`/tests/${folder}/.+\\.spec\\.ts$`);

export default defineConfig<Options>({
  testDir: "tests",
  outputDir: "test-results",
  globalSetup: "./start-servers.ts",
  reporter: [["list"], ["./totals.ts"]],
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // Not what a page should take, which the benchmark tells, but what a machine that is busy with something else may.
  timeout: 90_000,
  // Shorter than the 20 s after which a page looks by itself whether it missed something: what comes live has come live.
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions: { executablePath: process.env.WAYBILL_CHROMIUM ?? "/usr/bin/chromium-headless-shell", args },
    locale: "en-GB",
    // Not any merchant's zone: a time worded by the browser's zone instead of the merchant's shows.
    timezoneId: "Pacific/Honolulu",
    screenshot: "only-on-failure",
  },
  // Specs in `tests` itself run with scripts and without, on every database that has orders; those in `scripted` need scripts;
  // those in `seeded` need the demo's data; those in another folder run in the project it is named after.
  projects: [
    { name: "demo", testMatch: specs("demo", "scripted", "seeded"), use: { on: "demo" } },
    { name: "real", testMatch: specs("real", "scripted"), use: { on: "real" } },
    { name: "no-js", testMatch: specs("no-js", "seeded"), use: { on: "demo", javaScriptEnabled: false } },
    // Each test on a server of its own, or none.
    { name: "alone", testMatch: only("alone") },
    // One after the other: the first owner changes what the next test finds.
    { name: "first-run", testMatch: only("first-run"), use: { on: "firstRun" }, fullyParallel: false, workers: 1 },
  ],
});
