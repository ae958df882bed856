using System.Net;

namespace Hymba.Validation.Urls;

/// <summary>Finds the URLs of one stretch of text between separators: the <see cref="UrlDetector"/>'s working state.</summary>
internal ref struct UrlScanner(string text, int begin, int end, Func<string, bool>? isWhole, List<DetectedUrl> urls)
{
    private static readonly System.Buffers.SearchValues<char> AddressCharacters = System.Buffers.SearchValues.Create("0123456789.");
    private static readonly string[] Opaque = ["data:", "javascript:", "vbscript:", "mailto:", "blob:", "file:"];
    private static readonly string[] Hierarchical = ["http", "https", "ftp", "ws", "wss"];

    private const int MaxWhole = 2048;

    // What was found ahead is kept, so that a list of URLs is not searched again for each of them.
    private readonly int _first = begin;
    private int _position = begin;
    private int _schemeStart = -1;
    private int _bodyStart;
    private int _stop = -1;

    public void Run()
    {
        while (_position < end)
        {
            if (_schemeStart < _position)
            {
                _schemeStart = NextScheme(_position, out _bodyStart);
            }

            ScanBare(_schemeStart);
            if (_position == _schemeStart && _position < end)
            {
                Add(_schemeStart, _bodyStart, hasScheme: true);
            }
        }
    }

    private int NextScheme(int from, out int bodyStart)
    {
        for (int colon = from; colon < end; colon++)
        {
            int next = text.IndexOf(':', colon, end - colon);
            if (next < 0)
            {
                break;
            }

            colon = next;
            int begin = colon;
            while (begin > from && colon - begin <= UrlCharacters.MaxLabel && UrlCharacters.IsScheme(text[begin - 1]))
            {
                begin--;
            }

            while (begin < colon && !char.IsAsciiLetter(text[begin]))
            {
                begin++;
            }

            if (begin == colon || colon - begin > UrlCharacters.MaxLabel)
            {
                continue;
            }

            int slashes = colon + 1;
            while (slashes < end && text[slashes] is '/' or '\\')
            {
                slashes++;
            }

            ReadOnlySpan<char> scheme = text.AsSpan(begin, colon - begin);
            bool isLink = slashes - colon > 2 || (slashes - colon > 1 && Contains(Hierarchical, scheme));
            if (slashes < end && (isLink || (colon + 1 < end && Contains(Opaque, text.AsSpan(begin, colon - begin + 1)))))
            {
                bodyStart = isLink ? slashes : colon + 1;
                return begin;
            }
        }

        bodyStart = end;
        return end;
    }

    private static bool Contains(string[] names, ReadOnlySpan<char> name)
    {
        foreach (string candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Hosts without a scheme before the next scheme.
    private void ScanBare(int limit)
    {
        while (_position < limit)
        {
            char c = text[_position];
            if (c == '[' && BracketedAddress(_position, limit) is int bracketEnd and > 0)
            {
                Add(_position, bracketEnd, hasScheme: false);
                continue;
            }

            if (!UrlCharacters.IsLabel(c))
            {
                _position++;
                continue;
            }

            int hostEnd = _position;
            while (hostEnd < limit && (UrlCharacters.IsLabel(text[hostEnd]) || text[hostEnd] == '.'))
            {
                hostEnd++;
            }

            int trimmed = hostEnd;
            while (trimmed > _position && text[trimmed - 1] is '.' or '-' or '_')
            {
                trimmed--;
            }

            if (IsHost(_position, trimmed, trimmed == hostEnd))
            {
                Add(_position, trimmed, hasScheme: false);
            }
            else
            {
                _position = hostEnd;
            }
        }
    }

    private readonly bool IsHost(int from, int to, bool untrimmed)
    {
        bool isInPath = from > _first && text[from - 1] is '/' or '\\' && (from < _first + 2 || text[from - 2] != text[from - 1]);
        if (isInPath || to - from is < 4 or > UrlCharacters.MaxHost)
        {
            return false;
        }

        char next = untrimmed && to < end ? text[to] : ' ';
        if (next is '(' or '@')
        {
            return false;
        }

        ReadOnlySpan<char> host = text.AsSpan(from, to - from);
        bool hasPath = next is '/' or '?' or '#' || (next == ':' && to + 1 < end && char.IsAsciiDigit(text[to + 1]));
        return LabelsFit(host) && (IsAddress(host) || TopLevelDomains.EndsHost(host, hasPath));
    }

    private static bool LabelsFit(ReadOnlySpan<char> host)
    {
        foreach (Range label in host.Split('.'))
        {
            (int _, int length) = label.GetOffsetAndLength(host.Length);
            if (length is 0 or > UrlCharacters.MaxLabel)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAddress(ReadOnlySpan<char> host) =>
        host.Count('.') == 3 && !host.ContainsAnyExcept(AddressCharacters) && IPAddress.TryParse(host, out _);

    private readonly int BracketedAddress(int from, int limit)
    {
        int close = text.IndexOf(']', from, Math.Min(limit - from, 48));
        return close > from + 2 && text.AsSpan(from + 1, close - from - 1).Contains(':')
            && IPAddress.TryParse(text.AsSpan(from + 1, close - from - 1), out _) ? close + 1 : 0;
    }

    private void Add(int from, int bodyStart, bool hasScheme)
    {
        if (_stop < bodyStart)
        {
            _stop = bodyStart;
            while (_stop < end && !UrlCharacters.IsStop(text[_stop]))
            {
                _stop++;
            }
        }

        bool whole = isWhole is not null && hasScheme && _stop - from <= MaxWhole && isWhole(text[from.._stop]);
        int rawEnd = whole ? _stop : UrlExtent.Find(text.AsSpan(0, _stop), from, bodyStart, hasScheme);
        int urlEnd = rawEnd;
        while (!whole && urlEnd > bodyStart && UrlCharacters.IsTrailing(text[urlEnd - 1]))
        {
            urlEnd--;
        }

        urls.Add(new(from, urlEnd, rawEnd, hasScheme));
        _position = Math.Max(rawEnd, from + 1);
    }
}
