namespace Hymba.Training.Data.World;

/// <summary>Invented names, put together from syllables: so many that copying them is easier to learn than remembering them.</summary>
internal static class Names
{
    private const string Initials = "ABCDEFGHIJKLMNOPRSTUVWYZABDEGHKLMNPRSTV";

    private static readonly string[] Rimes =
        ["a", "e", "i", "o", "u", "an", "ar", "el", "en", "er", "il", "in", "on", "or", "ul", "am", "al", "ir", "un", "em", "ei", "au", "ia", "os", "is"];

    private static readonly string[] Onsets =
        ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "th", "st", "br", "dr", "tr", "gr", "sh", "ch", "nd", "rk", "lm", "h", "w", "j"];

    private static readonly string[] Ends =
        ["a", "o", "e", "i", "an", "en", "in", "on", "ar", "er", "or", "el", "ia", "as", "is", "us", "eth", "ath", "ek", "ul", "ot", "ine", "ley", "y", "um"];

    private static readonly string[] TownEnds = ["ton", "ford", "burg", "ville", "mere", "field", "wick", "haven", "dale", "stad", "by", "port"];

    /// <summary>A name of four to nine letters, the first in upper case.</summary>
    public static string Word(Draw draw) => draw.Own(static d => Make(d, Ends));

    public static string Person(Draw draw) => $"{Word(draw)} {Word(draw)}";

    public static string Town(Draw draw) => draw.Own(static d => d.Chance(0.4) ? Make(d, TownEnds) : Make(d, Ends));

    public static string Street(Draw draw) => $"{Word(draw)} {draw.Pick(Words.StreetKinds)}";

    public static string Company(Draw draw) => $"{Word(draw)} {draw.Pick(Words.CompanyKinds)}";

    private static string Make(Draw draw, string[] ends)
    {
        while (true)
        {
            char initial = Initials[draw.Below(Initials.Length)];
            bool isVowel = "AEIOU".Contains(initial);
            string name = initial + (isVowel ? "" : draw.Pick(Rimes)) + draw.Pick(Onsets)
                + (isVowel || draw.Chance(0.3) ? draw.Pick(Rimes) + draw.Pick(Onsets) : "") + draw.Pick(ends);
            if (ReferenceEquals(ends, TownEnds))
            {
                name = initial + draw.Pick(Rimes) + (draw.Chance(0.5) ? draw.Pick(Onsets) + draw.Pick(Rimes) : "") + draw.Pick(ends);
            }

            if (name.Length is >= 4 and <= 9)
            {
                return name;
            }
        }
    }
}
