//! The forms of numbers that carriers give.

text_enum! {
    /// One of the forms of a carrier's numbers.
    pub enum Format {
        /// Yamato Transport's twelve digits.
        Yamato = "yamato",
        /// Sagawa Express's twelve digits.
        Sagawa = "sagawa",
        /// Japan Post's twelve digits (Yu-Pack and other parcels).
        JapanPost = "japan_post",
        /// Japan Post's eleven digits for registered mail.
        JapanPostRegistered = "japan_post_registered",
        /// The Universal Postal Union's S10.
        S10 = "s10",
        /// DHL Express's waybill.
        DhlExpress = "dhl_express",
        /// DHL Express's number of one piece.
        DhlPiece = "dhl_piece",
        /// DHL eCommerce's letters and digits.
        DhlEcommerce = "dhl_ecommerce",
        /// DHL eCommerce's fourteen digits.
        DhlEcommerce14 = "dhl_ecommerce_14",
        /// FedEx Express's twelve digits.
        FedEx12 = "fedex_12",
        /// The barcode of FedEx Express: the twelve digits are its end.
        FedEx34 = "fedex_34",
        /// The barcode of FedEx's ASTRA labels.
        FedExAstra32 = "fedex_astra_32",
        /// FedEx Ground's fifteen digits.
        FedExGround15 = "fedex_ground_15",
        /// FedEx Ground's shipping container code.
        FedExSscc18 = "fedex_sscc_18",
        /// The barcode of FedEx Ground, with the application identifier 96.
        FedExGround96 = "fedex_ground_96",
        /// The barcode of FedEx Ground with a global shipment number.
        FedExGroundGsn = "fedex_ground_gsn",
        /// FedEx SmartPost (Ground Economy), which USPS delivers.
        FedExSmartPost = "fedex_smartpost",
        /// UPS's eighteen characters.
        Ups1Z = "ups_1z",
        /// UPS's letter and ten digits.
        UpsWaybill = "ups_waybill",
        /// CJ Logistics.
        Cj = "cj",
        /// Hanjin.
        Hanjin = "hanjin",
        /// Lotte Global Logistics.
        Lotte = "lotte",
        /// Logen.
        Logen = "logen",
        /// Korea Post's thirteen digits.
        KoreaPost = "korea_post",
        /// USPS's twenty digits.
        Usps20 = "usps_20",
        /// USPS's barcodes before the Intelligent Mail package barcode.
        UspsLegacy = "usps_legacy",
        /// USPS's Intelligent Mail package barcode.
        UspsImpb = "usps_impb",
        /// A mask of an own carrier.
        Own = "own",
        /// Nothing is known of it.
        Unchecked = "unchecked",
    }
}

impl Format {
    /// What people who know such numbers call it; the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yamato => "Yamato 12",
            Self::Sagawa => "Sagawa 12",
            Self::JapanPost => "Japan Post 12",
            Self::JapanPostRegistered => "Japan Post 11 (registered)",
            Self::S10 => "UPU S10",
            Self::DhlExpress => "DHL Express",
            Self::DhlPiece => "DHL Express (piece)",
            Self::DhlEcommerce => "DHL eCommerce",
            Self::DhlEcommerce14 => "DHL eCommerce 14",
            Self::FedEx12 => "FedEx Express 12",
            Self::FedEx34 => "FedEx Express 34",
            Self::FedExAstra32 => "FedEx ASTRA 32",
            Self::FedExGround15 => "FedEx Ground 15",
            Self::FedExSscc18 => "FedEx Ground SSCC-18",
            Self::FedExGround96 => "FedEx Ground 96",
            Self::FedExGroundGsn => "FedEx Ground GSN",
            Self::FedExSmartPost => "FedEx SmartPost",
            Self::Ups1Z => "UPS 1Z",
            Self::UpsWaybill => "UPS waybill",
            Self::Cj => "CJ Logistics",
            Self::Hanjin => "Hanjin",
            Self::Lotte => "Lotte 12",
            Self::Logen => "Logen 11",
            Self::KoreaPost => "Korea Post 13",
            Self::Usps20 => "USPS 20",
            Self::UspsLegacy => "USPS legacy",
            Self::UspsImpb => "USPS IMpb",
            Self::Own => "own pattern",
            Self::Unchecked => "unchecked",
        }
    }
}
