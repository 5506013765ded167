// Requests that no page of the desk makes.
import net from "node:net";
import { expect, signIn, test } from "../../fixtures.ts";

/** Sends bytes as they are, which no client library would, and gives what comes back until the connection ends. */
function raw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.setEncoding("latin1").on("data", (part: string) => (answer += part));
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? resolve(answer) : reject(error)));
    socket.on("close", () => resolve(answer));
  });
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n`;
const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

test("SEC-01 headers: every answer says what it may do, whatever it is", async ({ page, request, server }) => {
  await signIn(page, "viewer");
  const script = /\/pkg\/[^"]+\.js/.exec(await (await page.request.get("/orders/new")).text())?.[0] ?? "";
  expect(script).not.toBe("");
  expect((await request.get(script)).headers()["cache-control"]).toBe("public, max-age=31536000, immutable");
  const answers = [
    await page.request.get("/orders/new"),
    await page.request.get("/no-such-page"),
    await page.request.get("/audit"),
    await page.request.get("/api/desk/get"),
    await request.get("/api/desk/get"),
    await request.get("/", { maxRedirects: 0 }),
    await request.get("/sign-in"),
    await request.get("/icon.svg"),
    await request.get(script),
    await request.get("/pkg/none.js"),
    await request.post("/api/session/sign_out", { headers: { origin: "https://elsewhere.example" } }),
    await request.post("/preferences", { form: { theme: "dark" }, maxRedirects: 0 }),
    await request.post("/preferences", { data: Buffer.alloc(2_000_000) }),
    await request.delete("/orders/new"),
    await request.get("/healthz"),
    await request.get("/readyz"),
    await request.get("/metrics"),
    await request.get("/metrics", { headers: { "x-forwarded-port": "443" } }),
    await request.delete("/healthz"),
  ];
  for (const answer of answers) {
    const at = `${answer.status()} ${answer.url()}`;
    const headers = answer.headers();
    expect(headers["x-content-type-options"], at).toBe("nosniff");
    expect(headers["referrer-policy"], at).toBe("same-origin");
    expect(headers["x-frame-options"], at).toBe("DENY");
    expect(headers["cross-origin-opener-policy"], at).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"], at).toBe("same-origin");
    expect(headers["permissions-policy"], at).toContain("camera=()");
    expect(headers["cache-control"], at).toBeTruthy();
    expect(headers["strict-transport-security"], at).toBeUndefined();
    expect(headers.server, at).toBeUndefined();
    const policy = headers["content-security-policy"] ?? "";
    for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action "]) expect(policy, at).toContain(part);
    expect(policy, at).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:| \*/);
  }
  // A page's scripts are those of its own nonce, which is another one each time.
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const answer = await page.request.get(`${server.url}/orders/new`);
    const nonce = /'nonce-([^']{16,})'/.exec(answer.headers()["content-security-policy"] ?? "")?.[1] ?? "";
    expect(nonce).not.toBe("");
    nonces.add(nonce);
    const html = await answer.text();
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/<style\b|\sstyle=|\son\w+="/);
  }
  expect(nonces.size).toBe(3);
});

test("SEC-01 paths: none leads out of the site's folder, and none is an error of the server", async ({ server }) => {
  const tricks = [
    "/../../../../etc/passwd",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/pkg/../../Cargo.toml",
    "/pkg/..%2f..%2f..%2fCargo.toml",
    "/pkg/%252e%252e%252f%252e%252e%252fetc/passwd",
    "/pkg/..%5c..%5cCargo.toml",
    "/pkg//etc/passwd",
    "//etc/passwd",
    "//evil.example/%2e%2e",
    "/icon.svg%00.html",
    "/pkg/%00",
    "/%00",
    "/%ff%fe",
    "/%",
    "/orders/%00",
    "/orders/%ff",
    "/customers/%00",
    `/pkg/${"a".repeat(300)}.js`,
    `/${"a/".repeat(2_000)}`,
    "/pkg",
    "/pkg/",
    "/.env",
    "/api/../icon.svg",
    "/api/session/sign_in/../../desk/get",
  ];
  for (const path of tricks) {
    const answer = await raw(server.port, get(path));
    expect(status(answer), `${path.slice(0, 60)}: ${answer.slice(0, 200)}`).toBeGreaterThanOrEqual(200);
    expect(status(answer), path.slice(0, 60)).toBeLessThan(500);
    expect(answer, path.slice(0, 60)).not.toMatch(/root:x:|\[workspace\]|panicked/);
    // Led on is only within the site.
    const location = /^location: (.*)\r$/im.exec(answer)?.[1];
    if (location !== undefined) expect(location, path.slice(0, 60)).toMatch(/^\/(?![\/\\])/);
  }
});

test("SEC-01 paths: an address that is too long, heads that are too large and no HTTP at all are refused, and the server goes on", async ({ server, request }) => {
  expect([400, 414, 431]).toContain(status(await raw(server.port, get(`/${"a".repeat(100_000)}`))));
  const cookie = `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${"a".repeat(900_000)}\r\n\r\n`;
  expect([400, 431]).toContain(status(await raw(server.port, cookie)));
  const many = `GET / HTTP/1.1\r\nHost: a\r\n${"x: y\r\n".repeat(500)}\r\n`;
  expect([400, 431]).toContain(status(await raw(server.port, many)));
  expect([400, Number.NaN]).toContain(status(await raw(server.port, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x0d, 0x0a, 0x0d, 0x0a]))));
  const smuggled = "POST /api/session/sign_in HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\nGET /icon.svg HTTP/1.1\r\nHost: a\r\n\r\n";
  const answer = await raw(server.port, smuggled);
  expect(answer.match(/HTTP\/1\.1 /g)?.length ?? 0, answer).toBeLessThanOrEqual(1);
  expect((await request.get("/icon.svg")).status()).toBe(200);
});

test("SEC-01 bodies: what is too large is refused in words, also when it does not say its size", async ({ request, server }) => {
  const large = Buffer.alloc(1024 * 1024 + 1, "a");
  for (const accept of ["text/html", "application/json"]) {
    const answer = await request.post("/api/session/sign_in", { data: large, headers: { accept, "content-type": "application/x-www-form-urlencoded" } });
    expect(answer.status()).toBe(413);
    expect(await answer.text()).toContain("A request like this may hold 1 MB. Nothing was changed.");
  }
  const japanese = await request.post("/preferences", { data: large, headers: { accept: "text/html", "accept-language": "ja" } });
  expect(await japanese.text()).toContain("送信内容が大きすぎます");
  const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
  const chunked = `POST /preferences HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${chunk.repeat(17)}`;
  expect(status(await raw(server.port, chunked))).toBe(413);
});
