//! Commands to one order or shipment: how their forms are sent, with scripts and without, and how it is told what they came to.

#[cfg(feature = "ssr")]
pub mod given;
pub mod told;

use std::future::Future;

use domain::outcome::Outcome;
use domain::view::{OrderDetail, ShipmentDetail};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::context::use_locale;
use crate::error::AppError;
use crate::form::use_param;
use crate::layout::{Changes, use_here};
use crate::ui::{Alert, Tone, keep_in_sight};

/// What the last command came to, as the screen of an order or a shipment tells it.
#[derive(Clone, Copy)]
pub struct Told(RwSignal<Option<(Tone, Vec<String>)>>);

impl Told {
    /// What the address tells at first; for the screen of one order or shipment.
    pub fn provide() {
        let l = use_locale();
        let first = told::words(l, &use_param()(told::TOLD));
        provide_context(Self(RwSignal::new(first)));
    }

    /// Tells something else.
    pub fn set(self, words: Option<(Tone, Vec<String>)>) {
        self.0.set(words);
        // What was pressed may stand far below it.
        request_animation_frame(|| keep_in_sight("told"));
    }

    /// Nothing more.
    pub fn clear(self) {
        self.0.set(None);
    }
}

/// Tells it.
#[component]
pub fn WhatWasTold() -> impl IntoView {
    let Told(told) = expect_context::<Told>();
    // There from the start, so that screen readers hear what comes into it.
    view! {
        <div class="told" role="status" id="told">
            {move || {
                told.get()
                    .map(|(tone, words)| {
                        let mut words = words.into_iter();
                        let title = words.next().unwrap_or_default();
                        let rest: Vec<_> = words.map(|words| view! { <p>{words}</p> }).collect();
                        view! { <Alert tone title>{rest}</Alert> }
                    })
            }}
        </div>
    }
}

/// The order, or the shipment, that a command is given to, as it was looked at, and what names the request.
#[derive(Clone)]
pub struct Given {
    /// Order No., or Shipment No.
    pub number: String,
    /// The order's version.
    pub version: i32,
    /// The request's name.
    pub key: String,
}

impl Given {
    /// To this order.
    pub fn to(order: &OrderDetail) -> Self {
        Self { number: order.number.clone(), version: order.version, key: order.key.clone() }
    }

    /// To this shipment.
    pub fn to_shipment(shipment: &ShipmentDetail) -> Self {
        Self { number: shipment.number.clone(), version: shipment.version, key: shipment.key.clone() }
    }
}

/// What every command's form says.
#[component]
pub fn Hidden(given: Given) -> impl IntoView {
    let here = use_here();
    view! {
        <input type="hidden" name="number" value=given.number />
        <input type="hidden" name="version" value=given.version />
        <input type="hidden" name="key" value=given.key />
        <input type="hidden" name="back" value=move || here.get() prop:value=move || here.get() />
    }
}

/// Gives a command without leaving the page, tells what it came to, and has everything on it read anew.
pub fn give<F>(given: &Given, command: impl Fn(Given) -> F + Send + Sync + 'static) -> Callback<()>
where
    F: Future<Output = Result<Outcome, AppError>> + 'static,
{
    let l = use_locale();
    let told = expect_context::<Told>();
    let changes = expect_context::<Changes>();
    let given = given.clone();
    Callback::new(move |()| {
        let done = command(given.clone());
        spawn_local(async move {
            let done = done.await;
            // What was typed wrong stays where it was typed.
            let is_typed = matches!(&done, Ok(Outcome::Refused { refusal }) if refusal.is_of_input());
            told.set(match done {
                Ok(outcome) => told::outcome(l, &outcome),
                Err(error) => Some((Tone::Bad, vec![l.command_failed(&error.words(l))])),
            });
            if !is_typed {
                changes.happened();
            }
        });
    })
}
