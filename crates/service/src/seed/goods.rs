//! What the demo merchant sells: products of a fan store, their SKUs, and how many of each can still be released.

use domain::id::{LocationId, ProductId, SkuId};
use domain::time::Timestamp;
use store::entity::{product, sku};

use super::chance::{Chance, Source, Stream};
use super::routes::{POLICIES, Route};

/// A kind of product, made for every act.
struct Kind {
    code: &'static str,
    name: &'static str,
    /// What customs and carriers read.
    delivery_name: &'static str,
    options: &'static [(&'static str, &'static str)],
    /// Yen.
    price: i64,
    grams: i32,
    hs_code: &'static str,
    origin: &'static str,
    /// A place in `POLICIES`.
    policy: usize,
}

#[rustfmt::skip]
static KINDS: [Kind; 14] = [
    Kind { code: "ACR", name: "Acrylic Stand", delivery_name: "Acrylic figure stand", options: MEMBERS, price: 1_650, grams: 90, hs_code: "392640", origin: "JP", policy: 0 },
    Kind { code: "KEY", name: "Rubber Keyring", delivery_name: "Key ring, rubber", options: MEMBERS, price: 880, grams: 25, hs_code: "401699", origin: "CN", policy: 0 },
    Kind { code: "BDG", name: "Can Badge Set", delivery_name: "Metal badge", options: ONE, price: 1_200, grams: 60, hs_code: "831000", origin: "JP", policy: 0 },
    Kind { code: "MUG", name: "Mug", delivery_name: "Ceramic mug", options: ONE, price: 2_200, grams: 420, hs_code: "691110", origin: "JP", policy: 1 },
    Kind { code: "FRM", name: "Signed Print, Framed", delivery_name: "Framed print", options: ONE, price: 9_800, grams: 1_350, hs_code: "491191", origin: "JP", policy: 1 },
    Kind { code: "CAL", name: "Desk Calendar 2027", delivery_name: "Calendar, printed", options: ONE, price: 2_750, grams: 380, hs_code: "491000", origin: "JP", policy: 2 },
    Kind { code: "BOX", name: "Season Greetings Box", delivery_name: "Stationery set", options: ONE, price: 5_500, grams: 1_100, hs_code: "482010", origin: "KR", policy: 2 },
    Kind { code: "TEE", name: "Tour T-Shirt", delivery_name: "T-shirt, cotton", options: SIZES, price: 4_400, grams: 220, hs_code: "610910", origin: "BD", policy: 3 },
    Kind { code: "HOD", name: "Tour Hoodie", delivery_name: "Hooded sweatshirt, cotton", options: SIZES, price: 8_800, grams: 640, hs_code: "611020", origin: "VN", policy: 3 },
    Kind { code: "PST", name: "Poster B2", delivery_name: "Poster, printed", options: VERSIONS, price: 1_320, grams: 150, hs_code: "491191", origin: "JP", policy: 4 },
    Kind { code: "TPS", name: "Wall Tapestry", delivery_name: "Tapestry, polyester", options: ONE, price: 3_850, grams: 260, hs_code: "630790", origin: "CN", policy: 4 },
    Kind { code: "ALB", name: "Mini Album", delivery_name: "Compact disc", options: VERSIONS, price: 2_640, grams: 310, hs_code: "852349", origin: "KR", policy: 5 },
    Kind { code: "DVD", name: "Live Blu-ray", delivery_name: "Blu-ray disc", options: ONE, price: 7_700, grams: 260, hs_code: "852349", origin: "KR", policy: 5 },
    Kind { code: "LGT", name: "Official Light Stick", delivery_name: "LED light stick, battery not included", options: VERSIONS, price: 5_280, grams: 350, hs_code: "940540", origin: "KR", policy: 6 },
];

const ONE: &[(&str, &str)] = &[("", "")];
const SIZES: &[(&str, &str)] = &[("S", "S"), ("M", "M"), ("L", "L"), ("XL", "XL")];
const VERSIONS: &[(&str, &str)] = &[("A", "Version A"), ("B", "Version B")];
const MEMBERS: &[(&str, &str)] =
    &[("1", "Member 1"), ("2", "Member 2"), ("3", "Member 3"), ("4", "Member 4"), ("5", "Member 5")];

