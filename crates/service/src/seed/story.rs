//! What happened to an order from its placing to now, told in the steps of [`Life`].

use domain::intake::arrives_confirmed;
use domain::kind::{ActorKind, PaymentMethod};
use domain::stage::Stage;
use domain::timeline::TimelineEvent;
use domain::units::UnitsError;

use super::channels::{CHANNELS, Channel, HOME, mall_word};
use super::fate::Fate;
use super::goods::Goods;
use super::life::Life;
use super::order::Standing;

/// Why customers cancel.
pub(super) const CANCEL_REASONS: [&str; 4] =
    ["Ordered twice", "Changed their mind", "Wrong size or version", "Found it at the venue"];

impl Life<'_> {
    /// Brings the order from its placing to where it stands, and derives what follows.
    ///
    /// # Errors
    /// When a step has counted units that are not there: a mistake in the story.
    pub(super) fn live(&mut self, standing: Standing, goods: &Goods) -> Result<(), UnitsError> {
        let channel = self.channel();
        let is_mall = channel.kind.is_mall();
        let placed = TimelineEvent::Placed { method: self.parts.order.payment_method };
        self.tell(if is_mall { ActorKind::Channel } else { ActorKind::Customer }, &placed);
        let arrives_confirmed = arrives_confirmed(channel.kind, channel.auto_confirm);
        let in_grace = self.parts.order.ready_at.is_some_and(|ready_at| ready_at > self.as_of);
        let mut mall_stage = None;
        match standing {
            Standing::Past(fate) if fate == Fate::Waiting || (in_grace && !arrives_confirmed) => {
                mall_stage = self.wait(in_grace);
            }
            _ => {
                if arrives_confirmed {
                    self.confirm(ActorKind::Channel);
                }
                match standing {
                    Standing::Past(Fate::Canceled) => self.cancel_all(),
                    Standing::Past(fate) => {
                        self.get_ready(false);
                        self.go_on(fate);
                    }
                    Standing::Open => {
                        self.get_ready(true);
                        self.stay_open();
                    }
                    Standing::Test => self.get_ready(false),
                    Standing::Failed(defect) => {
                        self.get_ready(false);
                        self.fail_to_release(defect, goods)?;
                    }
                }
            }
        }
        self.derive(mall_stage)
    }

    fn channel(&self) -> &'static Channel {
        &CHANNELS[usize::try_from(self.parts.order.channel_id.0 - 1).unwrap_or(0)]
    }

    pub(super) fn is_mall(&self) -> bool {
        self.channel().kind.is_mall()
    }

    /// Fills in what follows. A mall says what would follow here too, unless it is known to say something else.
    pub(super) fn derive(&mut self, mall_stage: Option<Stage>) -> Result<(), UnitsError> {
        let kind = self.channel().kind;
        self.parts.order.mall_stage = None;
        self.parts.derive(HOME, self.as_of)?;
        if !kind.is_mall() {
            return Ok(());
        }
        let order = &mut self.parts.order;
        let stage = mall_stage.unwrap_or(order.stage);
        let delivered = order.delivered > 0 && order.delivered == order.ordered - order.canceled;
        order.mall_status = Some(mall_word(kind, stage, delivered).to_owned());
        order.mall_stage = Some(stage);
        self.parts.derive(HOME, self.as_of)
    }

    /// Payment, approval or grace time are awaited. Gives the mall's stage where it is not what would follow here.
    fn wait(&mut self, in_grace: bool) -> Option<Stage> {
        let method = self.parts.order.payment_method;
        match method {
            // What came in does not reach.
            PaymentMethod::BankTransfer if self.chance.per_mille(300) => {
                self.later(6, 40);
                let hundredths = i64::from(self.chance.between(30, 80));
                self.pay(hundredths);
            }
            PaymentMethod::Card | PaymentMethod::Wallet if in_grace => self.authorise(),
            PaymentMethod::Marketplace if in_grace => self.pay(100),
            _ => {}
        }
        match self.is_mall() {
            true if in_grace && method == PaymentMethod::Marketplace => Some(Stage::New),
            true => Some(Stage::Waiting),
            false => None,
        }
    }

    /// Payment and grace time are met. A card may have approved only: the money is taken when the goods leave.
    fn get_ready(&mut self, may_be_pending: bool) {
        let method = self.parts.order.payment_method;
        let ready_at = self.parts.order.ready_at.filter(|ready_at| *ready_at <= self.as_of);
        match method {
            PaymentMethod::Card | PaymentMethod::Wallet if may_be_pending && self.chance.per_mille(180) => {
                self.authorise();
            }
            PaymentMethod::ConvenienceStore | PaymentMethod::BankTransfer => {
                self.later(2, 50);
                self.pay(100);
            }
            PaymentMethod::CashOnDelivery | PaymentMethod::PosOnDelivery => {}
            PaymentMethod::Card
            | PaymentMethod::Wallet
            | PaymentMethod::Marketplace
            | PaymentMethod::Unknown => {
                self.pay(100);
            }
        }
        self.at = self.at.max(ready_at.unwrap_or(self.at));
        let waited = self.at > self.parts.order.placed_at && self.parts.order.confirmed_at.is_none();
        if waited {
            self.tell(ActorKind::System, &TimelineEvent::BecameNew);
        }
    }

    fn cancel_all(&mut self) {
        let late = matches!(
            self.parts.order.payment_method,
            PaymentMethod::ConvenienceStore | PaymentMethod::BankTransfer
        );
        let unpaid = late && self.chance.per_mille(600);
        if !unpaid {
            self.get_ready(false);
        }
        let all = self.open();
        if unpaid {
            self.later(72, 120);
            self.cancel(&all, ActorKind::System, "Not paid in time");
        } else {
            self.later(1, 30);
            let actor = if self.is_mall() { ActorKind::Channel } else { ActorKind::Customer };
            let reason = *self.chance.pick(&CANCEL_REASONS);
            self.cancel(&all, actor, reason);
        }
        // What was canceled lately is still to be sent back.
        if (self.as_of.0 - self.at.0) / 3_600_000_000 > 30 {
            self.later(4, 40);
            self.refund_owed();
        }
    }
}
