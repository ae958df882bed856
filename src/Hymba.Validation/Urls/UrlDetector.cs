namespace Hymba.Validation.Urls;

/// <summary>
/// Finds URLs in a text: with a scheme, protocol-relative, and bare hosts whose ending is a known top-level domain or that are addresses.
/// Pure and linear.
/// </summary>
internal static class UrlDetector
{
    /// <summary>Finds all URLs, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isWhole">Says that a stretch is one URL as it stands, punctuation included; null for no such.</param>
    public static List<DetectedUrl> Find(string text, Func<string, bool>? isWhole = null)
    {
        var urls = new List<DetectedUrl>();
        int position = 0;
        while (position < text.Length)
        {
            if (UrlCharacters.IsSeparator(text[position]))
            {
                position++;
                continue;
            }

            int end = position;
            bool mayHold = false;
            while (end < text.Length && !UrlCharacters.IsSeparator(text[end]))
            {
                mayHold |= text[end] is '.' or ':';
                end++;
            }

            if (mayHold)
            {
                new UrlScanner(text, position, end, isWhole, urls).Run();
            }

            position = end;
        }

        return Merge(urls, UrlCuts.Find(text));
    }

    /// <summary>Where the last stretch between separators begins, which more text could still change; the text's length if none is open.</summary>
    public static int FindOpenStart(string text)
    {
        int start = text.Length;
        bool isOneLabel = true;
        while (start > 0 && !UrlCharacters.IsSeparator(text[start - 1]))
        {
            start--;
            isOneLabel &= UrlCharacters.IsLabel(text[start]);
        }

        // Too long for a label and for a scheme: whatever follows, no URL begins in it.
        return isOneLabel && text.Length - start > UrlCharacters.MaxLabel ? text.Length : CutStart(text, start);
    }

    // Where the stretch before begins, if what follows the break of the line may be joined to it.
    private static int CutStart(string text, int start)
    {
        int cut = start;
        while (cut > 0 && text[cut - 1] is '\n' or '\r' or '\t')
        {
            cut--;
        }

        if (cut == start || cut == 0 || !UrlCuts.MayJoin(text, cut))
        {
            return start;
        }

        while (cut > 0 && !UrlCharacters.IsSeparator(text[cut - 1]))
        {
            cut--;
        }

        return cut;
    }

    // What was cut and what was found in it is one.
    private static List<DetectedUrl> Merge(List<DetectedUrl> urls, List<DetectedUrl> cuts)
    {
        if (cuts.Count == 0)
        {
            return urls;
        }

        urls.AddRange(cuts);
        urls.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : one.End.CompareTo(other.End));
        int last = 0;
        for (int i = 1; i < urls.Count; i++)
        {
            DetectedUrl url = urls[i];
            bool isSame = url.Start < urls[last].End;
            int end = isSame ? Math.Max(url.End, urls[last].End) : url.End;
            urls[isSame ? last : ++last] = isSame ? new(urls[last].Start, end, end, HasScheme: true, IsCut: true) : url;
        }

        urls.RemoveRange(last + 1, urls.Count - last - 1);
        return urls;
    }
}
