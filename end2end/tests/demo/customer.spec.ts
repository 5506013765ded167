import { expect, signIn, test, visit } from "../../fixtures.ts";

interface Customer {
  row: { id: number; email: string | null };
}

test("CUS-01 page: what the demo's customers have: addresses, phone, claims and the way to their new orders", async ({ page }) => {
  await signIn(page, "viewer");
  const answer = await page.request.get(`/api/customers/list?query=${encodeURIComponent("rows=200")}`);
  const { rows } = (await answer.json()) as { rows: Customer["row"][] };
  const seen = { addresses: 0, claims: 0 };
  for (const { id } of rows.slice(0, 60)) {
    const detail = await page.request.get("/api/customers/get", { params: { id: String(id), query: "" } });
    const { addresses, claims, row } = (await detail.json()) as { addresses: string[][]; claims: { order_number: string }[] } & Customer;
    const look = (addresses.length > 0 && seen.addresses === 0) || (claims.length > 0 && seen.claims === 0);
    if (!look) continue;
    seen.addresses += addresses.length;
    seen.claims += claims.length;
    await visit(page, `/customers/${id}`);
    await expect(page.locator("address")).toHaveCount(addresses.length);
    for (const line of addresses[0] ?? []) await expect(page.locator("address").first()).toContainText(line);
    for (const claim of claims) {
      await expect(page.locator("li.claim").getByRole("link", { name: claim.order_number })).toHaveAttribute("href", `/orders/${claim.order_number}`);
    }
    if (claims.length === 0) await expect(page.getByText("No claim.")).toBeVisible();
    if (row.email) {
      await page.getByRole("link", { name: "New orders of this customer" }).click();
      await expect(page).toHaveURL(`/orders/new?email=${encodeURIComponent(row.email).replace("%20", "+")}`);
    }
  }
  expect(seen.addresses).toBeGreaterThan(0);
  expect(seen.claims).toBeGreaterThan(0);
});