/// The acts, the most popular first.
const ACTS: [(&str, &str); 14] = [
    ("LUM", "LUMINA"),
    ("NV5", "NOVA FIVE"),
    ("HSZ", "Hoshizora"),
    ("KGR", "Kagerou"),
    ("MDN", "Midnight Parade"),
    ("AOI", "AOI"),
    ("PRM", "PRISM"),
    ("SKR", "Sakura Line"),
    ("ECH", "ECHO"),
    ("RVL", "Rivulet"),
    ("TNK", "Tenkiame"),
    ("ORB", "ORBIT"),
    ("YZK", "Yuzuki"),
    ("GLX", "Galaxy Seven"),
];

/// The SKU in a fifth of all orders: the first act's light stick, version A.
const POPULAR: (usize, usize) = (0, 13);

/// A place in [`Goods::skus`].
pub(super) type SkuIndex = usize;

/// A SKU.
#[derive(Clone, Debug)]
pub(super) struct Sku {
    pub product: usize,
    pub code: String,
    pub option_name: Option<&'static str>,
    /// Yen.
    pub price: i64,
    pub policy: usize,
    /// What can still be released at its location, however much is allocated.
    pub available: i32,
    kind: usize,
}

/// A product.
#[derive(Clone, Debug)]
pub(super) struct Product {
    pub code: String,
    pub name: String,
    pub delivery_name: Option<&'static str>,
}

/// Everything on sale.
#[derive(Clone, Debug)]
pub(super) struct Goods {
    pub products: Vec<Product>,
    pub skus: Vec<Sku>,
    pub popular: SkuIndex,
    /// By policy: SKUs that were always on sale, popular ones first; the popular one is not among them.
    by_policy: Vec<Vec<SkuIndex>>,
    /// The same of all policies together.
    regular: Vec<SkuIndex>,
    /// Their product has no delivery name yet; nobody could have shipped one.
    pub nameless: Vec<SkuIndex>,
    /// Sold out, or nearly.
    pub short: Vec<SkuIndex>,
}

impl Goods {
    pub(super) fn new(source: &Source) -> Self {
        let mut chance = source.stream(Stream::Goods, 0);
        let mut goods = Self {
            products: Vec::new(),
            skus: Vec::new(),
            popular: 0,
            by_policy: vec![Vec::new(); POLICIES.len()],
            regular: Vec::new(),
            nameless: Vec::new(),
            short: Vec::new(),
        };
        for (act, (act_code, act_name)) in ACTS.iter().enumerate() {
            for (kind, row) in KINDS.iter().enumerate() {
                goods.add(act, act_code, act_name, kind, row, &mut chance);
            }
        }
        goods
    }

    fn add(
        &mut self,
        act: usize,
        act_code: &str,
        act_name: &str,
        kind: usize,
        row: &Kind,
        chance: &mut Chance,
    ) {
        let product = self.products.len();
        // A few new arrivals whose registration is not complete; each policy has one.
        let nameless = act >= 9 && (act * KINDS.len() + kind) % 9 == 4;
        self.products.push(Product {
            code: format!("P{}", 10_001 + product * 7),
            name: format!("{act_name} {}", row.name),
            delivery_name: (!nameless).then_some(row.delivery_name),
        });
        for (option, (option_code, option_name)) in row.options.iter().enumerate() {
            let index = self.skus.len();
            let popular = (act, kind, option) == (POPULAR.0, POPULAR.1, 0);
            let short = !popular && !nameless && index % 23 == 11;
            self.skus.push(Sku {
                product,
                code: [act_code, row.code, option_code]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join("-"),
                option_name: (!option_name.is_empty()).then_some(option_name),
                price: row.price,
                policy: row.policy,
                available: match (popular, short) {
                    (true, _) => 480,
                    (_, true) => chance.below(3) as i32,
                    _ => chance.between(4, 300) as i32,
                },
                kind,
            });
            match (popular, nameless) {
                (true, _) => self.popular = index,
                (_, true) => self.nameless.push(index),
                _ => {
                    self.by_policy[row.policy].push(index);
                    self.regular.push(index);
                }
            }
            if short {
                self.short.push(index);
            }
        }
    }

