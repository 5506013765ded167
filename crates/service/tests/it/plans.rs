//! How a database goes about statements: whether each reads what it shows, and no more.

use std::collections::BTreeMap;

use sea_orm::sea_query::{PostgresQueryBuilder, QueryBuilder as _};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use store::testing::TestDb;

/// How a database goes about a statement.
pub enum Plan {
    /// The rows of `EXPLAIN QUERY PLAN`: the parent's id and the text.
    Sqlite { sql: String, steps: Vec<(i64, String)> },
    /// The tree of `EXPLAIN (FORMAT JSON)`.
    Postgres { sql: String, tree: serde_json::Value },
}

/// The plans of these statements, one for each text.
pub async fn plans(db: &TestDb, statements: Vec<Statement>) -> Vec<Plan> {
    let distinct: BTreeMap<String, Statement> =
        statements.into_iter().map(|statement| (statement.sql.clone(), statement)).collect();
    let tx = db.store.reader().begin().await.unwrap();
    if db.store.backend() == DbBackend::Postgres {
        // Tables of a test are small enough to be read as a whole; what is asked is whether they need to be.
        tx.execute_unprepared("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            .await
            .unwrap();
    }
    let mut plans = Vec::new();
    for (sql, statement) in distinct {
        let explain = |how: &str| Statement { sql: format!("{how} {sql}"), ..statement.clone() };
        plans.push(match db.store.backend() {
            DbBackend::Sqlite => {
                let rows = tx.query_all_raw(explain("EXPLAIN QUERY PLAN")).await.unwrap();
                let steps = rows
                    .iter()
                    .map(|row| (row.try_get_by("parent").unwrap(), row.try_get_by("detail").unwrap()));
                Plan::Sqlite { steps: steps.collect(), sql }
            }
            _ => {
                // As a prepared statement, which is how the store runs it: planned without its values.
                tx.execute_unprepared(&format!("PREPARE asked AS {sql}")).await.unwrap();
                let values = statement.values.iter().flat_map(|values| &values.0);
                let values: Vec<_> =
                    values.map(|value| PostgresQueryBuilder.value_to_string(value)).collect();
                let execute = match values.as_slice() {
                    [] => "EXECUTE asked".to_owned(),
                    values => format!("EXECUTE asked ({})", values.join(", ")),
                };
                let explain = format!("EXPLAIN (FORMAT JSON) {execute}");
                let row = tx.query_one_raw(Statement::from_string(DbBackend::Postgres, explain)).await;
                let row = row.unwrap().unwrap();
                tx.execute_unprepared("DEALLOCATE asked").await.unwrap();
                let tree: serde_json::Value = row.try_get_by(0).unwrap();
                Plan::Postgres { tree: tree[0]["Plan"].clone(), sql }
            }
        });
    }
    plans
}

/// Tables that `statements::a_table_worth_an_index` fills: PostgreSQL goes through an index of few rows as a whole, with good reason.
const FILLED: [&str; 10] = [
    "order",
    "order_line",
    "order_term",
    "shipment",
    "shipment_line",
    "shipment_term",
    "customer",
    "claim",
    "claim_line",
    "audit",
];
/// Tables of a few dozen rows at most in any shop, read whole.
const SMALL: [&str; 7] =
    ["merchant", "channel", "location", "delivery_policy", "shipping_option", "carrier", "user"];

/// What bears one number is few rows, which are sorted.
const FEW: &str = r#""shipment"."id" IN"#;

impl Plan {
    /// Each large table is entered by a key or a range of an index, and a page's rows come out of it in their order.
    pub fn assert_reads_ranges(&self) {
        match self {
            Self::Sqlite { sql, steps } => {
                for (parent, step) in steps {
                    let fault = if let Some(scanned) = step.strip_prefix("SCAN ") {
                        let table = scanned.split(' ').next().unwrap_or_default();
                        // The page's keys or the counted rows, found before; a SELECT without a table; a table that is folded before it is long.
                        !SMALL.contains(&table)
                            && !["page", "found", "lane_delta"].contains(&table)
                            // A lane's page, read off its range.
                            && !table.starts_with("lane_")
                            && scanned != "CONSTANT ROW"
                            // What it holds is what was asked for; or a page is read off its start.
                            && !scanned.contains("_part")
                            && (!scanned.contains("INDEX ux_product_code") || sql.contains("product_term"))
                    } else {
                        // The rows of a page may be sorted again; their keys may not, for then all were read.
                        let sorts =
                            *parent != 0 && step.contains("TEMP B-TREE") && !step.contains("GROUP BY");
                        // The pages of several lanes are merged: each is no longer than a page.
                        let of_page =
                            steps.iter().any(|(of, step)| of == parent && step.starts_with("SCAN lane_"));
                        sorts && !of_page && !sql.contains(FEW)
                    };
                    assert!(!fault, "{step}\nof {steps:#?}\nof {sql}");
                }
                // By their ids, and not by going through a lane for them.
                let of_shipments = |with: &str| {
                    let step =
                        |step: &String| step.starts_with("SEARCH shipment USING") && step.contains(with);
                    steps.iter().any(|(_, text)| step(text))
                };
                let by_id = of_shipments("(rowid=?)") && !of_shipments("lane=?");
                assert!(!sql.contains(FEW) || by_id, "{steps:#?}\nof {sql}");
            }
            // A customer's claims are few: they are found by their orders, and sorted; so are the products that a word finds.
            Self::Postgres { sql, tree } => {
                let may_sort = ["FROM \"claim\"", "FROM \"product\" WHERE", FEW];
                ranges_only(sql, tree, may_sort.iter().any(|from| sql.contains(from)));
            }
        }
    }
}

fn ranges_only(sql: &str, node: &serde_json::Value, may_sort: bool) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let reads_much = node["Relation Name"].as_str().is_some_and(|table| FILLED.contains(&table));
    assert!(!reads_much || node["Index Cond"].is_string(), "{kind} without a range\n{node:#}\nof {sql}");
    for child in node["Plans"].as_array().into_iter().flatten() {
        let is_sorted = kind == "Limit" && child["Node Type"] == "Sort";
        assert!(may_sort || !is_sorted, "all rows are sorted for a page\n{node:#}\nof {sql}");
        ranges_only(sql, child, may_sort);
    }
}
