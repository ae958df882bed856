using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Generation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Cli.Verbs;

/// <summary>Rounds a checkpoint's matrices to small integers once, into a file that every later start maps.</summary>
internal sealed class QuantizeVerb : Verb
{
    private readonly ModelArgument _model;

    private readonly Option<string> _weights = new("--weights")
    {
        Required = true,
        HelpName = "int8|int4",
        Description = "Number type of the large matrices.",
    };

    private readonly Option<int?> _threads = NumberOption.Create<int>("--threads", "N", "Threads, from 1 on. Default: all cores.", least: 1);
    private readonly Option<bool> _json = CommonOptions.Json("{\"file\",\"bytes\",\"weights\"}");

    public QuantizeVerb(ToolConsole console)
        : base("quantize", "Writes a checkpoint's weights as int8 or int4 into a file beside it, which starts with that --dtype then map.", console)
    {
        Details = "The file is model.int8.safetensors or model.int4.safetensors; model.int4.memory.safetensors beside it holds the state after the memory tokens. "
            + "They are used as long as the checkpoint's own files stay as they are.";
        _model = new ModelArgument(this);
        Add(_weights);
        Add(_threads);
        Add(_json);
        _weights.AcceptOnlyFromAmong("int8", "int4");
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        string directory = _model.Read(arguments), weights = arguments.GetRequiredValue(_weights);
        HymbaDataType type = DataTypeNames.Parse(weights);
        string path = QuantizedFile.PathOf(directory, type);
        int threads = arguments.GetValue(_threads) ?? Environment.ProcessorCount;
        await ProgressBar.RunAsync(Console, "Writing", async bar =>
        {
            await Task.Run(() => Write(directory, type, path, threads, bar, cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        long bytes = new FileInfo(path).Length;
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(new { File = path, Bytes = bytes, Weights = weights });
        }
        else
        {
            Console.WriteRow("file", path);
            Console.WriteRow("size", $"{ByteText.Format(bytes)} as {weights}");
        }
    }

    private static void Write(string directory, HymbaDataType type, string path, int threads, IProgress<double>? bar, CancellationToken cancellationToken)
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(directory);
        QuantizedFile.Write(checkpoint, type, path, threads, bar, cancellationToken);
        var options = new HymbaEngineOptions { ModelPath = directory, DataType = type, Threads = threads, PrefixCacheBytes = 0 };
        using LoadedModel model = ModelLoader.Load(options, null, NullLogger.Instance, cancellationToken);
        MemoryStateFile.Write(model.InitialState, checkpoint, type, MemoryStateFile.PathOf(directory, type));
    }
}
