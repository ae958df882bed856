using System.Runtime.InteropServices;

namespace Hymba.Validation.Suffix;

/// <summary>
/// How usual the shape of a text is: a model of each unit's <see cref="TextShape"/> after the three before it, counted in
/// <see cref="BenignTexts"/> and smoothed as Witten and Bell do (1991). Immutable.
/// </summary>
internal sealed class ShapeModel
{
    private const int Order = 3;
    private const int UnitBits = 16;
    private const double Unseen = 1.0 / 100;
    private const double Ordinary = 3;

    // By length of the context: units in it, and behind them the unit that follows.
    private readonly Dictionary<ulong, int>[] _pairs = [[], [], [], []];
    private readonly Dictionary<ulong, (int Total, int Kinds)>[] _contexts = [[], [], [], []];

    private static readonly Lazy<ShapeModel> Shared = new(() => new ShapeModel(BenignTexts.All));

    public ShapeModel(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var context = Begin;
            foreach (var unit in TextShape.Of(text).Where(unit => unit != TextShape.None))
            {
                Count(context, unit);
                context = (context << UnitBits) | unit;
            }
        }
    }

    public static ShapeModel Default => Shared.Value;

    private static ulong Begin => (' ' << UnitBits << UnitBits) | (' ' << UnitBits) | (uint)' ';

    /// <summary>
    /// How surprising each UTF-16 unit's shape is: the negative logarithm of its probability beyond what ordinary writing has now and then, in nats;
    /// 0 for units that prolong a run.
    /// </summary>
    public double[] Surprise(string text)
    {
        var shape = TextShape.Of(text);
        var surprise = new double[shape.Length];
        var context = Begin;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] != TextShape.None)
            {
                surprise[i] = Math.Max(0, -Math.Log(Probability(context, shape[i])) - Ordinary);
                context = (context << UnitBits) | shape[i];
            }
        }

        return surprise;
    }

    private static ulong Key(ulong context, int length) => context & ((1UL << (length * UnitBits)) - 1);

    private void Count(ulong context, char unit)
    {
        for (var length = 0; length <= Order; length++)
        {
            var key = Key(context, length);
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs[length], (key << UnitBits) | unit, out _);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_contexts[length], key, out _);
            sum = (sum.Total + 1, sum.Kinds + (count == 0 ? 1 : 0));
            count++;
        }
    }

    private double Probability(ulong context, char unit)
    {
        var probability = Unseen;
        for (var length = 0; length <= Order && _contexts[length].TryGetValue(Key(context, length), out var seen); length++)
        {
            var count = _pairs[length].GetValueOrDefault((Key(context, length) << UnitBits) | unit);
            probability = (count + (seen.Kinds * probability)) / (seen.Total + seen.Kinds);
        }

        return probability;
    }
}
