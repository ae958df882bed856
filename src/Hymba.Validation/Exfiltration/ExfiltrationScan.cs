using Hymba.Validation.Urls;

namespace Hymba.Validation.Exfiltration;

/// <summary>One pass over a text: what is found, and where the earliest unfinished construct begins.</summary>
internal sealed class ExfiltrationScan(string text, DataInUrl judge, bool allImages, ICollection<Finding>? findings)
{
    private const int MaxCss = 1024;

    private static readonly System.Buffers.SearchValues<char> Beginnings = System.Buffers.SearchValues.Create("![<uU@");

    private readonly Dictionary<string, string> _definitions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _images = new(StringComparer.Ordinal);
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);
    private int _open = text.Length;

    /// <summary>Runs the pass.</summary>
    /// <returns>Where the open part begins.</returns>
    public int Run()
    {
        int position = 0;
        while (position < text.Length)
        {
            int next = text.AsSpan(position).IndexOfAny(Beginnings);
            if (next < 0)
            {
                break;
            }

            position += next;
            position = text[position] switch
            {
                '!' => Image(position),
                '[' => Link(position, position, isImage: false),
                '<' => Tag(position),
                '@' => Css(position, "@import"),
                _ => Css(position, "url("),
            };
        }

        return _open;
    }

    private int Image(int start)
    {
        if (start + 1 >= text.Length)
        {
            SetOpen(start);
            return start + 1;
        }

        return text[start + 1] == '[' ? Link(start, start + 1, isImage: true) : start + 1;
    }

    private int Link(int start, int bracket, bool isImage)
    {
        Parse parse = MarkdownLink.Read(text, bracket, isImage, out MarkdownLink link);
        if (parse == Parse.No)
        {
            return bracket + 1;
        }

        if (parse == Parse.Open)
        {
            SetOpen(start);
        }

        string? rule = link.Destination is null && link.Label is null ? null : link.IsDefinition ? Defined(link) : Used(link, isImage);
        return rule is null ? bracket + 1 : Add(rule, start, link.End);
    }

    // A reference and its definition fetch only together: whichever comes second is the finding.
    private string? Defined(MarkdownLink link)
    {
        _definitions.TryAdd(link.Label!, link.Destination!);
        return _images.Contains(link.Label!) ? Judge(link.Destination!, isImage: true)
            : _links.Contains(link.Label!) ? Judge(link.Destination!, isImage: false) : null;
    }

    private string? Used(MarkdownLink link, bool isImage)
    {
        if (link.Destination is not null)
        {
            return Judge(link.Destination, isImage);
        }

        (isImage ? _images : _links).Add(link.Label!);
        return _definitions.TryGetValue(link.Label!, out string? destination) ? Judge(destination, isImage) : null;
    }

    private string? Judge(string destination, bool isImage)
    {
        UrlParts? parts = judge.External(destination);
        return parts is null ? null
            : isImage ? allImages || DataInUrl.IsCarried(parts) ? ExfiltrationRules.Image : null
            : DataInUrl.IsCarriedByLink(parts) ? ExfiltrationRules.Link : null;
    }

    private int Tag(int start)
    {
        Parse parse = HtmlTag.Read(text, start, out HtmlTag? tag);
        if (parse == Parse.No)
        {
            return start + 1;
        }

        if (parse == Parse.Open)
        {
            SetOpen(start);
        }

        string? rule = FetchingTags.Judge(tag!, judge, allImages);
        return rule is null ? start + 1 : Add(rule, start, tag!.End);
    }

    private int Css(int start, string word)
    {
        int same = 0;
        while (same < word.Length && start + same < text.Length && char.ToLowerInvariant(text[start + same]) == word[same])
        {
            same++;
        }

        bool follows = start > 0 && char.IsLetterOrDigit(text[start - 1]);
        if (follows || (same < word.Length && start + same < text.Length))
        {
            return start + 1;
        }

        int end = start + same;
        int limit = Math.Min(text.Length, start + MaxCss);
        while (end < limit && text[end] is not (')' or ';' or '\n' or '<' or '>') && !(word[0] == '@' && text[end] == '('))
        {
            end++;
        }

        // What "@import url(" imports is the next construct; the URL of a plain import is judged here.
        bool isOpen = end >= text.Length && text.Length - start < MaxCss;
        if (isOpen)
        {
            SetOpen(start);
        }

        string destination = text[(start + same)..end].Trim(' ', '"', '\'', '\t');
        UrlParts? parts = same == word.Length ? judge.External(destination) : null;
        return parts is not null && (word[0] == '@' || allImages || DataInUrl.IsCarried(parts))
            ? Add(ExfiltrationRules.Css, start, end < text.Length && text[end] == ')' ? end + 1 : end)
            : start + 1;
    }

    private int Add(string rule, int start, int end)
    {
        bool isLink = rule == ExfiltrationRules.Link;
        findings?.Add(new(rule, "exfiltration", "URL", start, end, isLink ? Severity.Medium : Severity.High, isLink ? 0.6 : 0.9));
        return end;
    }

    private void SetOpen(int start) => _open = Math.Min(_open, start);
}
