//! Signing in, and one's own account.

words! {
    sign_in { en "Sign in", ja "サインイン" }
    password { en "Password", ja "パスワード" }
    wrong_credentials { en "The email or the password is wrong.", ja "メールアドレスまたはパスワードが正しくありません。" }
    signed_out { en "You are signed out.", ja "サインアウトしました。" }
    first_run { en "Welcome to Waybill", ja "Waybill へようこそ" }
    first_run_hint { en "Nobody can sign in yet. Set up the owner, who may do everything.", ja "まだ誰もサインインできません。すべての権限を持つオーナーを登録してください。" }
    create_owner { en "Create the owner", ja "オーナーを登録" }
    new_password { en "New password", ja "新しいパスワード" }
    password_hint { en "At least 10 characters. A sentence is easy to remember.", ja "10文字以上で入力してください。覚えやすい文章がおすすめです。" }
    password_short { en "A password has at least 10 characters.", ja "パスワードは10文字以上にしてください。" }
    password_long { en "A password has at most 256 characters.", ja "パスワードは256文字以内にしてください。" }
    email_invalid { en "This is no email address.", ja "メールアドレスの形式が正しくありません。" }
    email_taken { en "Somebody signs in with this email already.", ja "このメールアドレスは既に登録されています。" }
    already_set_up { en "The owner is set up already. Sign in.", ja "オーナーは既に登録されています。サインインしてください。" }
    session_over { en "Your session has ended. Sign in to go on.", ja "セッションが終了しました。再度サインインしてください。" }
    your_account { en "Your account", ja "アカウント" }
    change_password { en "Change the password", ja "パスワードを変更" }
    change_password_hint { en "You stay signed in here and are signed out everywhere else.", ja "この端末ではサインインしたまま、他のすべての端末からサインアウトします。" }
    current_password { en "Current password", ja "現在のパスワード" }
    password_wrong { en "This is not your current password.", ja "現在のパスワードが正しくありません。" }
    password_changed { en "Your password is changed. You are signed out everywhere else.", ja "パスワードを変更し、他のすべての端末からサインアウトしました。" }
    your_sessions { en "Where you are signed in", ja "サインイン中の端末" }
    column_browser { en "Browser", ja "ブラウザ" }
    column_address { en "Address", ja "IPアドレス" }
    column_last_used { en "Last used", ja "最終利用日時" }
    column_signed_in { en "Signed in", ja "サインイン日時" }
    this_browser { en "This browser", ja "この端末" }
    unknown_browser { en "Unknown browser", ja "不明なブラウザ" }
    end_session { en "End", ja "終了" }
    end_other_sessions { en "Sign out everywhere else", ja "他のすべての端末からサインアウト" }
    no_other_sessions { en "You are signed in nowhere else.", ja "他にサインイン中の端末はありません。" }
    session_ended { en "That session has ended.", ja "セッションを終了しました。" }
    sessions_ended { en "You are signed out everywhere else.", ja "他のすべての端末からサインアウトしました。" }
    session_gone { en "That session had ended already.", ja "そのセッションは既に終了しています。" }
    not_changed { en "Nothing was changed. Try again in a moment.", ja "変更されていません。しばらくしてから再試行してください。" }
}

phrases! {
    end_session_of(browser: &str) { en "End the session: {browser}", ja "セッションを終了：{browser}" }
    browser_on(browser: &str, system: &str) { en "{browser} on {system}", ja "{browser}（{system}）" }
}

impl crate::Locale {
    /// Too many attempts were made; when to try again.
    pub fn too_many_attempts(self, seconds: u64) -> String {
        let minutes = seconds.div_ceil(60);
        match (self, seconds) {
            (Self::En, ..60) => format!("Too many attempts. Try again in {seconds} s."),
            (Self::En, _) => format!("Too many attempts. Try again in {minutes} min."),
            (Self::Ja, ..60) => format!("試行回数の上限に達しました。{seconds}秒後に再試行してください。"),
            (Self::Ja, _) => format!("試行回数の上限に達しました。{minutes}分後に再試行してください。"),
        }
    }
}
