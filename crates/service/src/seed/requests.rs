//! What customers ask for at checkout, in their own languages.

pub(super) const IN_ENGLISH: &[&str] = &[
    "Please leave it with a neighbour if I am out.",
    "It is a present: no prices in the parcel, please.",
    "Please pack the poster in a tube, not folded.",
    "Leave in the porch behind the blue bin.",
    "Please ship everything together when the pre-order arrives.",
    "Could you mark the value for customs as paid, with the invoice outside?",
    "Doorbell is broken, please knock or ring my phone.",
    "Needed for the concert on Saturday, please send as early as you can.",
];
pub(super) const IN_JAPANESE: &[&str] = &[
    "不在の場合は宅配ボックスに入れてください。",
    "プレゼント用です。納品書は同封しないでください。",
    "ポスターは折らずに筒でお願いします。",
    "平日の夜19時以降に配達をお願いします。",
    "ライブに持って行くので、土曜日までに届くと助かります。",
    "置き配（玄関前）でお願いします。",
    "予約商品と一緒にまとめて発送してください。",
    "トレカの角が折れないように厳重な梱包をお願いします。",
];
pub(super) const IN_KOREAN: &[&str] = &[
    "부재 시 문 앞에 놓아 주세요.",
    "배송 전에 연락 부탁드립니다.",
    "선물이라 가격표를 빼 주세요.",
    "앨범 모서리가 찍히지 않게 꼼꼼히 포장해 주세요.",
    "경비실에 맡겨 주세요.",
];
pub(super) const IN_GERMAN: &[&str] = &[
    "Bitte beim Nachbarn im Erdgeschoss abgeben.",
    "Es ist ein Geschenk, bitte ohne Rechnung verpacken.",
    "Bitte das Poster nicht falten.",
];
pub(super) const IN_FRENCH: &[&str] = &[
    "Merci de laisser le colis chez la gardienne.",
    "C’est un cadeau, merci de ne pas joindre la facture.",
    "Digicode 4B12, deuxième étage à gauche.",
];
pub(super) const IN_CHINESE: &[&str] = &[
    "請交給管理室代收。",
    "請勿折疊海報，謝謝。",
    "平日白天沒有人，請週末配送。",
    "送禮用，請不要附上價格。",
];
pub(super) const IN_SPANISH: &[&str] =
    &["Dejar en la portería, por favor.", "Es un regalo, sin factura, por favor."];
pub(super) const IN_ITALIAN: &[&str] =
    &["Lasciare in portineria, per favore.", "È un regalo: senza prezzi, grazie."];
pub(super) const IN_DUTCH: &[&str] =
    &["Graag bij de buren op nummer 12 afgeven.", "Het is een cadeau, graag zonder factuur."];
pub(super) const IN_SWEDISH: &[&str] =
    &["Ring på innan leverans, tack.", "Det är en present, lägg inte med kvittot."];
