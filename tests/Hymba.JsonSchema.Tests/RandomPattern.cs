using CsCheck;

namespace Hymba.JsonSchema.Tests;

/// <summary>
/// A pattern and what it means, by definition: where it may end when it begins at a place of a text. An oracle of its own, because .NET's engine
/// loses matches of such patterns: <c>(?:a{1,3}|(?:^)?){2}</c> finds nothing in <c>ab</c>, though both turns may match nothing.
/// </summary>
internal sealed record RandomPattern(string Source, Func<string, int, HashSet<int>> Ends)
{
    private const int Unlimited = 1_000;

    private static readonly Gen<RandomPattern> Atom = Gen.OneOf(
        Gen.OneOf(
            One("a", c => c == 'a'), One("b", c => c == 'b'), One("[ab]", c => c is 'a' or 'b'), One("[^a]", c => c != 'a'),
            One(".", _ => true), One("\\w", char.IsLetter), One("\\W", c => !char.IsLetter(c))),
        Gen.OneOf(
            Where("(?:)", (_, _) => true), Where("^", (_, at) => at == 0), Where("$", (text, at) => at == text.Length),
            Where("\\b", (text, at) => IsLetter(text, at - 1) != IsLetter(text, at))));

    /// <summary>Patterns of up to three levels over the letters a and b and the space.</summary>
    public static Gen<RandomPattern> Any { get; } = Nest(Nest(Nest(Atom)));

    public bool IsMatch(string text) => Enumerable.Range(0, text.Length + 1).Any(start => Ends(text, start).Count > 0);

    private static Gen<RandomPattern> Nest(Gen<RandomPattern> inner) => Gen.OneOf(
        inner,
        Gen.Select(inner, inner, Sequence),
        Gen.Select(inner, inner, Choice),
        Gen.Select(inner, Gen.OneOf(("*", 0, Unlimited), ("+", 1, Unlimited), ("?", 0, 1), ("{2}", 2, 2), ("{1,3}", 1, 3), ("{0,2}?", 0, 2), ("{2,}", 2, Unlimited)), Loop),
        Gen.Select(inner, Gen.Bool, LookAhead),
        Gen.Select(inner, Gen.Bool, LookBehind));

    private static Gen<RandomPattern> One(string source, Func<char, bool> isIn)
        => Gen.Const(new RandomPattern(source, (text, at) => at < text.Length && isIn(text[at]) ? Just(at + 1) : Nowhere));

    private static Gen<RandomPattern> Where(string source, Func<string, int, bool> holds) => Gen.Const(Assertion(source, holds));

    private static RandomPattern Assertion(string source, Func<string, int, bool> holds)
        => new(source, (text, at) => holds(text, at) ? Just(at) : Nowhere);

    private static RandomPattern Sequence(RandomPattern first, RandomPattern second)
        => new(first.Source + second.Source, (text, at) => first.Ends(text, at).SelectMany(middle => second.Ends(text, middle)).ToHashSet());

    private static RandomPattern Choice(RandomPattern first, RandomPattern second)
        => new($"(?:{first.Source}|{second.Source})", (text, at) => first.Ends(text, at).Union(second.Ends(text, at)).ToHashSet());

    private static RandomPattern Loop(RandomPattern inner, (string Source, int Minimum, int Maximum) quantifier)
        => new($"(?:{inner.Source}){quantifier.Source}", (text, at) =>
        {
            HashSet<int> reached = Just(at);
            HashSet<int> ends = [];
            // Behind the least number of turns a place that no fewer turns reach costs a character at least.
            for (int turn = 0; turn <= Math.Min(quantifier.Maximum, quantifier.Minimum + text.Length + 1) && reached.Count > 0; turn++)
            {
                if (turn >= quantifier.Minimum)
                {
                    ends.UnionWith(reached);
                }

                reached = reached.SelectMany(place => inner.Ends(text, place)).ToHashSet();
            }

            return ends;
        });

    private static RandomPattern LookAhead(RandomPattern inner, bool isNegative)
        => Assertion($"({(isNegative ? "?!" : "?=")}{inner.Source})", (text, at) => inner.Ends(text, at).Count > 0 != isNegative);

    private static RandomPattern LookBehind(RandomPattern inner, bool isNegative)
        => Assertion(
            $"({(isNegative ? "?<!" : "?<=")}{inner.Source})",
            (text, at) => Enumerable.Range(0, at + 1).Any(start => inner.Ends(text, start).Contains(at)) != isNegative);

    private static HashSet<int> Just(int place) => [place];

    private static HashSet<int> Nowhere => [];

    private static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);
}
