//! The button that starts a job, whatever it is given to.

use domain::id::JobId;
use domain::query::{DeskList, DeskQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;
use text::Locale;

use crate::context::use_locale;
use crate::error::AppError;
use crate::layout::new_key;
use crate::list::{Ticked, Worded, use_replace};

/// A job that is to be started over a list: once, then its pop-up stands in the place of the question.
#[derive(Clone, Copy)]
pub struct Start<L: DeskList> {
    l: Locale,
    query: Memo<DeskQuery<L>>,
    ticked: Ticked<L>,
    /// One pop-up, one key: pressed twice it starts one job.
    key: StoredValue<String>,
    replace: Callback<String>,
    /// It was asked for.
    pub started: RwSignal<bool>,
    /// Why it can't be.
    pub problem: RwSignal<Option<String>>,
}

impl<L: Worded> Start<L> {
    /// Nothing is asked for yet.
    pub fn over(query: Memo<DeskQuery<L>>, ticked: Ticked<L>) -> Self {
        let replace = use_replace();
        Self {
            l: use_locale(),
            query,
            ticked,
            key: StoredValue::new(new_key()),
            replace: Callback::new(move |to: String| replace(&to)),
            started: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    /// Starts what `given` asks for under a key.
    pub fn run<F>(self, given: impl FnOnce(String) -> F)
    where
        F: Future<Output = Result<JobId, AppError>> + 'static,
    {
        if self.started.get_untracked() {
            return;
        }
        self.started.set(true);
        self.problem.set(None);
        let list = self.query.get_untracked();
        let given = given(self.key.get_value());
        spawn_local(async move {
            let given = given.await;
            if self.started.try_get_untracked().is_none() {
                // The pop-up was left; the job goes on by itself.
                return;
            }
            match given {
                Ok(job) => {
                    self.ticked.clear();
                    self.replace.run(list.job_href(job));
                }
                Err(error) => {
                    self.started.set(false);
                    self.problem.set(Some(self.l.command_failed(&error.words(self.l))));
                }
            }
        });
    }
}
