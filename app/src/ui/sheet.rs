use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

/// What a narrow window keeps behind a button and a wide one shows in place (the style decides). It is a popover: a
/// `<button popovertarget=id>` opens it, Esc or a tap beside it closes it, without scripts.
#[component]
pub fn Sheet(
    /// Its id, unique in the page.
    #[prop(into)]
    id: String,
    /// Its class.
    class: &'static str,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let sheet = NodeRef::<html::Div>::new();
    // The page stays when a link is followed or a form is sent, so the sheet has to be told.
    let close = move |event: MouseEvent| {
        let target = event_target::<web_sys::Element>(&event);
        let leaves = matches!(target.closest("a[href], [type=submit]"), Ok(Some(_)));
        if leaves && let Some(sheet) = sheet.get_untracked() {
            // A browser without popovers shows it all the time.
            let _ = sheet.hide_popover();
        }
    };
    view! {
        <div class=class id=id popover="auto" node_ref=sheet on:click=close>
            {children()}
        </div>
    }
}
