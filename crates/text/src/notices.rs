//! Notices to customers, as an order shows them.

words! {
    notices { en "Notices", ja "お知らせ" }
    notice_waits { en "Waits to be sent", ja "送信待ち" }
    notice_given_up { en "Not sent", ja "送信失敗" }
    resend { en "Send again", ja "再送信" }
}

phrases! {
    notice_tried(n: u32) { en "Tried {n} times, will be tried again", ja "{n}回失敗・再送信待ち" }
}
