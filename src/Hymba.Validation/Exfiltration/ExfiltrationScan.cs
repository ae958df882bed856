using Hymba.Validation.Streaming;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Exfiltration;

/// <summary>One pass over a text: what is found, and where the earliest unfinished construct begins.</summary>
internal sealed class ExfiltrationScan(ScanWindow window, DataInUrl judge, bool allImages, ICollection<Finding> findings)
{
    private const int MaxCss = 1024;

    private static readonly System.Buffers.SearchValues<char> Beginnings = System.Buffers.SearchValues.Create("![<uU@");

    private readonly string text = window.Text;
    private LinkReferences _references = (LinkReferences?)window.Memory ?? LinkReferences.None;
    private LinkReferences? _settled;
    private int _open = window.Text.Length;

    /// <summary>Runs the pass.</summary>
    public ScanProgress Run()
    {
        int position = window.Settled;
        while (position < text.Length && (window.IsFinal || _open == text.Length))
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

        return new ScanProgress(_open, Math.Max(0, _open - 1), _settled ?? _references);
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
        _references = _references.Define(link.Label!, link.Destination!);
        return _references.IsUsed(link.Label!, isImage: true) ? Judge(link.Destination!, isImage: true)
            : _references.IsUsed(link.Label!, isImage: false) ? Judge(link.Destination!, isImage: false) : null;
    }

    private string? Used(MarkdownLink link, bool isImage)
    {
        if (link.Destination is not null)
        {
            return Judge(link.Destination, isImage);
        }

        _references = _references.Use(link.Label!, isImage);
        return _references.Destination(link.Label!) is string destination ? Judge(destination, isImage) : null;
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
        if (start < _open)
        {
            findings.Add(new(rule, "exfiltration", "URL", start, end, isLink ? Severity.Medium : Severity.High, isLink ? 0.6 : 0.9));
        }

        return end;
    }

    // What an open construct says of references is not yet sure.
    private void SetOpen(int start)
    {
        if (!window.IsFinal && start < _open)
        {
            (_open, _settled) = (start, _references);
        }
    }
}
