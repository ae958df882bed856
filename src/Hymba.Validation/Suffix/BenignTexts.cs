namespace Hymba.Validation.Suffix;

/// <summary>Harmless texts of many kinds, in the package: what users ask for, in prose, code, lists and twenty languages.</summary>
internal static class BenignTexts
{
    private const string Resource = "Suffix/benign-texts.txt";
    private const string Separator = "\n%%\n";

    private static readonly Lazy<IReadOnlyList<string>> Texts = new(Load);

    public static IReadOnlyList<string> All => Texts.Value;

    private static string[] Load()
    {
        using var reader = new StreamReader(typeof(BenignTexts).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split(Separator).Select(text => text.Trim('\n')).ToArray();
    }
}
