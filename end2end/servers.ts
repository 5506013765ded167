// The servers that the tests run against: real ones, each on a database of its own, made anew for every run.
import { existsSync } from "node:fs";
import path from "node:path";

const firstPort = Number(process.env.WAYBILL_E2E_PORT ?? 3411);

/** Real orders, not part of the project: the tests on them are skipped where the file is absent. */
export const realOrders = path.resolve(
  process.env.WAYBILL_REAL_ORDERS ?? path.join(import.meta.dirname, "../../shared/data/online_retail_sample.csv"),
);

export const roles = ["owner", "manager", "fulfilment", "viewer"] as const;
export type Role = (typeof roles)[number];

export const email = (role: Role) => `${role}@waybill.test`;
export const password = "correct horse battery staple";

export interface Server {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  /** Waybill commands that fill the migrated database. */
  readonly fill: readonly (readonly string[])[];
  /** Whether one person of each role is added. */
  readonly people: boolean;
  /** Why the server cannot be had on this machine. */
  readonly missing?: string;
}

function server(name: string, number: number, rest: Pick<Server, "fill" | "people" | "missing">): Server {
  const port = firstPort + number;
  return { name, port, url: `http://127.0.0.1:${port}`, ...rest };
}

export const servers = {
  /** Orders of many countries, stages and ages, the same in every run. */
  demo: server("demo", 0, { fill: [["seed", "--orders", "10000", "--seed", "1"]], people: true }),
  /** The real orders of a British shop. */
  real: server("real", 1, {
    fill: [["import", "orders", realOrders, "--channel", "RETAIL", "--format", "online-retail", "--payment", "card"]],
    people: true,
    ...(existsSync(realOrders) ? {} : { missing: `the real orders are not on this machine: ${realOrders}` }),
  }),
  /** Nobody has been here before. */
  firstRun: server("first-run", 2, { fill: [], people: false }),
} as const satisfies Record<string, Server>;