    /// A SKU that was always on sale: earlier acts sell better.
    pub(super) fn any(&self, chance: &mut Chance) -> SkuIndex {
        skewed(&self.regular, chance)
    }

    /// The same of one policy.
    pub(super) fn of_policy(&self, policy: usize, chance: &mut Chance) -> SkuIndex {
        skewed(&self.by_policy[policy], chance)
    }

    pub(super) fn product_of(&self, sku: SkuIndex) -> &Product {
        &self.products[self.skus[sku].product]
    }

    pub(super) fn product_rows(&self, at: Timestamp) -> Vec<product::Model> {
        self.products
            .iter()
            .enumerate()
            .map(|(index, row)| product::Model {
                id: product_id(index),
                code: row.code.clone(),
                name: row.name.clone(),
                delivery_name: row.delivery_name.map(str::to_owned),
                picture: None,
                changed_at: at,
                version: 1,
            })
            .collect()
    }

    pub(super) fn sku_rows(&self, at: Timestamp) -> Vec<sku::Model> {
        self.skus
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let kind = &KINDS[row.kind];
                sku::Model {
                    id: sku_id(index),
                    product_id: product_id(row.product),
                    code: row.code.clone(),
                    option_name: row.option_name.map(str::to_owned),
                    barcode: Some(barcode(index)),
                    weight_g: Some(kind.grams),
                    hs_code: Some(kind.hs_code.to_owned()),
                    origin: Some(kind.origin.to_owned()),
                    price: Some(row.price),
                    changed_at: at,
                    version: 1,
                }
            })
            .collect()
    }
}

/// Where a SKU lies.
pub(super) fn location_of(sku: &Sku) -> LocationId {
    Route { policy: sku.policy, option: 0 }.location()
}

/// Its row id.
pub(super) const fn sku_id(index: SkuIndex) -> SkuId {
    SkuId(index as i64 + 1)
}

const fn product_id(index: usize) -> ProductId {
    ProductId(index as i64 + 1)
}

fn skewed(of: &[SkuIndex], chance: &mut Chance) -> SkuIndex {
    let at = chance.unit() * chance.unit() * of.len() as f64;
    of[(at as usize).min(of.len() - 1)]
}

/// An EAN-13 from the range that shops use within themselves (20 to 29).
fn barcode(index: usize) -> String {
    let digits = format!("21{:010}", index + 1);
    let sum: u32 = digits
        .bytes()
        .zip([1, 3].iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ops_01_some_hundred_skus_with_codes_of_their_own() {
        let goods = Goods::new(&Source::new(1));
        assert!((300..1_000).contains(&goods.skus.len()), "{}", goods.skus.len());
        let mut codes: Vec<_> = goods.skus.iter().map(|sku| &sku.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), goods.skus.len());
        assert_eq!(goods.skus[goods.popular].code, "LUM-LGT-A");
    }

    #[test]
    fn ops_01_a_few_products_lack_what_a_release_needs() {
        let goods = Goods::new(&Source::new(1));
        let nameless = goods.products.iter().filter(|product| product.delivery_name.is_none()).count();
        assert!((3..12).contains(&nameless), "{nameless}");
        assert!(goods.short.len() >= 8 && goods.short.iter().all(|sku| goods.skus[*sku].available < 3));
        assert!(goods.by_policy.iter().all(|skus| skus.len() > 3));
    }

    #[test]
    fn ops_01_barcodes_have_their_check_digit() {
        // The sum of all thirteen digits with weights 1 and 3 is a multiple of ten.
        let code = barcode(12_344);
        let sum: u32 = code
            .bytes()
            .zip([1, 3].iter().cycle())
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        assert_eq!((code.len(), sum % 10), (13, 0));
    }
}
