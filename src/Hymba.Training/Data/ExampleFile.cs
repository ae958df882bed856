using System.Text;
using Hymba.Inference;
using Hymba.Inference.Sampling;

namespace Hymba.Training.Data;

/// <summary>
/// Examples from a file of JSON lines, see <see cref="ExampleJson"/>. They are kept in memory and come in an order of their own in each pass
/// over the file, which seed and pass alone decide. Thread-safe.
/// </summary>
internal sealed class ExampleFile : IExampleSource
{
    private const int MostProblems = 10;

    private readonly Example[] _examples;
    private readonly ulong _seed;
    private volatile Pass _pass;

    private ExampleFile(Example[] examples, ulong seed)
    {
        _examples = examples;
        _seed = seed;
        _pass = Shuffle(0);
    }

    /// <summary>How many examples the file has; after so many positions it begins anew.</summary>
    public int Count => _examples.Length;

    /// <summary>Reads a file, one line at a time. Blank lines are passed over.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="seed">Chooses the orders.</param>
    /// <exception cref="TrainingDataException">
    /// The file cannot be read or has no examples, or lines are wrong: all of them are counted and the first ten told, with their numbers.
    /// </exception>
    public static ExampleFile Open(string path, ulong seed)
    {
        List<Example> examples = [];
        List<string> problems = [];
        int number = 0, wrong = 0;
        try
        {
            foreach (string line in File.ReadLines(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)))
            {
                number++;
                try
                {
                    if (!string.IsNullOrWhiteSpace(line))
                    {
                        examples.Add(ExampleJson.Read(line));
                    }
                }
                catch (TrainingDataException error)
                {
                    wrong++;
                    if (problems.Count < MostProblems)
                    {
                        problems.Add($"- line {number}: {error.Message}");
                    }
                }
            }
        }
        catch (DecoderFallbackException error)
        {
            throw new TrainingDataException($"'{path}' is not UTF-8 somewhere behind line {number}.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingDataException($"'{path}' cannot be read: {error.Message}", error);
        }

        if (wrong > 0)
        {
            string shown = wrong > problems.Count ? $", of which these are the first {problems.Count}" : "";
            string count = wrong == 1 ? "1 wrong line" : $"{wrong} wrong lines{shown}";
            throw new TrainingDataException($"'{path}' has {count}:\n{string.Join('\n', problems)}");
        }

        return examples.Count > 0 ? new ExampleFile([.. examples], seed) : throw new TrainingDataException($"'{path}' has no examples.");
    }

    /// <summary>Writes a file that <see cref="Open"/> reads. It appears complete or not at all, and replaces one that stands there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="examples">The examples, in the order of the lines.</param>
    /// <exception cref="CheckpointWriteException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<Example> examples)
        => AtomicTextFile.Write(path, writer =>
        {
            foreach (Example example in examples)
            {
                writer.WriteLine(ExampleJson.Write(example));
            }
        });

    /// <inheritdoc/>
    public Example Get(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        (long number, long place) = Math.DivRem(position, _examples.Length);

        // The order last used is kept, for speed alone: another thread may put its own there at any time.
        Pass pass = _pass;
        if (pass.Number != number)
        {
            _pass = pass = Shuffle(number);
        }

        return _examples[pass.Order[place]];
    }

    // The passes' seeds go through the generator once: neighbouring ones must not give overlapping streams.
    private Pass Shuffle(long number)
    {
        var random = new SplitMix64(new SplitMix64(_seed).Next() ^ new SplitMix64((ulong)number).Next());
        int[] order = [.. Enumerable.Range(0, _examples.Length)];
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = (int)(random.Next() % (ulong)(last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }

        return new Pass(number, order);
    }

    private sealed record Pass(long Number, int[] Order);
}
