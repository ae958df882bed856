using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>The password of <c>scheme://user:password@host</c>, whatever the scheme; the password alone is reported.</summary>
internal sealed class UrlPasswordRecognizer() : Recognizer(":")
{
    private const int Longest = 256;

    private static readonly ScanRule Rule = SecretRules.Of("url-password");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool BeginsInWords => true;

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (!Chars.IsAlphanumeric(cursor[start - 1]) || cursor[start + 1] != '/' || cursor[start + 2] != '/')
        {
            return false;
        }

        int colon = 0;
        int at = 0;
        for (int index = start + 3; index < start + Longest; index++)
        {
            char next = cursor[index];
            if (next is <= ' ' or '/' or '?' or '#' or '"' or '\'' or '`' or '<' or '>' or '\\' or ',' or ';' or > '~')
            {
                break;
            }

            if (next == ':' && colon == 0)
            {
                colon = index;
            }

            if (next == '@')
            {
                // A password may hold the sign itself: the last one before the host counts.
                at = index;
            }
        }

        if (colon == 0 || at <= colon + 1)
        {
            return false;
        }

        ReadOnlySpan<char> password = cursor.Read(colon + 1, at);
        if (password[0] is '$' or '%' or '{' or '[' || password.IndexOfAnyExcept("*xX.") < 0)
        {
            return false;
        }

        match = new Candidate(Rule, colon + 1, at, Confidence: 0.9);
        return true;
    }
}
