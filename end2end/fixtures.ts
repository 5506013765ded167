// What every spec imports instead of Playwright's own `test`.
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, type BrowserContext, expect, type Page, type Response } from "@playwright/test";
import { email, password, type Role, roles, type Server, servers } from "./servers.ts";
import { folder, freePort, type Manner, type Running, serve, sqlite, succeeds } from "./waybill.ts";

export { expect, type Page };

export interface Options {
  /** The server that a project runs on; relative addresses are its own. */
  on: keyof typeof servers;
}

interface Fixtures {
  server: Server;
  complaints: Complaints;
  /** Starts a server of the test's own, for what no other test may see. */
  startOwn: (fill: readonly (readonly string[])[], manner?: Manner) => Promise<Own>;
}

export interface Own extends Running {
  readonly database: string;
  /** The SQLite file. */
  readonly file: string;
}

/** What the browser complained about during a test. Any complaint fails the test, unless the test allows it. */
export class Complaints {
  readonly #found: string[] = [];
  readonly #allowed: RegExp[] = [];

  /** Allows what a test provokes, such as the address of an order that does not exist. */
  allow(complaint: RegExp): void {
    this.#allowed.push(complaint);
  }

  get left(): string[] {
    return this.#found.filter((found) => !this.#allowed.some((allowed) => allowed.test(found)));
  }

  listen(context: BrowserContext, scripts: boolean): void {
    context.on("console", (message) => {
      const type = message.type();
      // What the scripts need is fetched before them, also when they never come.
      const unused = !scripts && message.text().includes("was preloaded using link preload but not used");
      if ((type === "error" || type === "warning" || type === "assert") && !unused) {
        this.#found.push(`console ${type}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.#found.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    context.on("requestfailed", (request) => {
      if (!scripts && request.resourceType() === "script") return;
      const reason = request.failure()?.errorText ?? "no reason given";
      // The browser gives up what it no longer needs when it leaves a page.
      if (reason !== "net::ERR_ABORTED") this.#found.push(`request failed: ${request.url()}: ${reason}`);
    });
    context.on("response", (response) => {
      // What status a page itself has is for the test to say.
      if (response.status() >= 400 && response.request().resourceType() !== "document") {
        this.#found.push(`status ${response.status()}: ${response.url()}`);
      }
    });
  }
}

/** Browsers with scripts off, where no script will ever take over. */
const scriptless = new WeakSet<BrowserContext>();

export const test = base.extend<Fixtures & Options>({
  on: ["demo", { option: true }],

  server: async ({ on }, use) => {
    const server: Server = servers[on];
    test.skip(server.missing !== undefined, server.missing);
    await use(server);
  },

  baseURL: async ({ server }, use) => use(server.url),

  startOwn: async ({ context }, use, testInfo) => {
    const started: Own[] = [];
    await use(async (fill, manner) => {
      const name = `own-${testInfo.testId}-${started.length}`;
      const file = path.join(folder(), `${name}.db`);
      const database = sqlite(file);
      await succeeds(database, ["migrate"]);
      for (const args of fill) await succeeds(database, args);
      for (const role of roles) await succeeds(database, ["user", "add", email(role), "--role", role], `${password}\n`);
      const own = { ...(await serve(database, await freePort(), name, manner)), database, file };
      started.push(own);
      return own;
    });
    try {
      // A page that is open would complain of the server's end.
      for (const page of context.pages()) {
        await hydrated(page);
        await page.goto("about:blank");
      }
    } finally {
      await Promise.all(started.map((own) => own.stop()));
    }
  },

  complaints: [
    async ({ context, javaScriptEnabled }, use, testInfo) => {
      const complaints = new Complaints();
      complaints.listen(context, javaScriptEnabled !== false);
      if (javaScriptEnabled === false) scriptless.add(context);
      await use(complaints);
      if (testInfo.status === testInfo.expectedStatus) {
        // A page that panics while it starts would otherwise be left before it does.
        for (const page of context.pages()) await hydrated(page);
      }
      expect(complaints.left, "complaints of the browser").toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until the page's scripts have taken over, if it has any: the browser's entry marks the document then. */
export async function hydrated(page: Page): Promise<void> {
  if (scriptless.has(page.context())) return;
  if ((await page.locator('link[rel="modulepreload"]').count()) === 0) return;
  await expect(page.locator("html"), "the page's scripts have taken over").toHaveAttribute("data-hydrated", /.*/);
}

/** Opens an address and waits until the page is alive. */
export async function visit(page: Page, address: string): Promise<Response | null> {
  const answer = await page.goto(address);
  await hydrated(page);
  return answer;
}

/** Fills in the form for signing in, on whatever server the page shows it. */
export async function fillSignIn(page: Page, who: string, secret: string): Promise<void> {
  await page.getByLabel("Email").fill(who);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/**
 * Makes the page's browser one where `role` is signed in. The form is filled in once per server and role; later tests
 * get the cookies of that time. A test that signs out asks for a session of its own by `fresh`, one with a server of its
 * own names it.
 */
export async function signIn(page: Page, role: Role, { fresh = false, at }: { fresh?: boolean; at?: Own } = {}): Promise<void> {
  const { on = "demo" } = test.info().project.use as Partial<Options>;
  const state = path.join(folder(), `${on}-${role}.json`);
  const isShared = !fresh && at === undefined;

  const saved = isShared ? await readFile(state, "utf8").catch(() => undefined) : undefined;
  if (saved !== undefined) {
    await page.context().addCookies((JSON.parse(saved) as Awaited<ReturnType<BrowserContext["storageState"]>>).cookies);
    return;
  }

  await visit(page, `${at?.url ?? ""}/sign-in`);
  await fillSignIn(page, email(role), password);
  await expect(page).not.toHaveURL(/\/sign-in/);

  if (isShared) {
    // Renamed into place: two workers may sign in at the same time, and neither may read half a file.
    const part = `${state}.${process.pid}`;
    await writeFile(part, JSON.stringify(await page.context().storageState()));
    await rename(part, state);
  }
}

/** The rules of axe that colours decide; a theme changes nothing else. */
export const colourRules = ["color-contrast", "link-in-text-block"];

/**
 * No rule of axe is broken on the page as it stands, or in a part of it: what a dialog or a floating bar half covers is no target there.
 * Of its rules all are asked, or those that are named.
 */
export async function expectNoAxeViolations(page: Page, within = "html", rules?: string[]): Promise<void> {
  if (scriptless.has(page.context())) throw new Error("axe is a script: it cannot look at a page with scripts off");
  // Its legacy mode sees no frames of other sites, of which there are none, and opens no further page.
  // The size of what is pressed (WCAG 2.2, 2.5.8) is a rule that has to be asked for.
  const asked = rules ? { runOnly: { type: "rule" as const, values: rules } } : { rules: { "target-size": { enabled: true } } };
  const axe = new AxeBuilder({ page }).include(within).setLegacyMode().options(asked);
  const { violations } = await axe.analyze();
  const told = violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map((node) => node.target.join(" ")) }));
  expect(told, "axe").toEqual([]);
}
