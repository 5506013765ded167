//! An order's server functions.

use domain::id::NoticeId;
#[cfg(feature = "ssr")]
use domain::money::Money;
use domain::order::LineIndex;
use domain::outcome::Outcome;
use domain::view::{AddressInput, ExchangeForm, ExchangeInput, OrderDetail, SettleInput};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::wire::Answer;

/// Everything of the order with this number.
#[server(prefix = "/api", endpoint = "orders/get", input = GetUrl, output = Answer)]
pub async fn get_order(number: String) -> Result<OrderDetail, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::order_detail(&services, &actor, &number).await?)
}

/// Prepares an order for release (REL-09).
///
/// This and what follows is given by a form or by the page's own scripts: a form is led back to where it came from, with what it came to in the
/// address; scripts get the outcome.
#[server(prefix = "/api", endpoint = "orders/release", output = Answer)]
pub async fn release_order(
    number: String,
    version: i32,
    key: String,
    back: String,
) -> Result<Outcome, AppError> {
    crate::command::given::order(number, version, &key, &back, Ok(service::command::PrepareRelease {})).await
}

/// Confirms an order (MAL-05).
#[server(prefix = "/api", endpoint = "orders/confirm", output = Answer)]
pub async fn confirm_order(
    number: String,
    version: i32,
    key: String,
    back: String,
) -> Result<Outcome, AppError> {
    crate::command::given::order(number, version, &key, &back, Ok(service::command::ConfirmOrder {})).await
}

/// Cancels what of an order is open (REL-12).
#[server(prefix = "/api", endpoint = "orders/cancel", output = Answer)]
pub async fn cancel_order(
    number: String,
    version: i32,
    key: String,
    back: String,
    reason: String,
) -> Result<Outcome, AppError> {
    let cancel = service::command::CancelOrder::because(&reason);
    crate::command::given::order(number, version, &key, &back, cancel.ok_or("reason")).await
}

/// Records a payment (ORD-05): an amount as it is typed, of the order's currency.
#[server(prefix = "/api", endpoint = "orders/record_payment", output = Answer)]
pub async fn record_payment(
    number: String,
    version: i32,
    key: String,
    back: String,
    amount: String,
    currency: String,
    reference: String,
) -> Result<Outcome, AppError> {
    let amount = currency.parse().ok().and_then(|currency| Money::typed(&amount, currency).ok());
    let payment = amount.map(|amount| service::command::RecordPayment::of(Some(amount), &reference));
    crate::command::given::order(number, version, &key, &back, payment.ok_or("amount")).await
}

/// Links a listing of a mall's order to the SKU whose code was typed (MAL-13).
#[server(prefix = "/api", endpoint = "orders/link", output = Answer)]
pub async fn link_item(
    number: String,
    version: i32,
    key: String,
    back: String,
    line: LineIndex,
    sku: String,
) -> Result<Outcome, AppError> {
    let link = service::command::LinkItems::by_hand(line, &sku);
    crate::command::given::order(number, version, &key, &back, Ok(link)).await
}

/// What of the order with this number can be exchanged.
#[server(prefix = "/api", endpoint = "orders/exchange_form", input = GetUrl, output = Answer)]
pub async fn get_exchange(number: String) -> Result<ExchangeForm, AppError> {
    let (services, actor) = crate::context::actor()?;
    Ok(service::exchange_form(&services, &actor, &number).await?)
}

/// Exchanges delivered units (RET-02). What is refused stands in the address that the form is led back to, with all that was typed.
#[server(prefix = "/api", endpoint = "orders/exchange", output = Answer)]
pub async fn exchange(
    number: String,
    version: i32,
    key: String,
    back: String,
    #[server(default)] lines: Vec<ExchangeInput>,
    reason: String,
) -> Result<Outcome, AppError> {
    use super::exchange::{Refused, href};
    use crate::command::told;
    use crate::context::{actor, asks_for_page, lead};

    // Read before anything is waited for.
    let leads = asks_for_page() && actor().is_ok();
    let command = service::command::Exchange::typed(&lines, &reason);
    let mistyped = command.as_ref().err().map(|why| why.as_str());
    let done = crate::command::given::order(
        number.clone(),
        version,
        &key,
        &back,
        command.map_err(|why| why.as_str()),
    )
    .await;
    let told = match (&done, mistyped) {
        (_, Some(word)) => Some(word.to_owned()),
        (Ok(outcome @ (Outcome::Refused { .. } | Outcome::Changed)), None) => Some(told::of(outcome)),
        _ => None,
    };
    if let (Some(told), true) = (told, leads) {
        // Asked once more, it goes over what another has changed: the page has said so.
        let is_changed = mistyped.is_none() && matches!(done, Ok(Outcome::Changed));
        let version = (!is_changed).then_some(version);
        lead(&href(&number, &back, Some(&Refused { told, version, lines, reason })));
    }
    done
}

