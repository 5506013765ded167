//! Optional +: what it offers, and what of a choice fits together (REL-04, SHP-04).

use domain::count::Count;
use domain::kind::TermKind;
use domain::query::{Routing, pair};
use domain::release::Lane;
use domain::view::{Choice, RoutingChoices};
use store::read::listed::Term;
use store::read::routing::AllRouting;

/// The choice as far as it fits together: a policy of another location is let go with that location's choice, and so is an option of
/// another policy.
pub(crate) fn fitting(all: &AllRouting, chosen: Routing) -> Routing {
    let policy = chosen.policy.filter(|chosen_policy| {
        all.policies.iter().any(|(id, location, _)| id == chosen_policy && fits(chosen.location, *location))
    });
    let option = chosen.option.filter(|chosen_option| {
        all.options.iter().any(|(id, of, _)| {
            id == chosen_option
                && fits(policy, *of)
                && all.policies.iter().any(|(id, location, _)| id == of && fits(chosen.location, *location))
        })
    });
    Routing { location: chosen.location, policy, option }
}

/// What Optional + offers: a chosen location narrows the policies, a chosen policy (else the location) the options.
pub(crate) fn choices(all: &AllRouting, chosen: Routing) -> RoutingChoices {
    let policies: Vec<_> =
        all.policies.iter().filter(|(_, location, _)| fits(chosen.location, *location)).collect();
    let options = all
        .options
        .iter()
        .filter(|(_, of, _)| fits(chosen.policy, *of) && policies.iter().any(|(id, ..)| id == of));
    RoutingChoices {
        chosen,
        locations: all.locations.iter().map(|(id, name)| Choice { id: id.0, name: name.clone() }).collect(),
        options: options.map(|(id, _, name)| Choice { id: id.0, name: name.clone() }).collect(),
        policies: policies.into_iter().map(|(id, _, name)| Choice { id: id.0, name: name.clone() }).collect(),
    }
}

/// Whether something is what was chosen, or nothing was.
fn fits<Id: PartialEq>(chosen: Option<Id>, this: Id) -> bool {
    chosen.is_none_or(|chosen| chosen == this)
}

/// What a choice is looked up by. A line's option is one of its policy, and the policy one of its location: the narrowest says the others too.
pub(crate) fn term(routing: Routing) -> Option<Term> {
    let narrowest = routing.option.map(|id| (TermKind::Option, id.0));
    let narrowest = narrowest.or(routing.policy.map(|id| (TermKind::Policy, id.0)));
    let (kind, id) = narrowest.or(routing.location.map(|id| (TermKind::Location, id.0)))?;
    Some(Term { kind, value: id.to_string() })
}

/// The count of some lanes together.
pub(crate) fn of_lanes(counted: &[(Lane, Count)], lanes: &[Lane]) -> Count {
    counted.iter().filter(|(lane, _)| lanes.contains(lane)).map(|(_, count)| *count).sum()
}

/// Terms with the first two as one, where they have a term of their own.
pub(crate) fn paired(mut terms: Vec<Term>) -> Vec<Term> {
    if let [one, other, ..] = terms.as_slice()
        && let Some(value) = pair((one.kind, &one.value), (other.kind, &other.value))
    {
        terms.splice(..2, [Term { kind: TermKind::Pair, value }]);
    }
    terms
}
