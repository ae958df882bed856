namespace Hymba.Validation.Deobfuscation;

/// <summary>
/// Characters whose compatibility decomposition (NFKC, Unicode 15) is one ASCII character: full-width, mathematical, circled, super- and
/// subscript forms, and kinds of blanks. A table, because normalisation is left out of builds without globalisation data.
/// </summary>
internal static class CompatibilityForms
{
    // first code point : how many : ASCII code of the first; the rest follow in order.
    private const string Ranges = ""
        + "A0:1:20 AA:1:61 B2:2:32 B9:1:31 BA:1:6F 17F:1:73 2B0:1:68 2B2:1:6A 2B3:1:72 2B7:1:77 2B8:1:79 2E1:1:6C 2E2:1:73 "
        + "2E3:1:78 37E:1:3B 1D2C:1:41 1D2E:1:42 1D30:2:44 1D33:8:47 1D3C:1:4F 1D3E:1:50 1D3F:1:52 1D40:2:54 1D42:1:57 1D43:1:61 "
        + "1D47:1:62 1D48:2:64 1D4D:1:67 1D4F:1:6B 1D50:1:6D 1D52:1:6F 1D56:1:70 1D57:2:74 1D5B:1:76 1D62:1:69 1D63:1:72 "
        + "1D64:2:75 1D9C:1:63 1DA0:1:66 1DBB:1:7A 1FEF:1:60 2000:1:20 2001:1:20 2002:1:20 2003:1:20 2004:1:20 2005:1:20 "
        + "2006:1:20 2007:1:20 2008:1:20 2009:1:20 200A:1:20 2024:1:2E 202F:1:20 205F:1:20 2070:1:30 2071:1:69 2074:6:34 "
        + "207A:1:2B 207C:1:3D 207D:2:28 207F:1:6E 2080:10:30 208A:1:2B 208C:1:3D 208D:2:28 2090:1:61 2091:1:65 2092:1:6F "
        + "2093:1:78 2095:1:68 2096:4:6B 209A:1:70 209B:2:73 2102:1:43 210A:1:67 210B:1:48 210C:1:48 210D:1:48 210E:1:68 "
        + "2110:1:49 2111:1:49 2112:1:4C 2113:1:6C 2115:1:4E 2119:3:50 211C:1:52 211D:1:52 2124:1:5A 2128:1:5A 212A:1:4B "
        + "212C:2:42 212F:1:65 2130:2:45 2133:1:4D 2134:1:6F 2139:1:69 2145:1:44 2146:2:64 2148:2:69 2160:1:49 2164:1:56 "
        + "2169:1:58 216C:1:4C 216D:2:43 216F:1:4D 2170:1:69 2174:1:76 2179:1:78 217C:1:6C 217D:2:63 217F:1:6D 2460:9:31 "
        + "24B6:26:41 24D0:26:61 24EA:1:30 2C7C:1:6A 2C7D:1:56 3000:1:20 A7F2:1:43 A7F3:1:46 A7F4:1:51 FB29:1:2B FE10:1:2C "
        + "FE13:2:3A FE15:1:21 FE16:1:3F FE33:1:5F FE34:1:5F FE35:2:28 FE37:1:7B FE38:1:7D FE47:1:5B FE48:1:5D FE4D:1:5F "
        + "FE4E:1:5F FE4F:1:5F FE50:1:2C FE52:1:2E FE54:1:3B FE55:1:3A FE56:1:3F FE57:1:21 FE59:2:28 FE5B:1:7B FE5C:1:7D "
        + "FE5F:1:23 FE60:1:26 FE61:2:2A FE63:1:2D FE64:1:3C FE65:1:3E FE66:1:3D FE68:1:5C FE69:2:24 FE6B:1:40 FF01:94:21 "
        + "107A5:1:71 1D400:26:41 1D41A:26:61 1D434:26:41 1D44E:7:61 1D456:18:69 1D468:26:41 1D482:26:61 1D49C:1:41 1D49E:2:43 "
        + "1D4A2:1:47 1D4A5:2:4A 1D4A9:4:4E 1D4AE:8:53 1D4B6:4:61 1D4BB:1:66 1D4BD:7:68 1D4C5:11:70 1D4D0:26:41 1D4EA:26:61 "
        + "1D504:2:41 1D507:4:44 1D50D:8:4A 1D516:7:53 1D51E:26:61 1D538:2:41 1D53B:4:44 1D540:5:49 1D546:1:4F 1D54A:7:53 "
        + "1D552:26:61 1D56C:26:41 1D586:26:61 1D5A0:26:41 1D5BA:26:61 1D5D4:26:41 1D5EE:26:61 1D608:26:41 1D622:26:61 "
        + "1D63C:26:41 1D656:26:61 1D670:26:41 1D68A:26:61 1D7CE:10:30 1D7D8:10:30 1D7E2:10:30 1D7EC:10:30 1D7F6:10:30 "
        + "1F12B:1:43 1F12C:1:52 1F130:26:41 1FBF0:10:30 ";

    /// <summary>By code point.</summary>
    public static IReadOnlyDictionary<int, char> Table { get; } = Read();

    private static Dictionary<int, char> Read()
    {
        var table = new Dictionary<int, char>();
        foreach (string entry in Ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split(':');
            int first = Convert.ToInt32(parts[0], 16);
            int count = Convert.ToInt32(parts[1], 10);
            int target = Convert.ToInt32(parts[2], 16);
            for (int i = 0; i < count; i++)
            {
                table[first + i] = (char)(target + i);
            }
        }

        return table;
    }
}