/// Settles an exchange: its goods came back, or it is denied or taken back.
#[server(prefix = "/api", endpoint = "orders/settle_claim", output = Answer)]
pub async fn settle_claim(
    number: String,
    version: i32,
    key: String,
    back: String,
    settle: SettleInput,
) -> Result<Outcome, AppError> {
    use domain::claim::ClaimCommand;
    use service::command::SettleClaim;

    let SettleInput { claim, command, restock, answer } = settle;
    let settle = match command {
        ClaimCommand::Complete => Ok(SettleClaim::complete(&claim, restock)),
        ClaimCommand::Deny => SettleClaim::deny(&claim, &answer),
        ClaimCommand::Withdraw => Ok(SettleClaim::withdraw(&claim)),
        ClaimCommand::Approve => return Err(AppError::BadRequest),
    };
    crate::command::given::order(number, version, &key, &back, settle.map_err(|why| why.as_str())).await
}

/// Takes a canceled order out of Failed to release.
#[server(prefix = "/api", endpoint = "orders/dismiss", output = Answer)]
pub async fn dismiss_order(
    number: String,
    version: i32,
    key: String,
    back: String,
) -> Result<Outcome, AppError> {
    crate::command::given::order(number, version, &key, &back, Ok(service::command::DismissFailure {})).await
}

/// Has a notice that was given up sent once more (NTF-02).
#[server(prefix = "/api", endpoint = "notices/resend", output = Answer)]
pub async fn resend_notice(number: String, id: NoticeId, back: String) -> Result<(), AppError> {
    use crate::context::{actor, answer_form, local_path};

    let actor = actor();
    let back = local_path(Some(&back));
    let done = async {
        let (services, actor) = actor?;
        service::notices::resend(&services, &actor, &number, id).await?;
        Ok(crate::command::told::address(&back, "done"))
    };
    let done = done.await;
    answer_form(done, &crate::command::told::address(&back, "unavailable"))
}

/// Changes where an order ships to (ORD-07). What is refused stands in the address that the form is led back to, with all that was typed.
#[server(prefix = "/api", endpoint = "orders/edit_address", output = Answer)]
pub async fn edit_address(
    number: String,
    version: i32,
    key: String,
    back: String,
    address: AddressInput,
) -> Result<Outcome, AppError> {
    use super::address::{CHANGED, Refused, href, name};
    use crate::context::{actor, asks_for_page, lead};

    // Read before anything is waited for.
    let (is_signed_in, asks_for_page) = (actor().is_ok(), asks_for_page());
    let typed = service::command::EditAddress::cut(address);
    let again = |problems: String, version: Option<i32>| {
        let refused = Refused { problems, version, typed: typed.clone() };
        lead(&href(&number, &back, Some(&refused)));
    };
    match service::command::EditAddress::to(typed.clone()) {
        Err(problems) if is_signed_in && asks_for_page => {
            again(problems.iter().map(name).collect::<Vec<_>>().join(","), Some(version));
            // The page says what is refused.
            Ok(Outcome::Changed)
        }
        command => {
            let done = crate::command::given::order(
                number.clone(),
                version,
                &key,
                &back,
                command.map_err(|_| "refused"),
            )
            .await;
            if asks_for_page && is_signed_in && matches!(done, Ok(Outcome::Changed)) {
                // What was typed is kept. The page says so; saved once more, it goes over what the other has saved.
                again(CHANGED.to_owned(), None);
            }
            done
        }
    }
}
