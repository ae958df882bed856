using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Identifiers of letters and digits, the more specific before the less.</summary>
internal static class LetteredFormats
{
    private const string NifLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string FinnishChecks = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    private static readonly ContextWords Nif = new("nif", "dni", "documento", "identidad", "spain", "spanish");
    private static readonly ContextWords SingaporeCompany = new("uen", "entity number", "singapore", "company");
    private static readonly ContextWords Singapore = new("nric", "fin", "singapore");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LetteredFormat> All { get; } =
    [
        new("IT_FISCAL_CODE", "LLLLLLXXLXXLXXXL", ItalyChecked, 0.95),
        new("IT_FISCAL_CODE", "LLLLLLXXLXXLXXXL", ItalyShape, 0.5) { Context = new("codice", "fiscale", "fiscal", "cf", "italian", "tax") },
        new("US_MBI", "DLXD~LXD~LLDD", Mbi, 0.75) { Context = new("mbi", "medicare", "beneficiary") },
        new("UK_NINO", "LL_DD_DD_DD_L", Nino, 0.75) { Context = new("nino", "national insurance", "insurance", "ni") },
        new("FI_PERSONAL_IDENTITY_CODE", "DDDDDDSDDDX", Finland, 0.85) { Context = new("hetu", "henkil\u00F6tunnus", "personbeteckning") },
        new("ES_NIE", "LDDDDDDD~L", Nie, 0.8) { Context = new("nie", "extranjero", "spain", "spanish") },
        new("ES_NIF", "DDDDDDDD~L", SpanishNif, 0.75) { Context = Nif },
        new("ES_NIF", "DDDDDDD~L", SpanishNif, 0.65) { Context = Nif },
        new("SG_NRIC_FIN", "LDDDDDDDL", SingaporeChecked, 0.8) { Context = Singapore },
        new("SG_NRIC_FIN", "LDDDDDDDL", SingaporeShape, 0.3) { Context = Singapore },
        new("DE_VAT_ID", "LL.DDD.DDD.DDD", GermanIdChecks.Vat, 0.75) { Context = new("ust-idnr", "ust-id", "ustid", "umsatzsteuer", "vat", "mwst") },
        new("DE_SOCIAL_SECURITY", "DDDDDDDDLDDD", GermanIdChecks.Pension, 0.75)
        {
            Context = new("rvnr", "sozialversicherungsnummer", "rentenversicherungsnummer", "versicherungsnummer", "sv-nummer"),
        },
        new("DE_HEALTH_INSURANCE", "LDDDDDDDDD", GermanIdChecks.Insured, 0.5)
        {
            Context = new("kvnr", "krankenversichertennummer", "versichertennummer", "egk", "krankenkasse", "gesundheitskarte"),
        },
        new("IN_GSTIN", "DDLLLLLDDDDLXLX", CompanyIdChecks.InGstin, 0.8) { Context = new("gstin", "gst", "tax", "india") },
        new("SG_UEN", "LDDLLDDDDL", CompanyIdChecks.SgOther, 0.7) { Context = SingaporeCompany },
        new("SG_UEN", "DDDDDDDDDL", CompanyIdChecks.SgCompany, 0.7) { Context = SingaporeCompany },
        new("SG_UEN", "DDDDDDDDL", CompanyIdChecks.SgBusiness, 0.55) { Context = SingaporeCompany },
        new("UK_DRIVING_LICENCE", "XXXXXDDDDDDXXXLL", CompanyIdChecks.UkDriver, 0.8) { Context = new("licence", "driving", "driver", "dvla") },
        new("MEDICAL_LICENSE", "LXDDDDDDD", CompanyIdChecks.UsDea, 0.5) { Context = new("dea", "license", "prescriber", "medical", "certificate") },
        new("IN_VOTER", "LLLDDDDDDD", IndianVoter, 0.45) { NeedsContext = true, Context = new("vote", "voter", "epic", "election", "elector", "polling") },
        new("IN_PAN", "LLLLLDDDDL", Pan, 0.7) { Context = new("pan", "permanent account", "income tax", "india") },
    ];

    // Letters as remainders: position 1 counts from odd places with their own values, even places with their rank.
    private static bool ItalyChecked(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<int> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        int sum = 0;
        for (int i = 0; i < 15; i++)
        {
            int rank = Chars.IsDigit(value[i]) ? value[i] - '0' : value[i] - 'A';
            sum += (i & 1) == 0 ? odd[rank] : rank;
        }

        return ItalyShape(value) && value[15] == 'A' + (sum % 26);
    }

    // Where two people would share a code, digits from the right are replaced by these letters.
    private static bool ItalyShape(ReadOnlySpan<char> value)
    {
        foreach (int index in (ReadOnlySpan<int>)[6, 7, 9, 10, 12, 13, 14])
        {
            if (!Chars.IsDigit(value[index]) && !"LMNPQRSTUV".Contains(value[index]))
            {
                return false;
            }
        }

        return "ABCDEHLMPRST".Contains(value[8]) && (Chars.IsDigit(value[6]) || Chars.IsDigit(value[9]) || Chars.IsDigit(value[12])
            || Chars.IsDigit(value[14]));
    }

    // Letters S, L, O, I, B, Z are left out because they look like digits.
    private static bool Mbi(ReadOnlySpan<char> value)
    {
        foreach (char character in value)
        {
            if ("SLOIBZ".Contains(character))
            {
                return false;
            }
        }

        return value[0] != '0';
    }

    private static bool Nino(ReadOnlySpan<char> value)
        => !"DFIQUV".Contains(value[0]) && !"DFIOQUV".Contains(value[1]) && value[8] is >= 'A' and <= 'D'
            && !(value[..2] is "BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");

    private static bool Finland(ReadOnlySpan<char> value)
    {
        int individual = int.Parse(value[7..10], null);
        int number = int.Parse(value[..6], null);
        return "+-ABCDEFYXWVU".Contains(value[6]) && DigitChecks.IsDay(DigitChecks.Two(value, 2), DigitChecks.Two(value, 0))
            && individual >= 2
            && value[10] == FinnishChecks[(int)(((number * 1000L) + individual) % 31)];
    }

    private static bool SpanishNif(ReadOnlySpan<char> value) => value[^1] == NifLetters[int.Parse(value[..^1], null) % 23];

    private static bool Nie(ReadOnlySpan<char> value)
        => value[0] is 'X' or 'Y' or 'Z' && value[^1] == NifLetters[(((value[0] - 'X') * 10_000_000) + int.Parse(value[1..^1], null)) % 23];

    private static bool SingaporeShape(ReadOnlySpan<char> value) => "STFGM".Contains(value[0]);

    private static bool SingaporeChecked(ReadOnlySpan<char> value)
    {
        int sum = DigitChecks.Weighted(value[1..], [2, 7, 6, 5, 4, 3, 2]) + (value[0] is 'T' or 'G' ? 4 : value[0] == 'M' ? 3 : 0);
        string letters = value[0] switch { 'S' or 'T' => "JZIHGFEDCBA", 'F' or 'G' => "XWUTRQPNMLK", _ => "KLJNPQRTUWX" };
        return SingaporeShape(value) && value[8] == letters[value[0] == 'M' ? 10 - (sum % 11) : sum % 11];
    }

    // The fourth letter is the kind of holder.
    private static bool Pan(ReadOnlySpan<char> value) => "ABCFGHJLPT".Contains(value[3]);

    private static bool IndianVoter(ReadOnlySpan<char> value) => !DigitChecks.IsUniform(value[3..]);
}
