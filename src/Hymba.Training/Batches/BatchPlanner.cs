using Hymba.Training.Data;

namespace Hymba.Training.Batches;

/// <summary>
/// Cuts a source into batches: whole examples, sorted by length within the batch so that little is padding. Some rows hold several
/// examples one behind the other, which trains positions beyond the length of one. Pure functions of the position.
/// </summary>
/// <param name="source">The examples.</param>
/// <param name="encoder">Makes tokens of them.</param>
/// <param name="options">Sizes.</param>
/// <param name="maxTokens">The longest sequence that the model takes.</param>
internal sealed class BatchPlanner(IExampleSource source, ExampleEncoder encoder, TrainingOptions options, int maxTokens)
{
    /// <summary>The batch whose first example stands at a position.</summary>
    /// <exception cref="TrainingDataException">An example is longer than the model's context.</exception>
    public TrainingBatch Take(long position)
    {
        var rows = new List<EncodedExample>();
        for (int tokens = 0; tokens < options.BatchTokens; tokens += rows[^1].Tokens.Length)
        {
            rows.Add(IsPacked(position) ? Pack(ref position) : Encode(position++));
        }

        return Arrange(rows, position);
    }

    /// <summary>A number of examples from a position on, one a row.</summary>
    /// <exception cref="TrainingDataException">An example is longer than the model's context.</exception>
    public TrainingBatch TakeExamples(long position, int count)
        => Arrange([.. Enumerable.Range(0, count).Select(index => Encode(position + index))], position + count);

    /// <summary>Tokens of the first examples together; every one of them is checked.</summary>
    /// <exception cref="TrainingDataException">An example is longer than the model's context, or holds nothing to learn.</exception>
    public long CountTokens(int count, CancellationToken cancellationToken)
    {
        long tokens = 0;
        for (long position = 0; position < count; position++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tokens += Encode(position).Tokens.Length;
        }

        return tokens;
    }

    private TrainingBatch Arrange(List<EncodedExample> rows, long nextPosition)
    {
        rows.Sort((a, b) => b.Tokens.Length.CompareTo(a.Tokens.Length));
        var passes = new List<TrainingPass>();
        for (int start = 0; start < rows.Count; start += passes[^1].Rows)
        {
            int count = Math.Clamp(options.PassTokens / TrainingPass.LengthFor(rows[start].Tokens.Length, maxTokens), 1, rows.Count - start);
            passes.Add(TrainingPass.Of(rows.GetRange(start, count), maxTokens));
        }

        return new TrainingBatch(passes, nextPosition);
    }

    // A fixed share of the positions, spread evenly: position p is packed where the running total p * share passes a whole number.
    private bool IsPacked(long position)
        => options.PackedTokens > 0 && Math.Floor((position + 1) * options.PackedShare) > Math.Floor(position * options.PackedShare);

    private EncodedExample Pack(ref long position)
    {
        var parts = new List<EncodedExample>();
        int tokens = 0;
        int limit = Math.Min(options.PackedTokens, maxTokens);
        while (true)
        {
            EncodedExample next = Encode(position);
            if (parts.Count > 0 && tokens + next.Tokens.Length > limit)
            {
                break;
            }

            parts.Add(next);
            tokens += next.Tokens.Length;
            position++;
        }

        return new EncodedExample(
            [.. parts.SelectMany(part => part.Tokens)], [.. parts.SelectMany(part => part.Labels)], [.. parts.SelectMany(part => part.Weights)]);
    }

    private EncodedExample Encode(long position)
    {
        EncodedExample encoded = encoder.Encode(source.Get(position));
        if (!encoded.Weights.Any(weight => weight > 0))
        {
            throw new TrainingDataException($"{source.Describe(position)} holds nothing to learn: no reply.");
        }

        return encoded.Tokens.Length <= maxTokens
            ? encoded
            : throw new TrainingDataException($"{source.Describe(position)} has {encoded.Tokens.Length} tokens; the model's context is {maxTokens}.");
    }
}
