using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Inference.State;

namespace Hymba.Cli.Verbs;

/// <summary>Says what is in a checkpoint without reading its weights.</summary>
internal sealed class InspectVerb : Verb
{
    private static readonly int[] CacheTokens = [1024, 8192];

    private readonly ModelArgument _model;
    private readonly Option<string> _dataType = CommonOptions.DataType("Number type that the cache is sized for.", DataTypeNames.OfFiles);

    private readonly Option<bool> _json = CommonOptions.Json(
        "{\"model\",\"parameters\",\"weight_bytes\",\"stored_dtypes\",\"context_tokens\",\"vocabulary_size\",\"memory_tokens\",\"sliding_window\","
        + "\"has_tokenizer\",\"layers\":[{\"index\",\"attention\",\"kv_layer\"}],\"cache_dtype\",\"cache_bytes\":{\"1024\",\"8192\"}}");

    public InspectVerb(ToolConsole console)
        : base("inspect", "Shows a checkpoint's parameters, layer plan, bytes of weights, and bytes of cache at 1k and 8k tokens.", console)
    {
        _model = new ModelArgument(this);
        Add(_dataType);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        string path = _model.Read(arguments), dataType = arguments.GetRequiredValue(_dataType);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(path);
        HymbaConfig config = checkpoint.Config;
        int elementBytes = DataTypeNames.Stored(dataType).ByteSize();
        var report = new InspectReport(
            path,
            checkpoint.ParameterCount,
            checkpoint.WeightBytes,
            [.. checkpoint.Entries.Values.Select(entry => entry.Dtype.TorchName()).Distinct().Order()],
            config.ContextTokens,
            config.VocabularySize,
            config.MemoryTokens,
            config.SlidingWindow,
            File.Exists(Path.Combine(path, "tokenizer.model")),
            [.. LayerPlan.For(config).Select(plan => new InspectedLayer(plan.Index, plan.IsGlobal ? "global" : "window", plan.KeyValueLayer))],
            dataType,
            CacheTokens.ToDictionary(tokens => $"{tokens}", tokens => SequenceState.EstimateBytes(config, elementBytes, tokens)));
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(report);
        }
        else
        {
            Write(report);
        }

        return Task.CompletedTask;
    }

    private void Write(InspectReport report)
    {
        Console.WriteRow("model", report.Model);
        Console.WriteRow("parameters", $"{report.Parameters:N0}");
        Console.WriteRow("weights", $"{ByteText.Format(report.WeightBytes)} as {string.Join(", ", report.StoredDtypes)}");
        Console.WriteRow("context", $"{report.ContextTokens:N0} tokens, and {report.MemoryTokens} memory tokens in front");
        Console.WriteRow("vocabulary", $"{report.VocabularySize:N0} ids, {(report.HasTokenizer ? "with" : "no")} tokenizer");
        foreach ((string tokens, long bytes) in report.CacheBytes)
        {
            Console.WriteRow($"cache at {tokens}", $"{ByteText.Format(bytes)} as {report.CacheDtype}");
        }

        foreach (InspectedLayer layer in report.Layers)
        {
            string mask = layer.Attention == "global" ? "global attention" : $"window of {report.SlidingWindow} tokens";
            string source = layer.KvLayer == layer.Index ? "own keys and values" : $"keys and values of layer {layer.KvLayer}";
            Console.WriteRow($"layer {layer.Index}", $"{mask}, {source}");
        }
    }
}
