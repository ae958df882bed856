using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Checkpoint;

namespace Hymba.Cli.Verbs;

/// <summary>Writes the logits of every position of a sequence to a file.</summary>
internal sealed class LogitsVerb : Verb
{
    private readonly EngineArguments _engine;

    private readonly Option<IReadOnlyList<int[]>?> _tokens = new("--tokens")
    {
        Required = true,
        HelpName = "1,5,9",
        Description = "The sequence as token ids; <s> is id 1 in Hymba's vocabulary.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = TokenIdParser.ParseSequences,
    };

    private readonly Option<int[]?> _split = new("--split")
    {
        HelpName = "4,1,1",
        Description = "Sizes of the successive forward passes on one state; their sum is the number of tokens. Default: one pass.",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = TokenIdParser.ParseList,
    };

    private readonly Option<string> _out = new("--out")
    {
        Required = true,
        HelpName = "FILE",
        Description = "The safetensors file to write: tensor \"logits\" [T, V], float32 whatever the --dtype. Replaced if it exists, complete or not at all.",
    };

    private readonly Option<bool> _json = CommonOptions.Json("{\"out\",\"shape\"}");

    public LogitsVerb(ToolConsole console)
        : base("logits", "Computes the logits of every position of a sequence.", console)
    {
        _engine = new EngineArguments(this);
        Add(_tokens);
        Add(_split);
        Add(_out);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> UsageErrors(SymbolResult arguments)
    {
        IReadOnlyList<int[]> sequences = arguments.GetRequiredValue(_tokens)!;
        if (sequences.Count != 1)
        {
            yield return $"--tokens takes 1 sequence, {sequences.Count} were given.";
        }
        else if (Split(arguments) is int[] split && (split.Any(size => size < 1) || split.Sum(size => (long)size) != sequences[0].Length))
        {
            yield return $"--split {string.Join(',', split)} must consist of sizes from 1 on that add up to the {sequences[0].Length} tokens.";
        }
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        int[] tokens = arguments.GetRequiredValue(_tokens)![0];
        string path = arguments.GetRequiredValue(_out);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (!Directory.Exists(folder) || Directory.Exists(path))
        {
            throw new CheckpointWriteException(path, Directory.Exists(path) ? "it is a directory." : $"the directory '{folder}' does not exist.");
        }

        StartedEngine started = await EngineStart.LoadAsync(Console, _engine.Read(arguments), cancellationToken).ConfigureAwait(false);
        using HymbaEngine engine = started.Engine;
        long[] shape = [tokens.Length, engine.Config.VocabularySize];
        using var writer = new SafetensorsWriter(path, [new SafetensorsTensor("logits", SafetensorsDtype.F32, shape)]);
        await ProgressBar.RunAsync(Console, "Computing", async bar =>
        {
            await engine.ComputeLogitsAsync(tokens, Split(arguments), Receive, cancellationToken).ConfigureAwait(false);
            return true;

            void Receive(int first, ReadOnlySpan<float> rows)
            {
                writer.Write(MemoryMarshal.AsBytes(rows));
                bar?.Report((first + ((double)rows.Length / shape[1])) / tokens.Length);
            }
        }).ConfigureAwait(false);
        writer.Complete();
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(new { Out = path, Shape = shape });
        }
        else
        {
            Console.WriteRow("logits", $"[{string.Join(", ", shape)}] float32 in {path}");
        }
    }

    // The value of an absent list option is empty, not null.
    private int[]? Split(SymbolResult arguments) => arguments.GetResult(_split) is null ? null : arguments.GetValue(_split);
}
