using System.Globalization;
using Hymba.Training.Evaluation;

namespace Hymba.Cli.Output;

/// <summary>Writes what an evaluation found for people.</summary>
internal static class EvaluationTable
{
    private const string NoTool = "no-tool";

    /// <summary>Writes the table.</summary>
    public static void Write(ToolConsole console, EvaluationReport report)
    {
        if (report.Kinds.Count > 0)
        {
            console.WriteRow("kind", "    right        share   95 % interval    target");
            foreach (KindResult kind in report.Kinds)
            {
                WriteKind(console, kind);
            }

            console.WriteRow(report.Total.Kind, Share(report.Total));
            console.WriteRow("reply perplexity", Perplexity(report.Replies));
        }

        if (report.Text is PerplexityResult text)
        {
            console.WriteRow("text perplexity", Perplexity(text));
        }

        if (report.Speed is { PrefillTokensPerSecond: double prefill, DecodeTokensPerSecond: double decode })
        {
            console.WriteRow("speed", Invariant($"prefill {prefill:F0} tokens/s, decode {decode:F0} tokens/s"));
        }

        foreach (InvarianceResult check in report.Invariance ?? [])
        {
            console.WriteRow(check.Change, $"{check.Differing} of {check.Answers} answers differ, {check.CacheHits} began from the cache");
        }
    }

    private static void WriteKind(ToolConsole console, KindResult kind)
    {
        string target = kind is { Target: double share, Met: bool met } ? Invariant($"    {100 * share:F0} % {(met ? "met" : "missed")}") : string.Empty;
        console.WriteRow(kind.Kind, Share(kind) + target);
        if (kind.Exact < kind.Correct)
        {
            console.WriteRow("  to the letter", $"{kind.Exact,5} of {kind.Count}");
        }

        if (kind.Kind == NoTool)
        {
            console.WriteRow("  without a call", $"{kind.WithoutCall,5} of {kind.Count}");
        }
    }

    private static string Share(KindResult kind) => Invariant(
        $"{kind.Correct,5} of {kind.Count,-5} {100 * kind.Share,6:F1} %   {100 * kind.Interval.Low,5:F1} to {100 * kind.Interval.High,5:F1}");

    private static string Perplexity(PerplexityResult result)
        => Invariant($"{result.Perplexity ?? double.NaN:F3}, {result.Tokens} tokens in {result.Texts} texts");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
