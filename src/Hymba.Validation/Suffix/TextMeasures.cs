using System.Text;

namespace Hymba.Validation.Suffix;

/// <summary>Running sums over a text, by which any stretch of it is measured at once. Immutable.</summary>
internal sealed class TextMeasures
{
    private readonly double[] _nats;
    private readonly double[] _shape;
    private readonly int[] _bytes;
    private readonly int[] _words;
    private readonly int[] _strange;
    private readonly int[] _strays;
    private readonly bool[] _isBorder;

    /// <param name="whole">The whole text.</param>
    /// <param name="part">The part of it that is measured.</param>
    /// <param name="tokens">The tokens of that part, in order.</param>
    /// <exception cref="InvalidOperationException">The tokens are those of another text, or their likelihoods no numbers.</exception>
    public TextMeasures(string whole, Range part, IReadOnlyList<TokenLikelihood> tokens)
    {
        var text = whole[part];
        Text = text;
        _isBorder = new bool[text.Length + 1];
        var nats = new double[text.Length];
        foreach (var token in tokens)
        {
            if ((uint)token.Start >= (uint)text.Length || !double.IsFinite(token.LogProbability))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The scorer gave a token at {token.Start} with log-probability {token.LogProbability} for a text of {text.Length} UTF-16 units."));
            }

            nats[token.Start] -= token.LogProbability;
            _isBorder[token.Start] = true;
        }

        var (words, strange) = (new int[text.Length], new int[text.Length]);
        foreach (var (start, isStrange) in KnownWords.Find(text))
        {
            words[start] = 1;
            strange[start] = isStrange ? 1 : 0;
        }

        _nats = Sums(nats);
        _shape = Sums(ShapeModel.Default.Surprise(text));
        _bytes = Sums([.. text.Select(BytesOf)]);
        _words = Sums(words);
        _strange = Sums(strange);

        // The partner of a bracket may be far away.
        _strays = Sums([.. StrayMarks.Find(whole)[part].Select(isStray => isStray ? 1 : 0)]);
    }

    public string Text { get; }

    /// <summary>How many bytes of UTF-8 a UTF-16 unit stands for; half of a surrogate pair for half of its four.</summary>
    public static int BytesOf(char unit) => char.IsSurrogate(unit) ? 2 : Encoding.UTF8.GetByteCount([unit]);

    /// <summary>Whether a token begins at a place.</summary>
    public bool IsBorder(int index) => _isBorder[index];

    /// <summary>Measures a stretch that is not empty.</summary>
    public Stretch Between(int start, int end) => new(
        (_nats[end] - _nats[start]) / (_bytes[end] - _bytes[start]),
        (_shape[end] - _shape[start]) / (end - start),
        _words[end] - _words[start],
        _strange[end] - _strange[start],
        _strays[end] - _strays[start]);

    private static T[] Sums<T>(T[] values)
        where T : System.Numerics.INumber<T>
    {
        var sums = new T[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            sums[i + 1] = sums[i] + values[i];
        }

        return sums;
    }
}
