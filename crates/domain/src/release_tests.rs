use super::*;
use ReleaseFailure as F;

const TOKYO: LocationId = LocationId(1);
const OSAKA: LocationId = LocationId(2);

fn line(index: u32, sku: i64, open: i32) -> ReleaseLine<'static> {
    ReleaseLine {
        line: LineIndex(index),
        open,
        sku: Some(SkuId(sku)),
        sku_code: "MUG-BLUE",
        product_code: "MUG",
        name: "Mug, blue",
        delivery_name: Some("Mug"),
        item_link: ItemLink::NotNeeded,
        mall_sku: None,
        location: Some((TOKYO, "TYO")),
        policy: Some(PolicyId(1)),
        option: None,
    }
}

const ADDRESS: PostalAddress<'static> = PostalAddress {
    recipient: Some("A. Sato"),
    country: Some(Country::JP),
    postal_code: Some("150-0001"),
    region: Some("Tokyo"),
    city: Some("Shibuya"),
    line1: Some("Jingumae 1-1"),
};

fn check(change: impl FnOnce(&mut ReleaseInput<'_>), lines: &[ReleaseLine<'_>], available: i32) -> Vec<F> {
    let available = BTreeMap::from([((TOKYO, SkuId(1)), available)]);
    let mut input = ReleaseInput {
        stage: Stage::New,
        is_mall: false,
        is_test: false,
        address: ADDRESS,
        lines,
        available: &available,
    };
    change(&mut input);
    check_release(&input)
}

#[test]
fn rel_01_the_queue_is_new_and_processing_with_open_units() {
    for stage in Stage::ALL.iter().copied() {
        let in_queue = matches!(stage, Stage::New | Stage::Processing);
        let expected = if in_queue { ReleaseState::NotReleased } else { ReleaseState::None };
        assert_eq!(derive_release(stage, 1, &[]), expected, "{stage}");
        assert_eq!(derive_release(stage, 0, &[]), ReleaseState::None, "{stage}");
    }
}

#[test]
fn rel_10_a_failed_order_stays_failed_while_it_is_in_the_queue() {
    let failed = [F::OnHold];
    assert_eq!(derive_release(Stage::Processing, 1, &failed), ReleaseState::Failed);
    assert_eq!(derive_release(Stage::Completed, 0, &failed), ReleaseState::None);
    assert_eq!(derive_release(Stage::Canceled, 0, &failed), ReleaseState::None);
}

#[test]
fn rel_10_an_order_found_canceled_stays_under_failed() {
    assert_eq!(derive_release(Stage::Canceled, 0, &[F::Canceled]), ReleaseState::Failed);
    assert_eq!(derive_release(Stage::Canceled, 0, &[]), ReleaseState::None);
}

#[test]
fn rel_01_lanes_are_destination_and_state() {
    let mut lanes = Vec::new();
    for destination in Destination::ALL {
        for state in ReleaseState::ALL {
            lanes.push(Lane::of(*destination, *state).0);
        }
    }
    assert_eq!(lanes, [0, 1, 2, 0, 3, 4]);
}

#[test]
fn rel_10_a_good_order_has_no_reasons_against_it() {
    assert_eq!(check(|_| (), &[line(0, 1, 2)], 2), []);
    assert_eq!(
        check(|input| (input.stage, input.is_mall) = (Stage::Processing, true), &[line(0, 1, 2)], 2),
        []
    );
}

#[test]
fn rel_10_an_order_that_cannot_be_released_says_only_that() {
    for (stage, reason) in
        [(Stage::Canceled, F::Canceled), (Stage::OnHold, F::OnHold), (Stage::Waiting, F::StillWaiting)]
    {
        assert_eq!(check(|input| input.stage = stage, &[line(0, 1, 9)], 0), [reason]);
    }
    assert_eq!(check(|input| input.is_mall = true, &[line(0, 1, 1)], 9), [F::NotConfirmed]);
    assert_eq!(check(|input| input.stage = Stage::Completed, &[line(0, 1, 0)], 9), [F::AlreadyReleased]);
}

#[test]
fn rel_10_all_reasons_are_named_together() {
    let bad = ReleaseLine { delivery_name: Some(" "), policy: None, ..line(0, 1, 3) };
    // Whose goods they are is not known, so nothing else is asked of them.
    let unlinked = ReleaseLine { item_link: ItemLink::Fail, mall_sku: Some("m-1"), sku: None, ..bad };
    let no_code = PostalAddress { postal_code: None, ..ADDRESS };
    assert_eq!(
        check(|input| input.address = no_code, &[unlinked, bad], 1),
        [
            F::AddressMissing { field: AddressField::PostalCode },
            F::ItemLinkFailed { item: "Mug, blue".into(), mall_sku: Some("m-1".into()) },
            F::NoDeliveryName { sku: "MUG-BLUE".into(), product: "MUG".into() },
            F::NoDeliveryPolicy { sku: "MUG-BLUE".into() },
            F::StockShort { sku: "MUG-BLUE".into(), location: "TYO".into(), needed: 3, available: 1 },
        ]
    );
}

#[test]
fn rel_10_two_lines_of_a_sku_need_their_sum_at_each_location() {
    let elsewhere = ReleaseLine { location: Some((OSAKA, "OSA")), ..line(2, 1, 1) };
    let short = |location: &str, needed, available| F::StockShort {
        sku: "MUG-BLUE".into(),
        location: location.into(),
        needed,
        available,
    };
    assert_eq!(
        check(|_| (), &[line(0, 1, 2), line(1, 1, 2), elsewhere], 3),
        [short("TYO", 4, 3), short("OSA", 1, 0)]
    );
}

#[test]
fn ord_02_a_test_order_asks_for_no_stock() {
    assert_eq!(check(|input| input.is_test = true, &[line(0, 1, 5)], 0), []);
}

#[test]
fn rel_10_reasons_are_stored_as_json_and_read_back() {
    let reasons = vec![
        F::Canceled,
        F::AddressMissing { field: AddressField::City },
        F::AddressMalformed { field: AddressField::PostalCode, value: "15".into(), country: Country::JP },
        F::StockShort { sku: "A".into(), location: "TYO".into(), needed: 2, available: 1 },
        F::ProviderRefused { provider: "yamato".into(), message: "no such depot".into() },
    ];
    let json = serde_json::to_string(&reasons).unwrap();
    assert!(
        json.starts_with(r#"[{"reason":"canceled"},{"reason":"address_missing","field":"city"}"#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<Vec<F>>(&json).unwrap(), reasons);
}
