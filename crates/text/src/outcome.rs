//! What commands to an order came to.

use domain::order::Refusal;
use domain::outcome::Outcome;

use crate::Locale;

words! {
    changed_by_another {
        en "Somebody changed this meanwhile. Look at it again; nothing was done.",
        ja "他の人が変更しました。内容を確認してください。何も実行していません。"
    }
    order_gone { en "It is not there any more; nothing was done.", ja "対象が見つかりません。何も実行していません。" }
    done { en "Done.", ja "完了しました。" }
    not_done { en "This could not be done; nothing was changed.", ja "実行できませんでした。変更は行われていません。" }
    not_possible { en "This is not possible now.", ja "現在この操作はできません。" }
}

phrases! {
    command_failed(why: &str) { en "Nothing is known to have happened: {why}", ja "実行を確認できませんでした：{why}" }
    released_as(shipments: &str) { en "Released: {shipments}", ja "出庫準備完了：{shipments}" }
    already_released_by(by: &str) { en "Already released by {by}.", ja "{by} が出庫準備済みです。" }
}

impl Locale {
    /// Why a command was refused.
    pub fn order_refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Act(why) => self.cannot_act(why),
            Refusal::Link(why) => self.cannot_link(why),
            Refusal::Shipment(why) => self.cannot_move(why),
            Refusal::Number(why) => self.cannot_number(why),
            Refusal::Claim(why) => self.cannot_claim(why),
            Refusal::CannotShip { failures } => {
                failures.iter().map(|failure| self.failure(failure)).collect::<Vec<_>>().join(" ")
            }
            Refusal::Pay(why) => self.cannot_pay(*why).to_owned(),
            // What else a command refuses, its own screen keeps from being asked for.
            _ => self.not_possible().to_owned(),
        }
    }

    /// What a command to an order came to, whole; nothing where it was simply done.
    pub fn outcome(self, outcome: &Outcome) -> Vec<String> {
        match outcome {
            Outcome::Unchanged => Vec::new(),
            Outcome::Done { shipments } if shipments.is_empty() => Vec::new(),
            Outcome::Done { shipments } => vec![self.released_as(&shipments.join(", "))],
            Outcome::Failed { failures } => failures.iter().map(|failure| self.failure(failure)).collect(),
            Outcome::AlreadyReleased { by: Some(by) } => vec![self.already_released_by(by)],
            Outcome::AlreadyReleased { by: None } => {
                vec![self.failure(&domain::release::ReleaseFailure::AlreadyReleased)]
            }
            Outcome::PartlyLinked { left } => {
                vec![self.linked_partly().to_owned(), self.no_link_rule(&left.join(", "))]
            }
            Outcome::Refused { refusal } => vec![self.order_refusal(refusal)],
            Outcome::Changed => vec![self.changed_by_another().to_owned()],
            Outcome::Gone => vec![self.order_gone().to_owned()],
            Outcome::Broken { reference } => {
                vec![format!("{} {}", self.internal(), self.reference(reference))]
            }
        }
    }
}
