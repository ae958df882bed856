using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>
/// Business identifier codes (ISO 9362): four letters, a country, two or five characters. Many capitalised words have that shape, so
/// letters alone count only behind a word about banking or where the bank is a large one.
/// </summary>
internal sealed class BicRecognizer() : Recognizer("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
{
    private const string Countries =
        "AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL "
        + "CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR "
        + "GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT "
        + "LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG "
        + "PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH "
        + "TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

    private const string Banks =
        "DEUT COBA DRES HYVE BYLA GENO INGB ABNA RABO CHAS BOFA CITI WFBI WELL IRVT SCBL BARC HSBC MIDL NWBK LOYD RBOS BNPA SOGE "
        + "CRLY AGRI CMCI PSST BCIT UNCR BBVA BSCH CAIX UBSW CRES POFI ZKBK NDEA ESSE SWED HAND DABA DNBA OKOY KRED GKCC BKCH ICBK "
        + "ABOC PCBC BOTK MHCB SMBC KOEX SHBK CZNB HVBK NACF IBKO ROYC TDOM NOSC BOFM ANZB NATA WPAC CTBA DBSS OCBC UOVB SBIN ICIC "
        + "HDFC";

    private static readonly ScanRule Rule = PiiRules.Of("BIC_SWIFT");
    private static readonly HashSet<string> CountryCodes = [.. Countries.Split(' ')];
    private static readonly HashSet<string> LargeBanks = [.. Banks.Split(' ')];
    private static readonly ContextWords Words = new("bic", "swift", "bank", "bank code", "transfer to", "wire to", "iban", "sort code",
        "correspondent");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        for (int i = 1; i < 6; i++)
        {
            if (!Chars.IsUpper(cursor[start + i]))
            {
                return false;
            }
        }

        int end = cursor.Skip(start + 6, CharSet.UpperAlphanumeric, 6);
        int length = end - start;
        if (length is not (8 or 11) || Chars.IsWord(cursor[end]))
        {
            return false;
        }

        // Placeholders of redaction (<TEMPLATE>) stand in angle brackets, with a token behind a colon.
        if (cursor[start - 1] == '<' && cursor[end] is '>' or ':')
        {
            return false;
        }

        ReadOnlySpan<char> value = cursor.Read(start, end);
        if (!CountryCodes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value[4..6]))
        {
            return false;
        }

        bool known = LargeBanks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value[..4]);
        bool context = Words.PrecedeAt(cursor, start);
        if (!known && !context)
        {
            return false;
        }

        match = new Candidate(Rule, start, end, known && context ? 0.9 : known ? 0.6 : 0.7);
        return true;
    }
}
