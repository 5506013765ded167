// The binary under test: its commands, and servers of it.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, open, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const readySeconds = 60;

export interface Outcome {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The address of a SQLite file. */
export const sqlite = (file: string) => `sqlite://${file}`;

/** Runs a command on a database to its end. */
export async function waybill(database: string, args: readonly string[], input = ""): Promise<Outcome> {
  const child = spawn(binary(), args, { env: environment(database), stdio: "pipe" });
  const read = (stream: typeof child.stdout) => {
    const text = { whole: "" };
    stream.setEncoding("utf8").on("data", (part: string) => (text.whole += part));
    return text;
  };
  const [stdout, stderr] = [read(child.stdout), read(child.stderr)];
  // A command that does not read its input may be gone before it is written.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout: stdout.whole, stderr: stderr.whole };
}

/** Runs a command that has to succeed; what it printed is shown when it does not. */
export async function succeeds(database: string, args: readonly string[], input = ""): Promise<Outcome> {
  const outcome = await waybill(database, args, input);
  if (outcome.code !== 0) {
    throw new Error(`waybill ${args.join(" ")} ended with ${outcome.code}:\n${outcome.stdout}${outcome.stderr}`);
  }
  return outcome;
}

/** A server that runs until it is stopped. */
export interface Running {
  readonly url: string;
  /** What it has logged so far. */
  log(): Promise<string>;
  /** Ends it; fails when it has panicked, whoever noticed. */
  stop(): Promise<void>;
}

/** How a server differs from the others: further arguments, and variables of its environment. */
export interface Manner {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a server and waits until it answers. `name` is that of its log. */
export async function serve(database: string, port: number, name: string, { args = [], env = {} }: Manner = {}): Promise<Running> {
  await free(port);
  const logs = path.join(process.env.WAYBILL_CACHE ?? path.dirname(folder()), "log", "e2e");
  await mkdir(logs, { recursive: true });
  const log = path.join(logs, `${name}.log`);
  const output = await open(log, "w");
  const child = spawn(binary(), ["serve", "--addr", `127.0.0.1:${port}`, ...args], {
    env: { ...environment(database), ...env },
    stdio: ["ignore", output.fd, output.fd],
  });
  await output.close();

  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    const panic = /^.*panicked at[^]{0,400}/m.exec(await readFile(log, "utf8"));
    if (panic) throw new Error(`the server "${name}" panicked, see ${log}:\n${panic[0]}`);
  };
  try {
    await ready(name, url, child);
  } catch (error) {
    await end(child);
    throw new Error(`${String(error)}\n${await readFile(log, "utf8")}`);
  }
  return { url, log: () => readFile(log, "utf8"), stop };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port could be had");
  return address.port;
}

/** The folder of this run, for databases and whatever else a test leaves behind; removed when the run ends. */
export function folder(): string {
  const folder = process.env.WAYBILL_E2E_DIR;
  if (!folder) throw new Error("the global set-up has not run");
  return folder;
}

function binary(): string {
  const binary = process.env.WAYBILL_BIN;
  if (!binary) throw new Error("WAYBILL_BIN is not set: run the tests by scripts/e2e");
  return binary;
}

function environment(database: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, WAYBILL_DATABASE: database };
  delete env.DATABASE_URL;
  return env;
}

/** Fails when something else listens there: the tests would talk to it. */
async function free(port: number): Promise<void> {
  const probe = createServer();
  probe.listen(port, "127.0.0.1");
  try {
    await once(probe, "listening");
  } catch (error) {
    throw new Error(`port ${port} is taken; choose others with WAYBILL_E2E_PORT (${String(error)})`);
  }
  probe.close();
  await once(probe, "close");
}

async function ready(name: string, url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < readySeconds * 10; tries++) {
    if (over(child)) throw new Error(`the server "${name}" ended by itself (${child.exitCode ?? child.signalCode})`);
    try {
      const answer = await fetch(url, { redirect: "manual" });
      if (answer.status < 500) return;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  throw new Error(`the server "${name}" did not answer within ${readySeconds} seconds`);
}

const over = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (over(child)) return;
  const closed = once(child, "close");
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await closed;
  clearTimeout(patience);
}
