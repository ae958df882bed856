using System.Globalization;
using Hymba.Inference.Sampling;

namespace Hymba.Training.Data.World;

/// <summary>The random choices of one example. What is drawn belongs to the example's split. Not thread-safe.</summary>
internal sealed class Draw
{
    private readonly SplitMix64 _random;

    public Draw(ulong seed, DataSplit split, long index)
    {
        Split = split;

        // Neighbouring seeds and indices must not give overlapping streams: each goes through the generator once.
        ulong start = new SplitMix64(seed).Next() ^ new SplitMix64(unchecked((ulong)index * 2 + (split is DataSplit.Train ? 0UL : 1UL))).Next();
        _random = new SplitMix64(start);
    }

    public DataSplit Split { get; }

    /// <summary>A number from 0 to one less than <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(_random.Next() % (ulong)count);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public double Fraction() => _random.NextDouble();

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of the alternatives in a text like <c>city|town|place</c>.</summary>
    public string Variant(string alternatives) => alternatives.Contains('|') ? Pick(alternatives.Split('|')) : alternatives;

    /// <summary>A random order.</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        T[] array = [.. items];
        for (int last = array.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (array[last], array[other]) = (array[other], array[last]);
        }

        return array;
    }

    /// <summary>Draws until the text belongs to the split.</summary>
    public string Own(Func<Draw, string> make)
    {
        while (true)
        {
            string text = make(this);
            if (text.Length < 2 || Owner(text) == Split)
            {
                return text;
            }
        }
    }

    /// <summary>A number as text. Numbers of one digit are in both splits.</summary>
    public string Number(int least, int most) => Own(draw => (least + draw.Below(most - least + 1)).ToString(CultureInfo.InvariantCulture));

    /// <summary>The split that a name or value belongs to: a property of its spelling.</summary>
    public static DataSplit Owner(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return new SplitMix64(hash).Next() % 10 == 0 ? DataSplit.Evaluation : DataSplit.Train;
    }
}
