// Pictures of products: sent, shown, replaced, removed, refused; with scripts and without.
import { expect, expectNoAxeViolations, hydrated, type Page, signIn, test, visit } from "../../fixtures.ts";
import { orderNumbers } from "../../list.ts";

const seed = [["seed", "--orders", "400", "--seed", "1"]];

const file = (name: string, base64: string) => ({ name, mimeType: "image/png", buffer: Buffer.from(base64, "base64") });
/** 40 by 30 pixels. */
const red = file(
  "red.png",
  "iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAIAAADRv8uKAAAAKElEQVR42u3NsQ0AAAjAoP7/tJ6hAwk7TZ1ILBaLxWKxWCwWi8V/4wU+nauNixxYhAAAAABJRU5ErkJggg==",
);
/** 20 by 20 pixels. */
const blue = file("blue.png", "iVBORw0KGgoAAAANSUhEUgAAABQAAAAUCAIAAAAC64paAAAAGklEQVR42mNQcDhANmIY1TyqeVTzqOaB1QwAjYXCEIW+J1gAAAAASUVORK5CYII=");
const text = { name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") };
const large = { name: "large.png", mimeType: "image/png", buffer: Buffer.alloc(8 * 1024 * 1024 + 1) };

/** The Product ID of the mug. */
const mug = async (page: Page, url: string): Promise<string> => (await (await page.request.get(`${url}/api/items/list?query=q%3Dlum-mug`)).json()).rows[0].code;
const saved = (code: string) => `/items/${code}?picture=%22Saved%22#picture`;

const part = (page: Page) => page.locator("#picture");
const shown = (page: Page) => part(page).getByRole("img", { name: /^Picture of / });
const chooser = (page: Page) => page.locator("#picture-file");

/** Presses a button of the form and waits for the page that it leads back to, whose address may be the same. */
async function press(page: Page, name: string): Promise<void> {
  const loaded = page.waitForEvent("load");
  await part(page).getByRole("button", { name }).click();
  await loaded;
  await hydrated(page);
}

/** Waits for a picture to have come, and tells its width in pixels. */
async function expectWidth(picture: ReturnType<typeof shown>, width: number): Promise<void> {
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(width);
}

/** Sends a picture and waits for what is told of it. */
async function send(page: Page, picture: typeof red, button: string, told: string): Promise<void> {
  await chooser(page).setInputFiles(picture);
  await press(page, button);
  await expect(part(page).getByText(told)).toBeInViewport();
}

/** Sends a picture, sees it, replaces it, is refused, and removes it. */
async function lead(page: Page, list: string): Promise<void> {
  await expect(part(page).getByText("No picture", { exact: true })).toBeVisible();
  await send(page, red, "Save picture", "The picture is saved.");
  await expectWidth(shown(page), 40);
  await send(page, blue, "Replace picture", "The picture is saved.");
  await expectWidth(shown(page), 20);
  // What is no picture takes nothing away from the one that is there.
  await send(page, text, "Replace picture", "That is no picture, or of a kind that can't be read.");
  await expect(chooser(page)).toHaveAccessibleDescription(/That is no picture/);
  await expectWidth(shown(page), 20);
  await press(page, "Replace picture");
  await expect(part(page).getByText("Choose a picture first.")).toBeInViewport();
  await visit(page, list);
  await expectWidth(page.locator("tbody .thumb img"), 20);
  await page.goBack();
  await hydrated(page);
  await press(page, "Remove picture");
  await expect(part(page).getByText("The picture is removed.")).toBeInViewport();
  await expect(part(page).getByText("No picture", { exact: true })).toBeVisible();
  await visit(page, list);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody .thumb")).toHaveCount(0);
}

test("ITM-01 a product's picture is sent, seen in the list, replaced and removed", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "fulfilment", { at: own });
  await visit(page, `${own.url}/items?q=lum-mug`);
  await page.getByRole("link", { name: "LUMINA Mug" }).click();
  await expect(part(page)).toBeVisible();
  await expectNoAxeViolations(page, "#picture");
  await lead(page, `${own.url}/items?q=lum-mug`);
  // Before megabytes are sent for nothing.
  await page.goBack();
  await hydrated(page);
  await chooser(page).setInputFiles(large);
  await expect(part(page).getByText("The file is larger than 8 MB.")).toBeVisible();
  await expect(chooser(page)).toHaveValue("");
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("UX-01 ITM-01 without scripts a product's picture is sent, seen in the list, replaced and removed", async ({ page, startOwn }) => {
    const own = await startOwn(seed);
    await signIn(page, "fulfilment", { at: own });
    await page.goto(`${own.url}/items?q=lum-mug`);
    await page.getByRole("link", { name: "LUMINA Mug" }).click();
    await lead(page, `${own.url}/items?q=lum-mug`);
    await page.goBack();
    await send(page, large, "Save picture", "The file is larger than 8 MB.");
  });
});

