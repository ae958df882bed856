using System.Buffers;
using System.Text;

namespace Hymba.Inference.Text;

/// <summary>
/// Takes the power from text that comes from outside: after it, the text can open no role, no tag of the chat template, and no special
/// token. Immutable and safe to use from any number of threads.
/// </summary>
/// <remarks>
/// <para>
/// Only the first character of each construct changes, so that a reader still sees what was meant: <c>&lt;</c> becomes
/// <c>&#8249;</c> (U+2039), <c>[</c> becomes <c>&#10214;</c> (U+27E6), any other first character of a special token U+FFFD. All other
/// text stays as it is, and neutralising twice changes nothing more.
/// </para>
/// <para>
/// Constructs are: role markers, <c>&lt;extra_id_</c> and a digit, closed or not; the tags <c>context</c>, <c>tool</c> and
/// <c>toolcall</c>, opening, closing or both; and the special tokens as they are spelled. Markers and tags are found in any case, with
/// white space beside the brackets and the slash, with invisible characters anywhere in them, and in full-width or small forms. That
/// includes a generic type named <c>Tool</c> or <c>Context</c> between brackets in a program. Look-alike letters of other scripts are
/// not found: they are other tokens to the model.
/// </para>
/// <para>
/// Neutralise a whole text at once: two halves of a construct are harmless apart. The chat template writes at least a line break or a
/// space between any two texts, and never one that would complete a construct.
/// </para>
/// </remarks>
public sealed class PromptNeutralizer
{
    private readonly string[] _specials;
    private readonly SearchValues<char> _starts;

    /// <summary>Creates a neutralizer.</summary>
    /// <param name="specialTokens">The spellings of the tokenizer's special tokens, see <see cref="HymbaTokenizer.SpecialTokens"/>.</param>
    public PromptNeutralizer(IEnumerable<string> specialTokens)
    {
        ArgumentNullException.ThrowIfNull(specialTokens);
        _specials = [.. specialTokens.Where(token => token.Length > 0)];
        _starts = SearchValues.Create([.. MarkupScanner.OpeningBrackets, .. _specials.Select(token => token[0])]);
    }

    /// <summary>Returns the text without constructs; the same instance where it has none. Linear time.</summary>
    /// <param name="text">The text to neutralise, whole.</param>
    public string Neutralize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? changed = null;
        for (int index = text.AsSpan().IndexOfAny(_starts); index >= 0;)
        {
            if (StartsConstruct(text.AsSpan(index)))
            {
                changed ??= new StringBuilder(text);
                changed[index] = Replacement(text[index]);
            }

            int next = text.AsSpan(index + 1).IndexOfAny(_starts);
            index = next < 0 ? -1 : index + 1 + next;
        }

        return changed?.ToString() ?? text;
    }

    /// <summary>Whether a construct starts with the first character.</summary>
    internal bool StartsConstruct(ReadOnlySpan<char> text)
    {
        foreach (string special in _specials)
        {
            if (text.StartsWith(special, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return MarkupScanner.StartsMarkup(text);
    }

    private static char Replacement(char first) =>
        MarkupScanner.OpeningBrackets.Contains(first) ? '\u2039' : first == '[' ? '\u27E6' : '\uFFFD';
}
