namespace Hymba.Validation.Deobfuscation;

/// <summary>Letters and signs of other scripts that look like ASCII (after Unicode's confusables, the ones seen in attacks).</summary>
internal static class LookAlikes
{
    private const string Cyrillic =
        "\u0430a\u0435e\u043Eo\u0440p\u0441c\u0443y\u0445x\u0456i\u0458j"
        + "\u0455s\u0501d\u04BBh\u051Bq\u051Dw\u04CFl\u0475v\u0433r\u043Fn\u043Ck"
        + "\u0410A\u0412B\u0415E\u041AK\u041CM\u041DH\u041EO\u0420P\u0421C\u0422T"
        + "\u0423Y\u0425X\u0406I\u0408J\u0405S\u04C0I\u050CG\u051AQ\u051CW\u0474V";

    private const string Greek =
        "\u03B1a\u03BFo\u03C1p\u03BDv\u03B9i\u03BAk\u03C4t\u03C5u\u03C7x\u03B3y\u03C9w\u03B5e\u03B7n\u03F2c\u03F3j"
        + "\u0391A\u0392B\u0395E\u0396Z\u0397H\u0399I\u039AK\u039CM\u039DN\u039FO\u03A1P\u03A4T\u03A5Y\u03A7X\u03F9C";

    private const string Others =
        "\u0585o\u0578n\u057Du\u0570h\u0563q\u0581g\u0566q\u0251a\u0261g\u0131i\u0269i\u028By\u1D04c\u1D0Fo\u1D1Cu\u1D20v\u1D21w\u1D22z"
        + "\u0299B\u0262G\u029CH\u026AI\u029FL\u0274N\u0280R\u028FY\u1D00A\u1D07E\u1D0AJ\u1D0BK\u1D0DM\u1D18P\u1D1BT\u1D05D\uA730F\uA731S"
        + "\u13A0D\u13A1R\u13A2T\u13AAG\u13B3W\u13BBH\u13C0G\u13C2h\u13C3Z\u13CFb\u13D4W\u13DAS\u13DEL\u13DFC\u13E2P\u13F4B";

    private const string Signs =
        "\u2010-\u2011-\u2012-\u2013-\u2014-\u2015-\u2212-\u2018'\u2019'\u201A'\u201B'\u201C\"\u201D\"\u201E\"\u2044/\u2215/\u2236:\uA789:"
        + "\u02D0:\u0589:\u3002.\uFF61.\u06D4.\u0660" + "0\u06611\u06622\u06633\u06644\u06655\u06666\u06677\u06688\u06699"
        + "\u06F00\u06F11\u06F22\u06F33\u06F44\u06F55\u06F66\u06F77\u06F88\u06F99"
        + "\u09660\u09671\u09682\u09693\u096A4\u096B5\u096C6\u096D7\u096E8\u096F9";

    /// <summary>All, by character.</summary>
    public static IReadOnlyDictionary<int, char> Table { get; } = Read(Cyrillic + Greek + Others + Signs);

    /// <summary>Letters alone: a word that mixes them with Latin ones is suspicious, a dash or quotation mark is not.</summary>
    public static IReadOnlyDictionary<int, char> Letters { get; } = Read(Cyrillic + Greek + Others);

    private static Dictionary<int, char> Read(string pairs)
    {
        var table = new Dictionary<int, char>();
        for (int i = 0; i < pairs.Length; i += 2)
        {
            table[pairs[i]] = pairs[i + 1];
        }

        return table;
    }
}