test("ITM-01 a product's picture stands beside it in an order, and stays while others change it", async ({ page, browser, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  await visit(page, `${own.url}/orders/new`);
  const number = (await orderNumbers(page))[0] ?? "";
  const order = await (await page.request.get(`${own.url}/api/orders/get?number=${number}`)).json();
  const item = `${own.url}/items/${order.lines[0].product_code}`;
  await visit(page, item);
  await send(page, red, "Save picture", "The picture is saved.");
  await expectNoAxeViolations(page, "#picture");
  await visit(page, `${own.url}/orders/${number}`);
  await expectWidth(page.locator(".product-line").first().locator("img"), 40);
  // Somebody else is faster: theirs is shown, and nothing is lost of it.
  await visit(page, item);
  await chooser(page).setInputFiles(red);
  const read: string[] = [];
  page.on("request", (request) => read.push(new URL(request.url()).pathname));
  const context = await browser.newContext({ locale: "en-GB", storageState: await page.context().storageState() });
  const other = await context.newPage();
  await visit(other, item);
  await send(other, blue, "Replace picture", "The picture is saved.");
  await other.goto("about:blank");
  await context.close();
  // A file that is chosen is not lost to what others change.
  await expect.poll(() => read).toContain("/api/desk/get");
  expect(read).not.toContain("/api/items/get");
  expect(await chooser(page).evaluate((input: HTMLInputElement) => input.files?.length)).toBe(1);
  await chooser(page).setInputFiles({ ...red, buffer: blue.buffer.subarray(0, 50) });
  await press(page, "Replace picture");
  await expect(part(page).getByText("The file is damaged")).toBeInViewport();
  await expectWidth(shown(page), 20);
});

test("ITM-01 SEC-02 a picture that somebody else has changed meanwhile is not overwritten", async ({ page, startOwn }) => {
  const own = await startOwn(seed);
  await signIn(page, "manager", { at: own });
  const product = await mug(page, own.url);
  const put = async (was: string, picture: typeof red) => {
    const answer = await page.request.post(`${own.url}/pictures`, { multipart: { product, was, file: picture }, maxRedirects: 0 });
    return answer.headers().location ?? "";
  };
  expect(await put("", red)).toBe(saved(product));
  // The same once more, as after an answer that was lost.
  expect(await put("", red)).toBe(saved(product));
  await visit(page, `${own.url}${await put("", blue)}`);
  await expect(part(page).getByText("Somebody else has changed the picture meanwhile.")).toBeInViewport();
  await expectWidth(shown(page), 40);
});

test("SEC-01 ITM-01 pictures are for people of the desk, and changed by whoever may", async ({ page, request, browser, startOwn }) => {
  const own = await startOwn(seed);
  const send = (client: typeof request, product: string, headers = {}) =>
    client.post(`${own.url}/pictures`, { multipart: { product, was: "", file: red }, headers, maxRedirects: 0 });
  expect((await send(request, "P1")).headers().location).toMatch(/^\/sign-in/);
  await signIn(page, "manager", { at: own });
  const code = await mug(page, own.url);
  expect((await send(page.request, code, { "sec-fetch-site": "cross-site" })).status()).toBe(403);
  expect((await send(page.request, code)).headers().location).toBe(saved(code));
  const gone = (await send(page.request, "NO-SUCH")).headers().location ?? "";
  expect((await page.request.get(`${own.url}${gone}`)).status()).toBe(404);

  const item = await (await page.request.get(`${own.url}/api/items/get?code=${code}`)).json();
  const address = `${own.url}/pictures/${item.row.picture}`;
  const outside = await request.get(`${address}/small.jpg`, { maxRedirects: 0 });
  expect([outside.status(), outside.headers().location]).toEqual([303, expect.stringMatching(/^\/sign-in/)]);

  const context = await browser.newContext({ locale: "en-GB" });
  const viewer = await context.newPage();
  await signIn(viewer, "viewer", { at: own });
  for (const name of ["small.jpg", "large.jpg"]) {
    const answer = await viewer.request.get(`${address}/${name}`);
    const headers = answer.headers();
    expect(answer.status()).toBe(200);
    expect(headers["content-type"]).toBe("image/jpeg");
    expect(headers["cache-control"]).toBe("private, max-age=31536000, immutable");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect([...(await answer.body()).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  }
  for (const path of [`${item.row.picture}/huge.jpg`, "0000/small.jpg", "%00/small.jpg"]) {
    expect((await viewer.request.get(`${own.url}/pictures/${path}`)).status(), path).toBe(404);
  }
  const refused = (await send(viewer.request, code)).headers().location ?? "";
  await visit(viewer, `${own.url}${refused}`);
  await expect(part(viewer).getByText("Your role may not do this.")).toBeVisible();
  await expectWidth(shown(viewer), 40);
  await expect(chooser(viewer)).toHaveCount(0);
  await viewer.goto("about:blank");
  await context.close();
});
