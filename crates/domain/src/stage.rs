//! The stage: the work queue that an order stands in, derived by an ordered list of rules of which the first that matches counts.

use crate::units::Units;

text_enum! {
    /// The work queue an order stands in.
    pub enum Stage {
        /// Its payment, approval or grace time is awaited.
        Waiting = "waiting",
        /// Ready to be confirmed.
        New = "new",
        /// Confirmed.
        Processing = "processing",
        /// Nothing is left to ship out.
        Completed = "completed",
        /// A claim, or the mall, stops it.
        OnHold = "on_hold",
        /// Canceled before anything was handed over.
        Canceled = "canceled",
        /// Returned, refunded or canceled after something was handed over.
        Closed = "closed",
    }
}

/// What the stage is derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageFacts {
    /// The mall's own stage, translated from its status word; `None` in the own store.
    pub mall: Option<Stage>,
    /// The mall holds the order.
    pub mall_hold: bool,
    /// The order is a document that cancels another one: it is canceled, also when it has charges alone.
    pub is_cancellation: bool,
    /// A claim of the order is Requested or In progress. At a mall, claims show as the mall's hold.
    pub open_claim: bool,
    /// The sums over the lines.
    pub units: Units,
    /// A shipment of the order was handed over, even if it failed and was canceled since.
    pub ever_handed_over: bool,
    /// Every unit is returned, refunded or canceled.
    pub all_settled: bool,
    /// Every shipment that is not canceled has an invoice or a no-number reason.
    pub all_numbered: bool,
    /// Somebody, or the mall, confirmed the order, or a release did by the way.
    pub confirmed: bool,
    /// Payment or grace time are met (MAL-03): see [`crate::intake`].
    pub ready: bool,
}

/// One rule: the order stands in `stage` if no earlier rule matches and this one does.
pub struct StageRule {
    /// The rule's place in the list, from 1.
    pub number: u8,
    /// The stage it gives.
    pub stage: Stage,
    own: fn(&StageFacts) -> bool,
    mall: fn(&StageFacts, Stage) -> bool,
}

impl StageRule {
    /// Whether the rule matches, whatever the earlier ones say.
    pub fn matches(&self, facts: &StageFacts) -> bool {
        match facts.mall {
            None => (self.own)(facts),
            Some(stage) => (self.mall)(facts, stage),
        }
    }
}

/// Rule 4 as the own store and the malls share it. An order that never had units (fees alone) is complete; one whose units are all
/// canceled is not.
fn nothing_left_to_ship(facts: &StageFacts) -> bool {
    let units = facts.units;
    (units.wanted() > 0 || units.ordered == 0) && units.open() == 0 && facts.all_numbered
}

/// The rules in their order; the first that matches wins.
///
/// A mall's order takes its mall's stage, and by itself only: waits for the grace time before New, is Processing as soon as it is confirmed
/// here, is Completed by rule 4, and is Processing again when an invoice was deleted after that, even while the mall still says Completed.
pub static RULES: [StageRule; 7] = [
    StageRule {
        number: 1,
        stage: Stage::OnHold,
        own: |facts| facts.open_claim || facts.mall_hold,
        mall: |facts, mall| facts.mall_hold || mall == Stage::OnHold,
    },
    StageRule {
        number: 2,
        stage: Stage::Canceled,
        own: |facts| {
            let all_canceled = facts.units.wanted() == 0 && !facts.ever_handed_over;
            all_canceled && (facts.units.ordered > 0 || facts.is_cancellation)
        },
        mall: |_, mall| mall == Stage::Canceled,
    },
    StageRule {
        number: 3,
        stage: Stage::Closed,
        own: |facts| facts.ever_handed_over && facts.all_settled,
        mall: |_, mall| mall == Stage::Closed,
    },
    StageRule {
        number: 4,
        stage: Stage::Completed,
        own: nothing_left_to_ship,
        mall: |facts, mall| match mall {
            Stage::Completed => facts.all_numbered,
            Stage::New | Stage::Processing => nothing_left_to_ship(facts),
            Stage::Waiting | Stage::OnHold | Stage::Canceled | Stage::Closed => false,
        },
    },
    StageRule {
        number: 5,
        stage: Stage::Processing,
        own: |facts| facts.confirmed,
        mall: |facts, mall| match mall {
            Stage::Processing | Stage::Completed => true,
            Stage::New => facts.confirmed,
            Stage::Waiting | Stage::OnHold | Stage::Canceled | Stage::Closed => false,
        },
    },
    StageRule {
        number: 6,
        stage: Stage::New,
        own: |facts| facts.ready,
        mall: |facts, mall| mall == Stage::New && facts.ready,
    },
    StageRule { number: 7, stage: Stage::Waiting, own: |_| true, mall: |_, _| true },
];

