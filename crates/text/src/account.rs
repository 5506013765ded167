//! Signing in.

words! {
    sign_in { en "Sign in", ja "サインイン" }
    password { en "Password", ja "パスワード" }
    wrong_credentials { en "The email or the password is wrong.", ja "メールアドレスまたはパスワードが正しくありません。" }
    signed_out { en "You are signed out.", ja "サインアウトしました。" }
    first_run { en "Welcome to Waybill", ja "Waybill へようこそ" }
    first_run_hint { en "Nobody can sign in yet. Set up the owner, who may do everything.", ja "まだ誰もサインインできません。すべての権限を持つオーナーを登録してください。" }
    create_owner { en "Create the owner", ja "オーナーを登録" }
    new_password { en "New password", ja "新しいパスワード" }
    password_hint { en "At least 10 characters. A sentence is easy to remember.", ja "10文字以上。覚えやすい文章をおすすめします。" }
    password_short { en "A password has at least 10 characters.", ja "パスワードは10文字以上にしてください。" }
    password_long { en "A password has at most 256 characters.", ja "パスワードは256文字以内にしてください。" }
    email_invalid { en "This is no email address.", ja "メールアドレスの形式が正しくありません。" }
    email_taken { en "Somebody signs in with this email already.", ja "このメールアドレスは既に登録されています。" }
    already_set_up { en "The owner is set up already. Sign in.", ja "オーナーは既に登録されています。サインインしてください。" }
    session_over { en "Your session has ended. Sign in to go on.", ja "セッションが終了しました。再度サインインしてください。" }
}
