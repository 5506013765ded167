import { mkdir, stat, truncate, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import path from "node:path";
import { expect, fillSignIn, signIn, test, visit } from "../../fixtures.ts";
import { password, realOrders } from "../../servers.ts";
import { folder, freePort, serve, sqlite, succeeds, waybill } from "../../waybill.ts";

/** A database's address that nobody else uses. */
function fresh(): { database: string; file: string } {
  const file = path.join(folder(), `cli-${test.info().testId}-${Math.random().toString(36).slice(2)}.db`);
  return { database: sqlite(file), file };
}

async function write(name: string, content: string | Buffer): Promise<string> {
  const place = path.join(folder(), `cli-${test.info().testId}`);
  await mkdir(place, { recursive: true });
  const file = path.join(place, name);
  await writeFile(file, content);
  return file;
}

/** What a command that can't be done says: its reason, without what only a programmer reads. */
async function refuses(database: string, args: readonly string[], reason: RegExp, input = ""): Promise<void> {
  const { code, stdout, stderr } = await waybill(database, args, input);
  expect(code, `waybill ${args.join(" ")}\n${stdout}${stderr}`).toBeGreaterThan(0);
  expect(stderr).toMatch(reason);
  expect(stderr).not.toMatch(/panicked|backtrace|RUST_BACKTRACE/);
}

const head = "order_number,ordered_at,country,sku,quantity,unit_price,product_name,customer_email";
const orders = (...lines: string[]) => `${[head, ...lines].join("\n")}\n`;
const good = orders("A-1,2026-01-05 10:15,JP,P-1,2,1200,マグカップ,a@b.example", "A-1,,,P-2,1,800,皿,", "A-2,2026-01-06 10:15,US,P-1,1,1200,マグカップ,");

test("OPS-01 migrate: twice is as good as once, and other commands migrate by themselves", async () => {
  const { database, file } = fresh();
  await succeeds(database, ["migrate"]);
  const { size } = await stat(file);
  await succeeds(database, ["migrate"]);
  expect((await stat(file)).size).toBe(size);
  await succeeds(fresh().database, ["user", "add", "someone@waybill.test"], `${password}\n`);
});

test("OPS-01 a database that can't be had: each command says why and fails", async () => {
  const nowhere = await freePort();
  const notOne = await write("not-a.db", "This is no database, but a text that is long enough to look at. ".repeat(100));
  for (const [database, reason] of [
    ["mysql://root@127.0.0.1/waybill", /sqlite:|postgres:/],
    ["", /names no file/],
    [`postgres://waybill@127.0.0.1:${nowhere}/waybill`, /can't be reached|cannot be reached|refused/i],
    [sqlite("/proc/no/such/place.db"), /does not exist; make it first/],
    [sqlite(folder()), /is a folder; name a file in it/],
    [sqlite(notOne), /is not a SQLite database/],
  ] as const) {
    const commands = [["migrate"], ["seed", "--orders", "1"], ["user", "add", "a@waybill.test"], ["serve", "--addr", `127.0.0.1:${nowhere}`]];
    // One is tried for a while: a server that is only just starting would be waited for.
    for (const args of database.startsWith("postgres") ? commands.slice(0, 1) : commands) {
      await test.step(`${args[0]} on ${database}`, () => refuses(database, args, reason, `${password}\n`));
    }
  }
});

test("OPS-01 serve: an address that is taken or none is told", async () => {
  const taken = createServer();
  taken.listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const { database } = fresh();
  await refuses(database, ["serve", "--addr", `127.0.0.1:${port}`], /can't listen on 127\.0\.0\.1:\d+: choose another with --addr/);
  taken.close();
  await refuses(database, ["serve", "--addr", "everywhere"], /invalid value 'everywhere' for '--addr/);
});

test("OPS-01 the command line explains itself", async () => {
  const { database } = fresh();
  const { stdout } = await succeeds(database, ["--help"]);
  for (const command of ["serve", "migrate", "seed", "import", "user"]) expect(stdout).toContain(command);
  expect((await succeeds(database, ["--version"])).stdout).toMatch(/^waybill \d+\.\d+\.\d+/);
  await refuses(database, ["sail"], /unrecognized subcommand 'sail'/);
  await refuses(database, ["import", "orders"], /--channel/);
});

test("OPS-01 seed: the same seed gives the same orders, another seed others", async ({ page, startOwn }) => {
  const shown = async (seed: string) => {
    const own = await startOwn([["seed", "--orders", "400", "--seed", seed, "--as-of", "2026-11-22T09:00:00Z"]]);
    await page.context().clearCookies();
    await signIn(page, "viewer", { at: own });
    const told: unknown[] = [];
    for (const query of ["", "to=international"]) {
      const answer = await page.request.get(`${own.url}/api/orders/list_new?query=${encodeURIComponent(`${query}&rows=200`)}`);
      const { rows } = (await answer.json()) as { rows: { number: string; placed: { iso: string }; total: unknown; member: unknown; first_item: unknown }[] };
      told.push(...rows.map(({ number, placed, total, member, first_item }) => [number, placed.iso, total, member, first_item]));
    }
    expect(told.length).toBeGreaterThan(3);
    return told;
  };
  const first = await shown("7");
  expect(await shown("7")).toEqual(first);
  expect(await shown("8")).not.toEqual(first);
});

test("OPS-01 seed: says how to sign in, and refuses a database that is in use", async ({ page }) => {
  const { database } = fresh();
  const { stdout, stderr } = await succeeds(database, ["seed", "--orders", "20", "--seed", "1"]);
  expect(stderr).toMatch(/20 orders in /);
  const [, who, secret] = /^Sign in as (\S+) with the password (\S+)\n$/.exec(stdout) ?? [];
  const server = await serve(database, await freePort(), "seeded");
  await visit(page, `${server.url}/sign-in`);
  await fillSignIn(page, who ?? "", secret ?? "");
  await expect(page.locator(".nav-user")).toContainText("Owner");
  // It would complain of the server's end.
  await page.goto("about:blank");
  await server.stop();

  await refuses(database, ["seed", "--orders", "20"], /the database is not empty/);
  await refuses(fresh().database, ["seed", "--orders", "-1"], /invalid|unexpected/);
  await refuses(fresh().database, ["seed", "--orders", "99999999999999"], /too many/);
});

test("OPS-01 user: who is added may sign in; what is wrong with an email, a password or a role is told", async ({ page, startOwn }) => {
  const own = await startOwn([]);
  const add = (email: string, ...rest: string[]) => ["user", "add", email, ...rest];
  const { stdout } = await succeeds(own.database, add("New.Hand@waybill.test", "--role", "fulfilment"), `${password}\r\n`);
  expect(stdout).toBe("new.hand@waybill.test may sign in as fulfilment.\n");
  // While the server runs.
  await visit(page, `${own.url}/sign-in`);
  await fillSignIn(page, "new.hand@waybill.test", password);
  await expect(page.locator(".nav-user")).toContainText("Fulfilment");
  expect((await succeeds(own.database, add("looker@waybill.test"), password)).stdout).toContain("as viewer");

  await refuses(own.database, add("NEW.hand@waybill.test"), /Somebody signs in with this email already\./, password);
  await refuses(own.database, add("nobody"), /This is no email address\./, password);
  await refuses(own.database, add("a@waybill.test"), /A password has at least 10 characters\./, "short\n");
  await refuses(own.database, add("a@waybill.test"), /A password has at least 10 characters\./, "");
  await refuses(own.database, add("a@waybill.test"), /A password has at most 256 characters\./, "x".repeat(257));
  await refuses(own.database, add("b", "--role", "owner"), /This is no email address\. A password has at least 10 characters\./, "short");
  await refuses(own.database, add("a@waybill.test", "--role", "admiral"), /admiral/, password);
});

test("OPS-01 import: a dry run keeps nothing, the import creates, a second one changes nothing", async ({ page, startOwn }) => {
  const own = await startOwn([]);
  const file = await write("orders.csv", good);
  const run = async (...rest: string[]) => (await succeeds(own.database, ["import", "orders", file, "--channel", "SHOP", ...rest])).stdout;
  const numbers = async () => {
    const answer = await page.request.get(`${own.url}/api/orders/list_new?query=`);
    const { rows, counts } = (await answer.json()) as { rows: { number: string }[]; counts: [string, string, { counted: number }][] };
    return { numbers: rows.map((row) => row.number), all: counts.reduce((all, [, , { counted }]) => all + counted, 0) };
  };
  await signIn(page, "viewer", { at: own });

  const tried = await run("--dry-run");
  expect(tried).toMatch(/Rows read: 3/);
  expect(tried).toMatch(/2 \(3 rows\)/);
  expect(await numbers()).toEqual({ numbers: [], all: 0 });

  expect(await run()).toMatch(/Orders created: 2 \(3 rows\)/);
  const imported = await numbers();
  expect(imported.all).toBe(2);
  const again = await run();
  expect(again).toMatch(/Orders created: 0 \(0 rows\)/);
  expect(again).toMatch(/Orders unchanged: 2 \(3 rows\)/);
  expect(await numbers()).toEqual(imported);
  expect(JSON.parse(await run("--json"))).toMatchObject({ rows_read: 3, unchanged: { orders: 2 }, rejected: [] });
  expect(await run("--language", "ja")).toMatch(/[\u3040-\u30ff]/);

  await visit(page, `${own.url}/orders/A-1`);
  await expect(page.getByText("マグカップ")).toBeVisible();
  await expect(page.getByText("皿")).toBeVisible();
  await expect(page.getByText(/^Imported from orders\.csv/)).toBeVisible();
});

test("OPS-01 import: a bad row is rejected by its line and its reason, the other orders come in", async () => {
  const { database } = fresh();
  const file = await write(
    "partly.csv",
    orders(
      "B-1,2026-01-05,JP,P-1,2,1200,x,",
      "B-2,yesterday,JP,P-1,1,1200,x,",
      "B-3,2026-01-05,JP,P-1,0,1200,x,",
      "B-4,2026-01-05,JP,P-1,1,12.345,x,",
      "B-5,2026-01-05,JP,P-1,1,1200,x,not an email",
      ",2026-01-05,JP,P-1,1,1200,x,",
      "B-7,2026-01-05,Atlantis,P-1,1,1200,x,",
    ),
  );
  const { stdout } = await succeeds(database, ["import", "orders", file, "--channel", "SHOP"]);
  expect(stdout).toMatch(/Rows read: 7/);
  expect(stdout).toMatch(/Orders created: 2 \(2 rows\)/);
  expect(stdout).toMatch(/Rows rejected: 5/);
  for (const line of [3, 4, 5, 6, 7]) expect(stdout).toMatch(new RegExp(`line ${line}\\b.*: \\S`));
});

test("OPS-01 import: a file that is none is refused as a whole, and nothing of it is kept", async ({ page, startOwn }) => {
  const own = await startOwn([]);
  await signIn(page, "viewer", { at: own });
  const huge = await write("huge.csv", head);
  await truncate(huge, 200 * 1024 * 1024);
  const files: [string, RegExp][] = [
    ["/no/such/file.csv", /No such file|does not exist|can't be read|cannot be read/i],
    [folder(), /director|not a file|no file/i],
    [await write("empty.csv", ""), /empty|no rows/i],
    [await write("heading.csv", `${head}\n`), /empty|heading|no rows/i],
    [await write("columns.csv", "order,when,what\n1,2,3\n"), /column/i],
    [await write("misspelt.csv", good.replace("unit_price", "unitprice")), /unit_?price/],
    [await write("twice.csv", good.replace("customer_email", "sku")), /sku/],
    [await write("cut.csv", `${good}A-3,2026-01-`), /cut|middle|end|stops/i],
    [await write("quote.csv", `${good}"A-3,2026-01-05,JP,P-1,1,1200,x,`), /quot/i],
    [await write("picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 1, 2, 3])), /binary|kind|neither|text/i],
    [await write("old.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)])), /xls|password|Excel/i],
    [await write("damaged.xlsx", Buffer.from([0x50, 0x4b, 0x03, 0x04, ...Array(600).fill(7)])), /workbook|damaged|xlsx|read/i],
    [await write("utf16.csv", Buffer.from(`\ufeff${good}`, "utf16le")), /UTF-16|encod/i],
    [huge, /MiB|large|size/i],
  ];
  for (const [file, reason] of files) {
    await test.step(path.basename(file), async () => {
      await refuses(own.database, ["import", "orders", file, "--channel", "SHOP"], reason);
      await refuses(own.database, ["import", "orders", file, "--channel", "SHOP", "--language", "ja"], /[\u3040-\u30ff\u4e00-\u9fff]/);
    });
  }
  await refuses(own.database, ["import", "orders", files[2]?.[0] ?? "", "--channel", "SHOP", "--format", "their-own"], /invalid value 'their-own'/);
  await refuses(own.database, ["import", "orders", files[2]?.[0] ?? "", "--channel", "SHOP", "--payment", "shells"], /invalid value 'shells'/);
  await refuses(own.database, ["import", "orders", files[2]?.[0] ?? "", "--channel", ""], /channel/i);
  await visit(page, `${own.url}/orders/new`);
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
});

test("OPS-01 import: an order of 600 lines, and a file in CP932 from a Japanese Excel", async ({ page, startOwn }) => {
  const own = await startOwn([]);
  const many = await write("many.csv", orders(...Array.from({ length: 600 }, (_, i) => `L-1,2026-01-05,JP,P-${i},1,100,name,`)));
  expect((await succeeds(own.database, ["import", "orders", many, "--channel", "SHOP"])).stdout).toMatch(/Orders created: 1 \(600 rows\)/);
  // 湯呑 in CP932.
  const [before, after] = orders("K-1,2026-01-05,JP,P-1,1,100,NAME,").split("NAME");
  const cp932 = Buffer.concat([Buffer.from(before ?? ""), Buffer.from([0x93, 0x92, 0x93, 0xdb]), Buffer.from(after ?? "")]);
  await succeeds(own.database, ["import", "orders", await write("sjis.csv", cp932), "--channel", "SHOP"]);
  await signIn(page, "viewer", { at: own });
  await visit(page, `${own.url}/orders/K-1`);
  await expect(page.getByText("湯呑")).toBeVisible();
  await visit(page, `${own.url}/orders/L-1`);
  await expect(page.locator(".product-lines > li")).toHaveCount(600);
});

test("OPS-01 import: the real file, each of its 2,709 rows accounted for, and a second time nothing", async () => {
  test.skip(!existsSync(realOrders), `the real orders are not on this machine: ${realOrders}`);
  const { database } = fresh();
  const run = async (...rest: string[]) => {
    const args = ["import", "orders", realOrders, "--channel", "RETAIL", "--format", "online-retail", "--payment", "card", ...rest];
    return (await succeeds(database, args)).stdout;
  };
  const amount = (report: string, line: string) => Number(new RegExp(`${line}[^\\n]*?\\(([\\d,]+) rows\\)`).exec(report)?.[1]?.replaceAll(",", ""));
  const first = await run();
  expect(first).toContain("Rows read: 2,709");
  const rejected = Number(/Rows rejected: ([\d,]+)/.exec(first)?.[1]);
  expect(amount(first, "Orders created") + amount(first, "Canceled orders created") + rejected).toBe(2709);
  expect(first.match(/^ +line \d+.*: \S.*$/gm)).toHaveLength(rejected);
  const second = await run();
  expect(second).toMatch(/Orders created: 0 \(0 rows\)/);
  expect(amount(second, "Orders unchanged") + rejected).toBe(2709);
});
