//! What others change shows without a reload (UX-05).
//!
//! One stream a browser, not one a tab, since a browser opens six connections to a server at most: the tab that holds a lock has it, and tells
//! the others through a channel; when it is closed, another gets the lock. Where the browser lends no locks (over plain HTTP to
//! another machine), a tab has a stream of its own while it is in sight.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use domain::view::Change;
use leptos::ev;
use leptos::leptos_dom::helpers::set_interval_with_handle;
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use leptos::web_sys::js_sys::{Date, Function, Promise, Reflect};
use web_sys::{BroadcastChannel, EventSource, MessageEvent, VisibilityState};

use crate::layout::Changes;

/// Changes that come together are read together.
const TOGETHER: Duration = Duration::from_millis(300);
/// A stream that was refused is asked for again after so long.
const AGAIN: Duration = Duration::from_secs(20);
/// Milliseconds in which nobody misses what happened.
const JUST_READ: f64 = 5_000.0;
/// So many changes are kept apart until they are shown.
const MOST_HEARD: usize = 200;
const NAME: &str = "waybill-live";

/// Reads what the desk shows anew whenever somebody changed something, until the desk is left.
pub fn follow(changes: Changes) {
    Effect::new(move |_| {
        let heard = Heard::new(changes);
        let hear = {
            let heard = heard.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(text) = event.data().as_string() {
                    heard.hear(&text);
                }
            })
        };
        let channel = BroadcastChannel::new(NAME).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        }
        let stream = Rc::new(Stream {
            open: RefCell::new(None),
            heard: heard.clone(),
            channel: channel.clone(),
            came_at: Date::now(),
        });
        if !hold_lock(&stream) {
            stream.open();
        }
        let again = {
            let stream = stream.clone();
            set_interval_with_handle(move || stream.open_again(), AGAIN).ok()
        };
        // A page in the background is read anew when one comes back to it.
        let looked_at = {
            let heard = heard.clone();
            window_event_listener(ev::visibilitychange, move |_| heard.catch_up())
        };
        let held = StoredValue::new_local((stream, hear, channel));
        on_cleanup(move || {
            looked_at.remove();
            if let Some(again) = again {
                again.clear();
            }
            held.try_with_value(|(stream, _, channel)| {
                stream.close();
                if let Some(channel) = channel {
                    channel.close();
                }
            });
        });
    });
}

/// The changes that were heard and not shown yet.
struct Heard {
    changes: Changes,
    heard: RefCell<Vec<Change>>,
}

impl Heard {
    fn new(changes: Changes) -> Rc<Self> {
        Rc::new(Self { changes, heard: RefCell::default() })
    }

    fn hear(self: &Rc<Self>, text: &str) {
        let Ok(change) = serde_json::from_str::<Change>(text) else { return };
        let mut heard = self.heard.borrow_mut();
        if heard.len() >= MOST_HEARD {
            // A page that nobody looks at hears on all day: in the end it reads everything anyhow.
            *heard = vec![Change::default()];
        }
        heard.push(change);
        // Whoever was first has them all read.
        if heard.len() == 1 {
            let heard = Rc::clone(self);
            set_timeout(move || heard.catch_up(), TOGETHER);
        }
    }

    fn catch_up(&self) {
        if document().visibility_state() == VisibilityState::Visible {
            self.changes.came(self.heard.take());
        }
    }
}

/// What hears a message.
type Hear = Closure<dyn Fn(MessageEvent)>;

/// This tab's stream, if it has one.
struct Stream {
    open: RefCell<Option<(EventSource, Hear)>>,
    heard: Rc<Heard>,
    channel: Option<BroadcastChannel>,
    /// When the page came, in milliseconds.
    came_at: f64,
}

impl Stream {
    fn open(&self) {
        let Ok(source) = EventSource::new("/live") else { return };
        let (heard, channel) = (Rc::clone(&self.heard), self.channel.clone());
        // A stream's first word is that something may have been missed; not by a page that has just been read.
        let is_known = Cell::new(Date::now() - self.came_at < JUST_READ);
        let hear = Hear::new(move |event: MessageEvent| {
            if is_known.replace(false) {
                return;
            }
            if let Some(text) = event.data().as_string() {
                heard.hear(&text);
                if let Some(channel) = &channel {
                    let _ = channel.post_message(&JsValue::from_str(&text));
                }
            }
        });
        source.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        *self.open.borrow_mut() = Some((source, hear));
    }

    /// A browser opens a stream again that broke off, but not one that was answered with an error.
    fn open_again(&self) {
        let is_closed = self
            .open
            .borrow()
            .as_ref()
            .is_some_and(|(source, _)| source.ready_state() == EventSource::CLOSED);
        if is_closed {
            self.open();
        }
    }

    fn close(&self) {
        if let Some((source, _)) = self.open.borrow_mut().take() {
            source.close();
        }
    }
}

/// Opens the stream once no other tab has one. False where the browser lends no locks.
fn hold_lock(stream: &Rc<Stream>) -> bool {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object);
    let Some(locks) = locks else { return false };
    let request = Reflect::get(&locks, &"request".into()).ok().and_then(|it| it.dyn_into::<Function>().ok());
    let Some(request) = request else { return false };
    let stream = Rc::clone(stream);
    // Held until the page is gone: the promise is never kept.
    let held = Closure::once_into_js(move || {
        stream.open();
        Promise::new(&mut |_, _| ())
    });
    request.call2(&locks, &NAME.into(), &held).is_ok()
}
