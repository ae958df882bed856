namespace Hymba.Validation.Scanning;

/// <summary>A set of ASCII characters, asked often.</summary>
internal sealed class CharSet
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string LowerLetters = "abcdefghijklmnopqrstuvwxyz";

    private readonly bool[] _members = new bool[128];

    /// <summary>The listed characters.</summary>
    public CharSet(string members)
    {
        foreach (char member in members)
        {
            _members[member] = true;
        }
    }

    /// <summary>0 to 9.</summary>
    public static CharSet Digits { get; } = new("0123456789");

    /// <summary>Hexadecimal digits of either case.</summary>
    public static CharSet Hex { get; } = new("0123456789abcdefABCDEF");

    /// <summary>Letters.</summary>
    public static CharSet Letters { get; } = new(Upper + LowerLetters);

    /// <summary>Capital letters and digits.</summary>
    public static CharSet UpperAlphanumeric { get; } = new(Upper + "0123456789");

    /// <summary>Letters and digits.</summary>
    public static CharSet Alphanumeric { get; } = new(Upper + LowerLetters + "0123456789");

    /// <summary>Letters, digits, hyphen, underscore: base64url and most tokens.</summary>
    public static CharSet Token { get; } = new(Upper + LowerLetters + "0123456789-_");

    /// <summary>Tokens that are made of parts: with dots.</summary>
    public static CharSet Dotted { get; } = new(Upper + LowerLetters + "0123456789-_.");

    /// <summary>Both alphabets of base64, without padding.</summary>
    public static CharSet Base64 { get; } = new(Upper + LowerLetters + "0123456789-_+/");

    /// <summary>Both alphabets of base64, with padding.</summary>
    public static CharSet PaddedBase64 { get; } = new(Upper + LowerLetters + "0123456789-_+/=");

    /// <summary>Blank and tabulator.</summary>
    public static CharSet Blanks { get; } = new(" \t");

    /// <summary>Whether it is a member.</summary>
    public bool Contains(char value) => value < 128 && _members[value];
}
