//! What one presses.

use leptos::prelude::*;
use text::Locale;

use super::Example;
use crate::ui::*;

pub fn button(l: Locale) -> Vec<Example> {
    let kinds = move || {
        view! {
            <div class="gallery-row">
                <Button kind=ButtonKind::Primary>{l.save()}</Button>
                <Button>{l.search()}</Button>
                <Button kind=ButtonKind::Quiet>{l.clear()}</Button>
                <Button kind=ButtonKind::Danger>{l.kit_delete()}</Button>
                <LinkButton href="/kit">{l.customers()}</LinkButton>
            </div>
        }
    };
    let icons = view! {
        <div class="gallery-row">
            <Button kind=ButtonKind::Primary icon=IconName::Check>{l.kit_confirm_verb()}</Button>
            <Button icon=IconName::Download>{l.kit_export()}</Button>
            <Button kind=ButtonKind::Quiet icon=IconName::Copy>{l.kit_duplicate()}</Button>
            <LinkButton href="/kit" icon=IconName::External>{l.kit_sample_mall()}</LinkButton>
        </div>
    };
    let closed = view! {
        <div class="gallery-row">
            <GuardedButton
                id="release"
                kind=ButtonKind::Primary
                reason=Some(l.kit_nothing_selected().to_owned())
            >
                {l.kit_release()}
            </GuardedButton>
            <GuardedButton id="save" reason=Some(l.kit_no_right().to_owned())>{l.save()}</GuardedButton>
            <GuardedLink id="back" way=Way::Closed(l.first_page().to_owned())>{l.previous()}</GuardedLink>
            <GuardedLink id="on" way=Way::To("/kit".to_owned())>{l.next()}</GuardedLink>
        </div>
    };
    let long = view! { <div class="gallery-row"><Button>{l.kit_long_name()}</Button></div> };
    vec![
        Example::new(l.kit_usual(), kinds()),
        Example::new(l.kit_icons(), icons),
        Example::new(l.kit_closed(), closed),
        Example::new(l.kit_long(), long),
    ]
}

pub fn menu(l: Locale) -> Vec<Example> {
    let pressed = RwSignal::new("");
    let items = move || {
        view! {
            <MenuLink href="/kit" icon=IconName::Orders>{l.kit_about_order()}</MenuLink>
            <MenuButton icon=IconName::Copy on_press=move |()| pressed.set(l.kit_duplicate())>
                {l.kit_duplicate()}
            </MenuButton>
            <MenuButton icon=IconName::Download reason=l.kit_nothing_selected()>{l.kit_export()}</MenuButton>
            <hr class="menu-line" />
            <MenuButton icon=IconName::Close danger=true on_press=move |()| pressed.set(l.kit_delete())>
                {l.kit_delete()}
            </MenuButton>
        }
    };
    let usual = view! {
        <div class="gallery-row">
            <Menu id="menu-usual" label=l.menu()>{items()}</Menu>
            <span role="status" id="menu-pressed">{pressed}</span>
        </div>
    };
    let small = view! {
        <div class="gallery-row">
            <Menu id="menu-icon" label=l.menu() icon=IconName::More kind=ButtonKind::Quiet>{items()}</Menu>
        </div>
    };
    let long = view! {
        <div class="gallery-row">
            <Menu id="menu-long" label=l.menu()>
                <MenuButton>{l.kit_long_name()}</MenuButton>
                <MenuButton reason=l.kit_no_right()>{l.kit_long_name()}</MenuButton>
            </Menu>
        </div>
    };
    vec![
        Example::new(l.kit_usual(), usual),
        Example::new(l.kit_icons(), small),
        Example::new(l.kit_long(), long),
    ]
}

pub fn popover(l: Locale) -> Vec<Example> {
    let controls = move |name: &'static str| {
        let choices = vec![Choice::new("", l.any_location()), Choice::new("1", l.kit_long_name())];
        view! {
            <FilterField label=l.shipping_location()>
                <Select name choices />
            </FilterField>
            <button type="submit" class="btn primary">{l.apply()}</button>
        }
    };
    let usual = view! {
        <form class="gallery-row">
            <Popover id="popover-usual" label=l.optional_more()>{controls("a")}</Popover>
        </form>
    };
    let set = view! {
        <form class="gallery-row">
            <Popover id="popover-set" label=l.optional_more() icon=IconName::Filter kind=ButtonKind::Default count=Some("2".to_owned())>
                {controls("b")}
            </Popover>
        </form>
    };
    vec![Example::new(l.kit_usual(), usual), Example::new(l.kit_set(), set)]
}

pub fn segmented(l: Locale) -> Vec<Example> {
    let segment = |label: &str, count: Option<&str>, current| Segment {
        label: label.to_owned(),
        count: count.map(str::to_owned),
        href: "/kit/segmented".to_owned(),
        current,
        ..Segment::default()
    };
    let usual = vec![segment("国内", Some("1,010"), true), segment("International", Some("194"), false)];
    let small = vec![segment("English", None, true), segment("日本語", None, false)];
    let icons = [
        (IconName::Sun, l.theme_light()),
        (IconName::Moon, l.theme_dark()),
        (IconName::Monitor, l.theme_auto()),
    ]
    .map(|(icon, label)| Segment { icon: Some(icon), ..segment(label, None, icon == IconName::Sun) })
    .to_vec();
    vec![
        Example::new(l.kit_usual(), view! { <Segmented label=l.kit_usual() items=usual /> }),
        Example::new(l.kit_small(), view! { <Segmented label=l.kit_small() items=small small=true /> }),
        Example::new(l.kit_icons(), view! { <Segmented label=l.kit_icons() items=icons small=true /> }),
    ]
}

pub fn tabs(l: Locale) -> Vec<Example> {
    let tab = |label: &str, count: &str, tone, current| Tab {
        label: label.to_owned(),
        count: (!count.is_empty()).then(|| count.to_owned()),
        tone,
        href: "/kit/tabs".to_owned(),
        current,
    };
    let usual = vec![
        tab(l.queue_status(domain::query::QueueStatus::NotReleased), "987", Tone::Neutral, true),
        tab(l.queue_status(domain::query::QueueStatus::Failed), "23", Tone::Bad, false),
    ];
    let many = domain::stage::Stage::ALL
        .iter()
        .enumerate()
        .map(|(index, stage)| tab(l.stage(*stage), "1,234", Tone::Neutral, index == 5))
        .collect::<Vec<_>>();
    vec![
        Example::new(l.kit_usual(), view! { <Tabs label=l.kit_usual() items=usual /> }),
        Example::new(l.kit_many(), view! { <Tabs label=l.kit_many() items=many /> }),
    ]
}

pub fn selection_bar(l: Locale) -> Vec<Example> {
    let bar = move |label: &'static str, id: &'static str, reason: Option<String>| {
        let summary = move || {
            view! {
                <span>{l.kit_selected()}</span>
                <a href="/kit/selection_bar">{l.kit_select_all()}</a>
            }
        };
        view! {
            <SelectionBar label summary>
                <Button kind=ButtonKind::Quiet>{l.clear()}</Button>
                <GuardedButton id kind=ButtonKind::Primary reason>{l.kit_release()}</GuardedButton>
            </SelectionBar>
        }
    };
    vec![
        Example::new(l.kit_usual(), bar(l.kit_usual(), "selection-usual", None)),
        Example::new(
            l.kit_closed(),
            bar(l.kit_closed(), "selection-closed", Some(l.kit_no_right().to_owned())),
        ),
    ]
}
