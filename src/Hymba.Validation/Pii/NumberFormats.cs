using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Identifiers of digits alone, the more specific before the less.</summary>
internal static class NumberFormats
{
    private static readonly ContextWords UsSsnWords = new("ssn", "ss#", "social security", "social", "ssid");
    private static readonly ContextWords KoreanWords = new("rrn", "korean", "korea", "resident registration", "jumin");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NumberFormat> All { get; } =
    [
        new("CREDIT_CARD", [[16], [4, 4, 4, 4], [15], [4, 6, 5], [14], [4, 6, 4], [19], [4, 4, 4, 4, 3], [13], [17], [18], [4, 4, 4, 3],
            [4, 4, 4, 2]], CardChecks.Card)
        {
            Bare = 0.75, Grouped = 0.85, MayBePart = true, Separators = " -.",
            Context = new("card", "credit", "debit", "visa", "mastercard", "amex", "american express", "discover", "jcb", "diners",
                "maestro", "cc", "pan", "payment"),
        },
        new("CREDIT_CARD", [[12], [4, 4, 4], [13], [14], [15], [16], [17], [18], [19], [4, 4, 4, 4], [4, 4, 4, 4, 3]], CardChecks.Maestro)
        {
            Bare = 0.4, Grouped = 0.5, NeedsContext = true, MayBePart = true,
            Context = new("card", "credit", "debit", "maestro", "cc", "payment"),
        },
        new("CREDIT_CARD", [[12], [13], [14], [15], [16], [17], [18], [19], [4, 4, 4, 4]], CardChecks.Any)
        {
            Bare = 0.3, Grouped = 0.4, NeedsContext = true, MayBePart = true,
            Context = new("credit card", "debit card", "card number", "card no", "bank card"),
        },
        new("US_SSN", [[3, 2, 4]], NationalIdChecks.UsSsn) { Separators = " -.", Grouped = 0.6, Context = UsSsnWords },
        new("US_SSN", [[9]], NationalIdChecks.UsSsnBare) { Bare = 0.2, Context = UsSsnWords },
        new("US_SSN", [[3, 6], [5, 4]], NationalIdChecks.UsSsn) { Separators = "-", Grouped = 0.25, Context = UsSsnWords },
        new("US_ITIN", [[3, 2, 4], [3, 6], [5, 4], [9]], NationalIdChecks.UsItin)
        {
            Bare = 0.3, Grouped = 0.65, Context = new("itin", "taxpayer", "tax id", "tax", "tin", "individual"),
        },
        new("US_NPI", [[10], [4, 3, 3]], NationalIdChecks.UsNpi)
        {
            Bare = 0.45, Grouped = 0.6, Context = new("npi", "provider", "national provider", "medicare", "physician", "doctor"),
        },
        new("ABA_ROUTING_NUMBER", [[9], [4, 4, 1]], NationalIdChecks.Aba)
        {
            Bare = 0.45, Grouped = 0.65, Context = new("aba", "routing", "rtn", "bank", "wire", "transit", "ach", "account", "fedwire"),
        },
        new("UK_NHS", [[10], [3, 3, 4]], NationalIdChecks.UkNhs)
        {
            Bare = 0.45, Grouped = 0.55, Context = new("nhs", "national health", "health service", "health number", "patient"),
        },
        new("CA_SIN", [[9], [3, 3, 3]], NationalIdChecks.CaSin)
        {
            Bare = 0.35, Grouped = 0.5, Context = new("sin", "social insurance", "canada", "canadian", "nas", "assurance sociale"),
        },
        new("AU_TFN", [[9], [3, 3, 3]], NationalIdChecks.AuTfn)
        {
            Bare = 0.36, Grouped = 0.5, Context = new("tfn", "tax file", "australia", "australian"),
        },
        new("AU_ACN", [[9], [3, 3, 3]], NationalIdChecks.AuAcn)
        {
            Bare = 0.34, Grouped = 0.45, Context = new("acn", "company number", "australian company", "australia"),
        },
        new("AU_ABN", [[11], [2, 3, 3, 3]], NationalIdChecks.AuAbn)
        {
            Bare = 0.6, Grouped = 0.8, Context = new("abn", "australian business", "business number", "australia"),
        },
        new("AU_MEDICARE", [[10], [4, 5, 1]], NationalIdChecks.AuMedicare)
        {
            Bare = 0.35, Grouped = 0.6, Context = new("medicare", "australia", "australian"),
        },
        new("IN_AADHAAR", [[12], [4, 4, 4]], NationalIdChecks.InAadhaar)
        {
            Bare = 0.45, Grouped = 0.65, Context = new("aadhaar", "aadhar", "uidai", "uid", "india"),
        },
        new("PL_PESEL", [[11]], NationalIdChecks.PlPesel) { Bare = 0.58, Context = new("pesel", "poland", "polish") },
        new("TR_NATIONAL_ID", [[11]], NationalIdChecks.TrNationalId)
        {
            Bare = 0.62, Context = new("tckn", "tc kimlik", "kimlik", "tc", "turkish", "turkey", "vatanda\u015F"),
        },
        new("DE_TAX_ID", [[11], [2, 3, 3, 3]], NationalIdChecks.DeTaxId)
        {
            Bare = 0.45, Grouped = 0.6, Separators = " ",
            Context = new("idnr", "steuer", "steuer-id", "steueridentifikationsnummer", "identifikationsnummer", "tin", "steuerliche",
                "german", "germany"),
        },
        new("TH_TNIN", [[13], [1, 4, 5, 2, 1]], NationalIdChecks.ThTnin)
        {
            Bare = 0.42, Grouped = 0.75, Context = new("thai", "thailand", "tnin", "citizen"),
        },
        new("ZA_ID_NUMBER", [[13], [6, 4, 3]], NationalIdChecks.ZaIdNumber)
        {
            Bare = 0.65, Grouped = 0.75, Context = new("south african", "south africa", "sa id", "rsa"),
        },
        new("KR_RRN", [[13]], NationalIdChecks.KrRrn) { Bare = 0.5, Context = KoreanWords },
        new("KR_RRN", [[6, 7]], NationalIdChecks.KrRrn) { Grouped = 0.85, Separators = "-", Context = KoreanWords },
        new("KR_RRN", [[6, 7]], NationalIdChecks.KrRrnShape) { Grouped = 0.6, Separators = "-", Context = KoreanWords },
        new("KR_RRN", [[13]], NationalIdChecks.KrRrnShape) { Bare = 0.3, Context = KoreanWords },
        new("KR_FRN", [[6, 7]], NationalIdChecks.KrForeigner)
        {
            Grouped = 0.6, Separators = "-", Context = new("frn", "foreigner", "alien registration", "korea", "korean"),
        },
        new("KR_FRN", [[13]], NationalIdChecks.KrForeigner) { Bare = 0.3, Context = new("frn", "foreigner", "alien registration", "korea", "korean") },
        new("KR_BRN", [[3, 2, 5], [10]], CompanyIdChecks.KrBusiness)
        {
            Bare = 0.35, Grouped = 0.7, Separators = "-", Context = new("brn", "business registration", "korea", "korean"),
        },
        new("KR_DRIVER_LICENSE", [[2, 2, 6, 2]], NationalIdChecks.KrDriver)
        {
            Grouped = 0.6, Separators = "-", Context = new("license", "licence", "driver", "driving", "korea", "korean"),
        },
        new("NG_NIN", [[11]], DigitChecks.Verhoeff) { Bare = 0.4, Context = new("nin", "national identification", "national identity", "nigeria", "nimc") },
        new("IT_VAT_CODE", [[11]], CompanyIdChecks.ItVat) { Bare = 0.4, Context = new("partita iva", "iva", "piva", "p.iva", "vat", "italia", "italian") },
        new("DE_LANR", [[9]], GermanIdChecks.Physician)
        {
            Bare = 0.33, Context = new("lanr", "arztnummer", "lebenslange", "vertragsarzt", "kassen\u00E4rztliche"),
        },
        new("SE_ORGANISATIONSNUMMER", [[6, 4], [10]], CompanyIdChecks.SeOrganisation)
        {
            Bare = 0.35, Grouped = 0.6, Separators = "-", Context = new("organisationsnummer", "orgnummer", "org.nr", "orgnr", "company", "swedish", "sweden"),
        },
        new("SE_PERSONNUMMER", [[12], [10], [6, 4], [8, 4]], NationalIdChecks.SePersonnummer)
        {
            Bare = 0.5, Grouped = 0.7, Separators = "-",
            Context = new("personnummer", "personal identity", "swedish", "sweden", "samordningsnummer", "pnr"),
        },
    ];
}
