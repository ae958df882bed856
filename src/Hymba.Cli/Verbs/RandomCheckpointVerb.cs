using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference.Checkpoint;

namespace Hymba.Cli.Verbs;

/// <summary>Makes a checkpoint with random weights.</summary>
internal sealed class RandomCheckpointVerb : Verb
{
    private readonly Option<string> _config = new("--config")
    {
        Required = true,
        HelpName = "FILE",
        Description = "A Hymba config.json, under any name. Tokenizer files beside it are copied.",
    };

    private readonly Option<string> _dataType = CommonOptions.DataType("Number type of the stored weights.", DataTypeNames.OfFiles);

    private readonly Option<ulong?> _seed = NumberOption.Create<ulong>(
        "--seed", "S", "Chooses the weights: the same config, type and seed give the same bytes.", absent: 1);

    private readonly Option<string> _out = new("--out")
    {
        Required = true,
        HelpName = "DIR",
        Description = "The directory to make; must not exist or be empty. It appears complete or not at all.",
    };

    private readonly Option<bool> _json = CommonOptions.Json("{\"out\",\"parameters\",\"weight_bytes\",\"dtype\",\"seed\"}");

    public RandomCheckpointVerb(ToolConsole console)
        : base("random-checkpoint", "Writes a valid checkpoint with random weights, also of the full size, for measuring speed and memory.", console)
    {
        Add(_config);
        Add(_dataType);
        Add(_seed);
        Add(_out);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        string target = arguments.GetRequiredValue(_out), dataType = arguments.GetRequiredValue(_dataType);
        ulong seed = arguments.GetValue(_seed)!.Value;
        await ProgressBar.RunAsync(Console, "Writing", async bar =>
        {
            await RandomCheckpoint.WriteAsync(
                arguments.GetRequiredValue(_config), DataTypeNames.Stored(dataType), seed, target, bar, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        using HymbaCheckpoint written = HymbaCheckpoint.Open(target);
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(new { Out = target, Parameters = written.ParameterCount, written.WeightBytes, Dtype = dataType, Seed = seed });
        }
        else
        {
            Console.WriteRow("checkpoint", target);
            Console.WriteRow("parameters", $"{written.ParameterCount:N0}");
            Console.WriteRow("weights", $"{ByteText.Format(written.WeightBytes)} as {dataType}");
        }
    }
}
