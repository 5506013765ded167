// Playwright's global set-up: fills the databases, starts the servers, and gives back what stops them.
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { email, password, roles, type Server, servers } from "./servers.ts";
import { type Running, serve, sqlite, succeeds } from "./waybill.ts";

export default async function startServers(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "waybill-e2e-"));
  // The workers inherit this.
  process.env.WAYBILL_E2E_DIR = folder;
  const running: Running[] = [];

  async function stop(): Promise<void> {
    const stopped = await Promise.allSettled(running.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
    for (const outcome of stopped) if (outcome.status === "rejected") throw outcome.reason;
  }

  try {
    for (const server of Object.values<Server>(servers)) {
      if (server.missing) {
        console.log(`skipping the project "${server.name}": ${server.missing}`);
        continue;
      }
      running.push(await start(server, folder));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function start(server: Server, folder: string): Promise<Running> {
  const database = sqlite(path.join(folder, `${server.name}.db`));
  await succeeds(database, ["migrate"]);
  for (const args of server.fill) await succeeds(database, args);
  if (server.people) {
    for (const role of roles) await succeeds(database, ["user", "add", email(role), "--role", role], `${password}\n`);
  }
  return serve(database, server.port, server.name);
}
