using Hymba.Inference.Decoding;
using Hymba.Inference.Forward;
using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Generation;

/// <summary>Logits and likelihoods of given tokens: chunk by chunk for one sequence, in one pass for a right-padded batch.</summary>
internal static class SequenceScorer
{
    /// <summary>Logits of every position, computed in successive calls of the given sizes on one state.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The sequence.</param>
    /// <param name="split">Sizes of the calls; they add up to the number of tokens.</param>
    /// <param name="receive">Gets the rows of each call, [rows * V] float32, valid during the call.</param>
    /// <param name="cancellationToken">Checked between calls.</param>
    public static void Logits(
        LoadedModel model, int[] tokens, IEnumerable<int> split, ReceiveRows receive, CancellationToken cancellationToken)
    {
        TorchForward forward = model.Forward;
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(tokens.Length);
        var step = new float[model.Config.VocabularySize];
        foreach (int size in split)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IDisposable scope = NewDisposeScope();
            int start = state.Tokens;
            if (size == 1 && model.Decoder is CpuDecoder decoder)
            {
                decoder.Step(state, tokens[start], step);
                receive(start, step);
                continue;
            }

            Tensor hidden = model.Continue(state, tokens.AsSpan(start, size));
            receive(start, HostValues.Read(forward.Logits(hidden)));
        }
    }

    /// <summary>Log-likelihood of a sequence, all tokens after the first.</summary>
    public static TokenScore Score(LoadedModel model, int[] tokens, CancellationToken cancellationToken)
        => new(Math.Max(0, tokens.Length - 1), LogProbabilities(model, tokens, cancellationToken).Sum());

    /// <summary>Log-probability of each token after the first.</summary>
    public static double[] LogProbabilities(LoadedModel model, int[] tokens, CancellationToken cancellationToken)
    {
        int vocabulary = model.Config.VocabularySize;
        var scores = new double[Math.Max(0, tokens.Length - 1)];
        Logits(model, tokens, Chunks(tokens.Length, model.PrefillChunkTokens), Add, cancellationToken);
        return scores;

        void Add(int start, ReadOnlySpan<float> rows)
        {
            for (int row = 0; row < rows.Length / vocabulary && start + row < scores.Length; row++)
            {
                scores[start + row] = LogProbability(rows.Slice(row * vocabulary, vocabulary), tokens[start + row + 1]);
            }
        }
    }

    /// <summary>Log-likelihoods of several sequences in one forward pass; shorter ones are padded behind, which the mask hides.</summary>
    public static TokenScore[] ScoreBatch(LoadedModel model, IReadOnlyList<int[]> sequences)
    {
        int longest = sequences.Max(sequence => sequence.Length), vocabulary = model.Config.VocabularySize;
        var padded = new int[sequences.Count * longest];
        for (int b = 0; b < sequences.Count; b++)
        {
            sequences[b].CopyTo(padded, b * longest);
        }

        TorchForward forward = model.Forward;
        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor hidden = forward.RunBatch(padded, sequences.Count);
        return [.. sequences.Select((sequence, b) => ScoreRow(sequence, hidden.select(0, b)))];

        TokenScore ScoreRow(int[] sequence, Tensor row)
        {
            using IDisposable rowScope = NewDisposeScope();
            ReadOnlySpan<float> logits = HostValues.Read(forward.Logits(row));
            double sum = 0;
            for (int t = 0; t + 1 < sequence.Length; t++)
            {
                sum += LogProbability(logits.Slice(t * vocabulary, vocabulary), sequence[t + 1]);
            }

            return new TokenScore(Math.Max(0, sequence.Length - 1), sum);
        }
    }

    /// <summary>Sizes of the chunks that a sequence is computed in.</summary>
    public static IEnumerable<int> Chunks(int tokens, int chunkTokens)
    {
        for (int start = 0; start < tokens; start += chunkTokens)
        {
            yield return Math.Min(chunkTokens, tokens - start);
        }
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int token)
    {
        float max = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            max = Math.Max(max, logit);
        }

        if (!float.IsFinite(max))
        {
            throw new InvalidLogitsException($"The largest logit is {max}: the model gives no usable numbers.");
        }

        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - max);
        }

        return logits[token] - max - Math.Log(sum);
    }
}
