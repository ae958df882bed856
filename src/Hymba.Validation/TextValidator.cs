using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;

namespace Hymba.Validation;

/// <summary>Validators from functions.</summary>
public static class TextValidator
{
    /// <summary>A validator that needs the whole text. Policy that lets it change replies has them buffered.</summary>
    /// <param name="rule">Id of its one rule, <c>group.name</c>.</param>
    /// <param name="find">Gives the spans that it finds in a text; must be a pure function.</param>
    /// <param name="severity">Severity of what it finds.</param>
    /// <exception cref="ArgumentException">The rule is no <c>group.name</c>.</exception>
    public static ITextValidator Create(
        string rule, Func<string, ValidationContext, IEnumerable<Range>> find, Severity severity = Severity.Medium)
        => new FunctionValidator(rule, find, severity, null);

    /// <summary>A validator for texts that grow.</summary>
    /// <param name="rule">Id of its one rule, <c>group.name</c>.</param>
    /// <param name="reach">
    /// The longest span, in UTF-16 units, and how far it looks to both sides of one: whether something is found depends on nothing further away.
    /// </param>
    /// <param name="find">Gives the spans that it finds in a text; must be a pure function.</param>
    /// <param name="severity">Severity of what it finds.</param>
    /// <exception cref="ArgumentException">The rule is no <c>group.name</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The reach is not positive.</exception>
    public static ITextValidator Create(
        string rule, int reach, Func<string, ValidationContext, IEnumerable<Range>> find, Severity severity = Severity.Medium)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reach);
        return new FunctionValidator(rule, find, severity, reach);
    }

    private sealed class FunctionValidator : ITextValidator
    {
        private readonly Func<string, ValidationContext, IEnumerable<Range>> _find;
        private readonly Severity _severity;
        private readonly int? _reach;

        public FunctionValidator(string rule, Func<string, ValidationContext, IEnumerable<Range>> find, Severity severity, int? reach)
        {
            ArgumentNullException.ThrowIfNull(find);
            RuleId.Check(rule);
            Rules = [rule];
            _find = find;
            _severity = severity;
            _reach = reach;
        }

        public IReadOnlyList<string> Rules { get; }

        public StreamingBehaviour Streaming => _reach is null ? StreamingBehaviour.WholeText : StreamingBehaviour.Incremental;

        // A span behind the cut may depend on one that begins a reach before it, and that one on what lies another reach before.
        public int LeftContext => _reach is { } reach && reach < int.MaxValue / 2 ? 2 * reach : int.MaxValue;

        public void Find(string text, ValidationContext context, ICollection<Finding> findings)
        {
            foreach (var range in _find(text, context))
            {
                var (start, length) = range.GetOffsetAndLength(text.Length);
                findings.Add(new Finding(
                    Rules[0], PolicyTable.CategoryOf(Rules[0]), RuleId.TypeOf(Rules[0]), start, start + length, _severity, 1));
            }
        }

        public int FindOpenStart(string text, ValidationContext context)
        {
            // A match from here on may be incomplete, or lack what it looks at behind it.
            var open = Math.Max(0, text.Length - Math.Min(text.Length, 2 * (long)_reach!.Value));
            var spans = _find(text, context).Select(range => range.GetOffsetAndLength(text.Length))
                .Where(span => span.Offset + span.Length > open).ToList();
            return (int)spans.Where(span => span.Offset < open).Select(span => (long)span.Offset).Append(open).Min();
        }
    }
}
