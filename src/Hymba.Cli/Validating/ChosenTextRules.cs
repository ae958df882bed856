using Hymba.Validation;

namespace Hymba.Cli.Validating;

/// <summary>A validator of which only the chosen rules count. Immutable.</summary>
/// <param name="validator">The validator.</param>
/// <param name="takes">Whether a rule was chosen.</param>
internal sealed class ChosenTextRules(ITextValidator validator, Func<string, bool> takes) : ITextValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [.. validator.Rules.Where(takes)];

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
        foreach (Finding finding in all.Where(finding => takes(finding.Rule)))
        {
            findings.Add(finding);
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => validator.FindOpenStart(text, context);
}
