// Clients that take their time, so that a server which waited for them would have none left for others.
import net from "node:net";
import { expect, test } from "../../fixtures.ts";

interface Slow {
  readonly socket: net.Socket;
  readonly closed: Promise<string>;
}

/** Opens a connection, sends `head`, then one byte of `rest` each second. */
function trickle(port: number, head: string, rest: string): Slow {
  const socket = net.connect(port, "127.0.0.1", () => socket.write(head));
  let at = 0;
  const timer = setInterval(() => {
    if (!socket.destroyed) socket.write(rest[at++ % rest.length] ?? "a");
  }, 1_000);
  let answer = "";
  socket.setEncoding("latin1").on("data", (part: string) => (answer += part));
  socket.on("error", () => {});
  const closed = new Promise<string>((resolve) =>
    socket.on("close", () => {
      clearInterval(timer);
      resolve(answer);
    }),
  );
  return { socket, closed };
}

test("SEC-01 slow clients: whoever trickles a request's head or body is closed, and others are served meanwhile", async ({ startOwn, request }) => {
  test.setTimeout(120_000);
  const own = await startOwn([]);
  const port = Number(new URL(own.url).port);
  const some = (count: number, head: string, rest: string) => Array.from({ length: count }, () => trickle(port, head, rest));
  const heads = some(100, "GET /sign-in HTTP/1.1\r\nHost: a\r\nX-Slow: ", "b");
  const silent = some(50, "", "\r\n");
  const bodies = some(
    50,
    "POST /api/session/sign_in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n",
    "x",
  );
  // While they all hold their connections, everybody else gets their pages.
  for (let i = 0; i < 20; i++) expect((await request.get(`${own.url}/sign-in`)).status()).toBe(200);
  expect([...heads, ...bodies].filter((slow) => slow.socket.destroyed).length).toBe(0);

  for (const answer of await Promise.all(bodies.map((slow) => slow.closed))) {
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain("The request took too long to arrive");
  }
  for (const answer of await Promise.all([...heads, ...silent].map((slow) => slow.closed))) {
    // No request of theirs was ever looked at.
    expect(answer).not.toMatch(/^HTTP\/1\.1 200/);
  }
  expect((await request.get(`${own.url}/sign-in`)).status()).toBe(200);
});
