using Hymba.Validation.Deobfuscation;

namespace Hymba.Validation.Scanning;

/// <summary>
/// Runs a scanner over the de-obfuscated text and, where asked for, once more over the text with encoded runs decoded; findings are spans
/// of the original. Where both passes find something at a place, the surer finding counts, the first pass's where both are alike.
/// </summary>
internal sealed class ScanPasses(EntityScanner scanner, bool decode)
{
    /// <summary>Adds the findings of a text.</summary>
    public void Find(string text, ICollection<Finding> findings)
    {
        List<Finding> plain = FindAll(DeobfuscatedText.Create(text));
        if (decode)
        {
            DeobfuscatedText decoded = DeobfuscatedText.Create(text, decode: true);
            if (decoded.HasDecoded)
            {
                plain = Merge(plain, FindAll(decoded));
            }
        }

        foreach (Finding finding in plain)
        {
            findings.Add(finding);
        }
    }

    /// <summary>Where the undecided part of a growing text begins.</summary>
    public int FindOpenStart(string text)
    {
        var settled = new List<Finding>();
        DeobfuscatedText decoded = decode ? DeobfuscatedText.Create(text, decode: true) : DeobfuscatedText.Create(text);
        int open = FindSettled(decoded, settled);
        if (decoded.HasDecoded)
        {
            open = Math.Min(open, FindSettled(DeobfuscatedText.Create(text), settled));
        }

        // A decided match of one pass may reach over the place where the other is undecided: then it waits too.
        settled.Sort((left, right) => right.Start.CompareTo(left.Start));
        foreach (Finding finding in settled)
        {
            if (finding.Start < open && finding.End > open)
            {
                open = finding.Start;
            }
        }

        return open;
    }

    private static List<Finding> Merge(List<Finding> plain, List<Finding> decoded)
    {
        var result = new List<Finding>(plain.Count + decoded.Count);
        int next = 0;
        int floor = 0;
        foreach (Finding finding in decoded)
        {
            while (next < plain.Count && plain[next].End <= finding.Start)
            {
                result.Add(plain[next++]);
            }

            int behind = next;
            double surest = 0;
            while (behind < plain.Count && plain[behind].Start < finding.End)
            {
                surest = Math.Max(surest, plain[behind++].Confidence);
            }

            // All that a decoded run holds has the span of the run: the first stands for it.
            if (finding.Start >= floor && finding.Confidence > surest)
            {
                result.Add(finding);
                floor = finding.End;
                next = behind;
            }
        }

        result.AddRange(plain.Skip(next));
        return result;
    }

    private List<Finding> FindAll(DeobfuscatedText view)
    {
        var matches = new List<Candidate>();
        scanner.Find(view.Text, matches);
        return matches.ConvertAll(match => ToFinding(match, view));
    }

    private int FindSettled(DeobfuscatedText view, List<Finding> settled)
    {
        var matches = new List<Candidate>();
        int open = scanner.FindSettled(view.Text, view.KnownLength, matches);
        settled.AddRange(matches.Select(match => ToFinding(match, view)));
        return view.ToOriginal(open);
    }

    private static Finding ToFinding(Candidate match, DeobfuscatedText view)
    {
        (int start, int end) = view.ToOriginal(match.Start, match.End);
        return match.ToFinding(start, end);
    }
}
