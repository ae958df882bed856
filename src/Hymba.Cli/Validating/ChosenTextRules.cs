using Hymba.Validation;

namespace Hymba.Cli.Validating;

/// <summary>A validator of which only the chosen rules count. Immutable.</summary>
internal sealed class ChosenTextRules(ITextValidator validator, RuleSelection selection) : ITextValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [.. validator.Rules.Where(selection.Takes)];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => validator.Streaming;

    /// <inheritdoc/>
    public int LeftContext => validator.LeftContext;

    /// <inheritdoc/>
    public int Cost => validator.Cost;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        var all = new List<Finding>();
        validator.Find(text, context, all);
        foreach (Finding finding in all.Where(finding => selection.Takes(finding.Rule)))
        {
            findings.Add(finding);
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => validator.FindOpenStart(text, context);
}
