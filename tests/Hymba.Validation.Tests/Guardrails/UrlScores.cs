using Hymba.Validation.Urls;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Cases about URLs.</summary>
internal static class UrlScores
{
    /// <summary>Whether any is not allowed, and which.</summary>
    public static bool Filter(GuardrailCase item)
    {
        var policy = new UrlPolicy(CaseSettings.Urls(item));
        var found = policy.Find(item.Text);
        string[] all = [.. found.Select(url => item.Text[url.Start..url.End])];
        string[] blocked = [.. found.Where(url => policy.Judge(item.Text, url) is not null).Select(url => item.Text[url.Start..url.End])];
        string[] allowed = [.. all.Except(blocked)];
        return (!item.HasFlag || blocked.Length > 0 == item.Flag)
            && Matches(item, "detected", all) && Matches(item, "blocked", blocked) && Matches(item, "allowed", allowed);
    }

    /// <summary>Which there are, whatever the order.</summary>
    public static bool Detect(GuardrailCase item)
        => UrlDetector.Find(item.Text).Select(url => item.Text[url.Start..url.End]).Order(StringComparer.Ordinal)
            .SequenceEqual(item.Expected.Strings("detected").Order(StringComparer.Ordinal));

    private static bool Matches(GuardrailCase item, string name, string[] found)
        => (!item.Expected.TryGetProperty(name, out _) || item.Expected.Strings(name).ToHashSet().SetEquals(found))
        && item.Expected.Strings(name + "_includes").All(found.Contains);
}
