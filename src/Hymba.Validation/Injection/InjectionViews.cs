using System.Buffers;
using Hymba.Validation.Deobfuscation;

namespace Hymba.Validation.Injection;

/// <summary>
/// The forms of a text in which rules are looked for: as it is with spellings undone, de-obfuscated and decoded, with spaced-out words put
/// together, and backwards where words tell that it was turned round. Each has a map to the original; the further ones only where they differ.
/// </summary>
internal static class InjectionViews
{
    private static readonly SearchValues<string> Backwards = SearchValues.Create(
        ["snoitcurtsni", "tpmorp", "erongi", "dragersid", "tegrof", "ssapyb", "laever", "selur", "sretlif", "snoitcirtser"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The text as detectors see it: de-obfuscated and decoded, and the further forms that differ.</summary>
    public static IEnumerable<string> Texts(string text)
    {
        string plain = DeobfuscatedText.Create(text, decode: true).Text;
        IEnumerable<string> views = Of(text).Select(view => view.Text);
        return (plain == text ? views : views.Skip(1)).Prepend(plain).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The forms, and for an index in each the index in the original.</summary>
    public static IEnumerable<(string Text, Func<int, int> ToOriginal)> Of(string text)
    {
        yield return (FoldedText.Fold(text), static index => index);

        var plain = DeobfuscatedText.Create(text, decode: true);
        if (plain.IsChanged)
        {
            yield return (FoldedText.Fold(plain.Text), plain.ToOriginal);
        }

        if (SpacedWords.Join(plain.Text) is (string joined, int[] starts))
        {
            yield return (FoldedText.Fold(joined), index => plain.ToOriginal(index < starts.Length ? starts[index] : plain.Text.Length));
        }

        if (plain.Text.AsSpan().ContainsAny(Backwards))
        {
            char[] turned = plain.Text.ToCharArray();
            Array.Reverse(turned);
            yield return (FoldedText.Fold(new string(turned)), index => plain.ToOriginal(Math.Max(0, plain.Text.Length - 1 - index)));
        }
    }
}