/// The stage that the facts give.
pub fn derive_stage(facts: &StageFacts) -> Stage {
    // The last rule always matches.
    RULES.iter().find(|rule| rule.matches(facts)).map_or(Stage::Waiting, |rule| rule.stage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stage::*;

    const NEW: StageFacts = StageFacts {
        mall: None,
        mall_hold: false,
        is_cancellation: false,
        open_claim: false,
        units: Units::ordered(2),
        ever_handed_over: false,
        all_settled: false,
        all_numbered: true,
        confirmed: false,
        ready: true,
    };
    const SHIPPED: StageFacts = StageFacts {
        units: Units { assigned: 2, packed: 2, handed_over: 2, ..NEW.units },
        ever_handed_over: true,
        confirmed: true,
        ..NEW
    };
    const CANCELED: Units = Units { canceled: 2, ..NEW.units };

    #[test]
    fn stage_rules_stand_in_their_order() {
        assert!(RULES.iter().map(|rule| rule.number).eq(1..=7));
        assert!(Stage::ALL.iter().all(|stage| RULES.iter().any(|rule| rule.stage == *stage)));
    }

    #[test]
    fn stage_of_an_own_store_order_follows_the_rules() {
        let cases = [
            (StageFacts { ready: false, ..NEW }, Waiting),
            (NEW, New),
            (StageFacts { confirmed: true, ..NEW }, Processing),
            (SHIPPED, Completed),
            (StageFacts { all_numbered: false, ..SHIPPED }, Processing),
            (StageFacts { units: Units { assigned: 1, ..SHIPPED.units }, ..SHIPPED }, Processing),
            (StageFacts { all_settled: true, ..SHIPPED }, Closed),
            (StageFacts { units: CANCELED, all_settled: true, ..NEW }, Canceled),
            // A failed shipment was canceled with its units: some were handed over once, so it is not "canceled before shipping".
            (StageFacts { units: CANCELED, all_settled: true, ever_handed_over: true, ..NEW }, Closed),
            (StageFacts { open_claim: true, ..SHIPPED }, OnHold),
            (StageFacts { open_claim: true, units: CANCELED, ..NEW }, OnHold),
            // Fees alone: nothing to ship, and never in the queue; unless they cancel another order's.
            (StageFacts { units: Units::default(), ..NEW }, Completed),
            (StageFacts { units: Units::default(), is_cancellation: true, ..NEW }, Canceled),
        ];
        for (facts, stage) in cases {
            assert_eq!(derive_stage(&facts), stage, "{facts:?}");
        }
    }

    #[test]
    fn stage_of_a_mall_order_is_the_malls() {
        for stage in [Waiting, New, Processing, OnHold, Canceled, Closed] {
            assert_eq!(derive_stage(&StageFacts { mall: Some(stage), ..NEW }), stage);
        }
        // The mall shipped it by itself: no shipment here, units open, and yet complete.
        assert_eq!(derive_stage(&StageFacts { mall: Some(Completed), ..NEW }), Completed);
        assert_eq!(derive_stage(&StageFacts { mall: Some(Processing), mall_hold: true, ..NEW }), OnHold);
    }

    #[test]
    fn mal_03_a_mall_order_waits_for_its_grace_time() {
        assert_eq!(derive_stage(&StageFacts { mall: Some(New), ready: false, ..NEW }), Waiting);
    }

    #[test]
    fn mal_05_a_confirmed_mall_order_is_processing_before_the_mall_says_so() {
        assert_eq!(derive_stage(&StageFacts { mall: Some(New), confirmed: true, ..NEW }), Processing);
    }

    #[test]
    fn mal_07_a_mall_order_completes_and_reopens_by_its_invoices() {
        assert_eq!(derive_stage(&StageFacts { mall: Some(Processing), ..SHIPPED }), Completed);
        for mall in [Processing, Completed] {
            assert_eq!(
                derive_stage(&StageFacts { mall: Some(mall), all_numbered: false, ..SHIPPED }),
                Processing
            );
        }
    }
}
