using Hymba.Validation;
using Hymba.Validation.Deobfuscation;

namespace Hymba.Cli.Validating;

/// <summary>
/// A validator that sees a text as it is once hidden characters have been taken out, so that nothing comes to be where their sides join. Its findings are
/// spans of the original. Immutable.
/// </summary>
/// <param name="validator">The validator.</param>
/// <param name="hidden">The rules whose findings are taken out.</param>
internal sealed class VisibleTextValidator(ITextValidator validator, IReadOnlyCollection<string> hidden) : ITextValidator
{
    private static readonly DeobfuscationValidator Finder = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules => validator.Rules;

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => validator.Streaming;

    /// <inheritdoc/>
    public int Cost => validator.Cost;

    /// <summary>The chosen rules of a validator: those about hidden characters, and all others for the text without them.</summary>
    /// <param name="validator">The validator.</param>
    /// <param name="chosen">The rules that a run is about.</param>
    public static IEnumerable<ITextValidator> Parts(ITextValidator validator, RuleSelection chosen)
    {
        string[] hidden = [.. HiddenCharacters.Rules.Select(rule => rule.Id).Where(chosen.Takes)];
        if (validator.Rules.Any(hidden.Contains))
        {
            yield return new ChosenTextRules(validator, hidden.Contains);
        }

        if (validator.Rules.Any(rule => IsOther(rule)))
        {
            ITextValidator others = validator.Rules.All(IsOther) ? validator : new ChosenTextRules(validator, IsOther);
            yield return hidden.Length == 0 ? others : new VisibleTextValidator(others, hidden);
        }

        bool IsOther(string rule) => chosen.Takes(rule) && !hidden.Contains(rule);
    }

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        int[] places = Places(text, context, text.Length);
        var found = new List<Finding>();
        validator.Find(Shown(text, places), context, found);
        foreach (Finding finding in found)
        {
            int start = Place(finding.Start);
            findings.Add(finding with { Start = start, End = finding.End > finding.Start ? Place(finding.End - 1) + 1 : start });
        }

        int Place(int index) => index < places.Length ? places[index] : text.Length;
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context)
    {
        int end = Finder.FindOpenStart(text, context);
        int[] places = Places(text, context, end);
        int open = validator.FindOpenStart(Shown(text, places), context);
        return open < places.Length ? places[open] : end;
    }

    private static string Shown(string text, int[] places) => string.Create(places.Length, (text, places), static (shown, from) =>
    {
        for (int i = 0; i < shown.Length; i++)
        {
            shown[i] = from.text[from.places[i]];
        }
    });

    /// <summary>Where the characters are that are not taken out.</summary>
    private int[] Places(string text, ValidationContext context, int end)
    {
        var found = new List<Finding>();
        Finder.Find(text, context, found);
        var places = new List<int>(end);
        int next = 0;
        foreach (Finding finding in found.Where(finding => finding.Start < end && hidden.Contains(finding.Rule)).OrderBy(finding => finding.Start))
        {
            places.AddRange(Enumerable.Range(next, finding.Start - next));
            next = finding.End;
        }

        places.AddRange(Enumerable.Range(next, Math.Max(0, end - next)));
        return [.. places];
    }
}
