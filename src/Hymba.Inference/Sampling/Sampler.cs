using System.Globalization;
using System.Security.Cryptography;

namespace Hymba.Inference.Sampling;

/// <summary>
/// Chooses the tokens of one request, in the steps that <see cref="SamplingOptions"/> lists. Holds the request's random numbers and token
/// counts; for one thread at a time.
/// </summary>
internal sealed class Sampler
{
    private readonly int _vocabularySize;
    private readonly LogitBlocks _blocks;
    private readonly Penalties _penalties;
    private readonly Candidates? _candidates;
    private readonly LogProbabilities? _logProbabilities;
    private readonly SplitMix64 _random;

    /// <summary>Starts a request.</summary>
    /// <exception cref="InvalidOptionsException">Options are out of range; all are listed.</exception>
    public Sampler(SamplingOptions options, int vocabularySize)
    {
        options.Validate(vocabularySize);
        _vocabularySize = vocabularySize;
        _blocks = new LogitBlocks(vocabularySize);
        _penalties = new Penalties(options);
        _candidates = options.IsGreedy ? null : new Candidates(options, vocabularySize);
        _logProbabilities = options.TopLogProbabilities is { } top ? new LogProbabilities(top, vocabularySize) : null;
        Seed = options.Seed ?? FreshSeed();
        _random = new SplitMix64(unchecked((ulong)Seed));
    }

    /// <summary>The seed in use: the option's, or the one drawn in its absence, with which the request can be repeated.</summary>
    public long Seed { get; }

    /// <summary>Counts prompt tokens, which the repetition penalty covers as well.</summary>
    /// <exception cref="InvalidTokenException">An id is outside the vocabulary.</exception>
    public void Observe(ReadOnlySpan<int> promptIds)
    {
        for (int i = 0; i < promptIds.Length; i++)
        {
            if ((uint)promptIds[i] >= (uint)_vocabularySize)
            {
                throw new InvalidTokenException(promptIds[i], i, _vocabularySize);
            }

            _penalties.ObservePrompt(promptIds[i]);
        }
    }

    /// <summary>Chooses the next token and counts it.</summary>
    /// <param name="logits">
    /// One per token id, changed in place. Minus infinity, as a constraint sets it, is never chosen.
    /// </param>
    /// <param name="peaks">The largest logit of each block, as the head found them; empty if it did not, or logits have changed since.</param>
    /// <exception cref="InvalidLogitsException">A logit is NaN or plus infinity, or all are minus infinity.</exception>
    public TokenChoice Next(Span<float> logits, ReadOnlySpan<float> peaks = default)
    {
        if (logits.Length != _vocabularySize)
        {
            throw new ArgumentException($"{logits.Length} logits were given, the vocabulary has {_vocabularySize} tokens.", nameof(logits));
        }

        _logProbabilities?.Read(logits);
        _penalties.Apply(logits);
        _blocks.Read(logits, _penalties.ChangeNothing ? peaks : default);
        int id = _blocks.Best;
        Check(logits, id);
        if (_candidates is not null)
        {
            _candidates.Fill(logits, _blocks);
            id = _candidates.At(_random.NextDouble());
        }

        _penalties.ObserveGenerated(id);
        return new TokenChoice(id, _logProbabilities?.Of(id), _logProbabilities?.Top() ?? []);
    }

    private static void Check(ReadOnlySpan<float> logits, int best)
    {
        float logit = logits[best];
        if (float.IsNaN(logit) || logit == float.PositiveInfinity)
        {
            throw new InvalidLogitsException(string.Create(
                CultureInfo.InvariantCulture, $"The logit of token {best} is {logit}: it takes a finite number, or minus infinity if not allowed."));
        }

        if (logit == float.NegativeInfinity)
        {
            throw new InvalidLogitsException($"The logits of all {logits.Length} tokens are minus infinity: no token is allowed.");
        }
    }

    private static long FreshSeed()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);

        // Not negative: easier to write down and pass back.
        return BitConverter.ToInt64(bytes) & long.MaxValue;
    }
}
