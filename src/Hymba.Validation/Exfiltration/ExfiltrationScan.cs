using Hymba.Validation.Markdown;
using Hymba.Validation.Streaming;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Exfiltration;

/// <summary>One pass over a text: what is found, and where the earliest unfinished construct begins.</summary>
internal sealed class ExfiltrationScan(ScanWindow window, DataInUrl judge, bool allImages, ICollection<Finding> findings)
{
    private const int MaxCss = 1024;

    private static readonly System.Buffers.SearchValues<char> Beginnings = System.Buffers.SearchValues.Create("![<uU@");

    private readonly string _text = window.Text;
    private LinkReferences _references = ((Memory?)window.Memory)?.References ?? LinkReferences.None;
    private ShownCode _code = ((Memory?)window.Memory)?.Code ?? new ShownCode();
    private int _walked = window.Settled;
    private LinkReferences? _settled;
    private LinkReferences _before = LinkReferences.None;
    private int _open = window.Text.Length;

    /// <summary>Runs the pass.</summary>
    public ScanProgress Run()
    {
        int position = window.Settled;
        while (position < _text.Length && (window.IsFinal || _open == _text.Length))
        {
            int next = _text.AsSpan(position).IndexOfAny(Beginnings);
            if (next < 0)
            {
                break;
            }

            position += next;
            _before = _references;
            position = _text[position] switch
            {
                '!' => Image(position),
                '[' => Link(position, position, isImage: false),
                '<' => Tag(position),
                '@' => Css(position, "@import"),
                _ => Css(position, "url("),
            };
        }

        Walk(_open);
        return new ScanProgress(_open, Math.Max(0, _open - 1), new Memory(_settled ?? _references, _code));
    }

    private int Image(int start)
    {
        if (start + 1 >= _text.Length)
        {
            SetOpen(start);
            return start + 1;
        }

        return _text[start + 1] == '[' ? Link(start, start + 1, isImage: true) : start + 1;
    }

    private int Link(int start, int bracket, bool isImage)
    {
        Parse parse = MarkdownLink.Read(_text, bracket, isImage, out MarkdownLink link);
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
        Parse parse = HtmlTag.Read(_text, start, out HtmlTag? tag);
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
        while (same < word.Length && start + same < _text.Length && char.ToLowerInvariant(_text[start + same]) == word[same])
        {
            same++;
        }

        bool follows = start > 0 && char.IsLetterOrDigit(_text[start - 1]);
        if (follows || (same < word.Length && start + same < _text.Length))
        {
            return start + 1;
        }

        int end = start + same;
        int limit = Math.Min(_text.Length, start + MaxCss);
        while (end < limit && _text[end] is not (')' or ';' or '\n' or '<' or '>') && !(word[0] == '@' && _text[end] == '('))
        {
            end++;
        }

        // What "@import url(" imports is the next construct; the URL of a plain import is judged here.
        bool isOpen = end >= _text.Length && _text.Length - start < MaxCss;
        if (isOpen)
        {
            SetOpen(start);
        }

        string destination = _text[(start + same)..end].Trim(' ', '"', '\'', '\t');
        UrlParts? parts = same == word.Length ? judge.External(destination) : null;
        return parts is not null && (word[0] == '@' || allImages || DataInUrl.IsCarried(parts))
            ? Add(ExfiltrationRules.Css, start, end < _text.Length && _text[end] == ')' ? end + 1 : end)
            : start + 1;
    }

    private int Add(string rule, int start, int end)
    {
        if (start >= _open)
        {
            return end;
        }

        Walk(start);
        bool? isShown = _code.Holds(_text, start, end, window.IsFinal);
        if (isShown is null)
        {
            _references = _before;
            SetOpen(start);
            return end;
        }

        // What is shown as it is fetches nothing.
        bool isLink = rule == ExfiltrationRules.Link;
        Severity severity = isShown.Value ? Severity.Low : isLink ? Severity.Medium : Severity.High;
        findings.Add(new(rule, "exfiltration", "URL", start, end, severity, isShown.Value ? 0.4 : isLink ? 0.6 : 0.9));
        return end;
    }

    private void Walk(int to)
    {
        _code.Advance(_text.AsSpan(_walked..to));
        _walked = to;
    }

    // What an open construct says of references is not yet sure.
    private void SetOpen(int start)
    {
        if (!window.IsFinal && start < _open)
        {
            (_open, _settled) = (start, _references);
        }
    }

    private sealed record Memory(LinkReferences References, ShownCode Code);
}
