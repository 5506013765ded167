//! What can't be shown or done.

words! {
    not_there { en "It is not there any more", ja "対象が見つかりません" }
    page_not_found { en "There is no such page", ja "ページが見つかりません" }
    page_not_found_hint { en "The address may be mistyped, or what stood here has moved.", ja "URLが間違っているか、ページが移動した可能性があります。" }
    not_allowed { en "You may not see this", ja "閲覧権限がありません" }
    not_allowed_hint { en "Ask an owner of your team for the right to see it.", ja "閲覧が必要な場合は、オーナーに権限の付与を依頼してください。" }
    unavailable { en "The database can't be reached", ja "データベースに接続できません" }
    unavailable_hint { en "Nothing is lost. Try again in a moment.", ja "データは失われていません。しばらくしてから再試行してください。" }
    internal { en "Something went wrong", ja "エラーが発生しました" }
    internal_hint { en "Nothing was changed. If it happens again, tell whoever runs Waybill the reference.", ja "変更は行われていません。再発する場合は参照番号を管理者にお伝えください。" }
    page_broken { en "This page has stopped working.", ja "このページは動作を停止しました。" }
    reload { en "Reload", ja "再読み込み" }
    offline { en "The server does not answer", ja "サーバーが応答しません" }
    offline_hint { en "Check the connection and try again.", ja "接続を確認して再試行してください。" }
    cross_site { en "The request came from another site and was refused.", ja "別のサイトからのリクエストのため、拒否しました。" }
    body_too_large { en "That is too much for one request", ja "送信内容が大きすぎます" }
    body_slow { en "The request took too long to arrive", ja "送信に時間がかかりすぎました" }
    body_broken { en "The request did not arrive whole", ja "送信が途中で切断されました" }
    body_slow_hint { en "Nothing was changed. Check the connection and try again.", ja "変更は行われていません。接続を確認して再試行してください。" }
    go_to_new_orders { en "Go to New orders", ja "新規注文へ" }
}

phrases! {
    body_too_large_hint(mb: usize) { en "A request like this may hold {mb} MB. Nothing was changed.", ja "1回に送信できるのは{mb} MBまでです。変更は行われていません。" }
    reference(code: &str) { en "Reference {code}", ja "参照番号 {code}" }
}
