using System.Text;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Patterns;

/// <summary>
/// A regular expression that is matched in time linear in the text, look-arounds included. .NET's own linear engine has neither these nor
/// code points beyond the first plane, and a limit for its size is hard to give. Immutable and thread-safe.
/// </summary>
internal sealed class LinearPattern
{
    private readonly PatternProgram _program;
    private readonly PatternProgram[] _looks;

    private LinearPattern(string source, PatternNode tree, PatternProgram program, PatternProgram[] looks, int states)
    {
        Source = source;
        Tree = tree;
        _program = program;
        _looks = looks;
        States = states;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Source { get; }

    /// <summary>The pattern as a tree.</summary>
    public PatternNode Tree { get; }

    /// <summary>The states of its programs.</summary>
    public int States { get; }

    /// <summary>Compiles a pattern.</summary>
    /// <param name="source">The pattern.</param>
    /// <param name="maxStates">The most states that it may need.</param>
    /// <exception cref="PatternException">It is malformed, too large, or needs back references.</exception>
    public static LinearPattern Compile(string source, int maxStates)
    {
        PatternNode tree = PatternParser.Parse(source, isStrict: false);
        var builder = new PatternProgramBuilder(maxStates);
        PatternProgram program = builder.Build(tree, readsBackwards: false);
        return new LinearPattern(source, tree, program, [.. builder.Looks], builder.States);
    }

    /// <summary>Whether a text is an ECMAScript regular expression.</summary>
    public static bool IsValid(string source)
    {
        try
        {
            PatternParser.Parse(source, isStrict: true);
            return true;
        }
        catch (PatternException)
        {
            return false;
        }
    }

    /// <summary>Whether the pattern matches somewhere in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="budget">What the search is charged to.</param>
    public bool IsMatch(string text, StepBudget budget)
    {
        // Each run sets its states up.
        budget.Spend(1 + (States / StepBudget.BytesPerStep));
        int[] codePoints = new int[JsonText.CountCodePoints(text)];
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            codePoints[count++] = rune.Value;
        }

        var run = new PatternRun(codePoints, budget);
        foreach (PatternProgram look in _looks)
        {
            run.Look(look);
        }

        return run.IsMatch(_program);
    }
}
