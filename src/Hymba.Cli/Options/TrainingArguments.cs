using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Inference;
using Hymba.Training;
using Hymba.Training.Output;

namespace Hymba.Cli.Options;

/// <summary>How a verb trains, and where it writes.</summary>
internal sealed class TrainingArguments
{
    private readonly Option<string> _out;
    private readonly Option<long?> _steps;
    private readonly Option<int?> _batch;
    private readonly Option<float?> _rate;
    private readonly Option<int?> _warmup;
    private readonly Option<float?> _promptWeight;

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on where the run in --out was stopped. Default: start anew.",
    };

    private readonly Option<int?> _pass = NumberOption.Create<int>(
        "--pass-tokens", "N", "The most tokens computed at once; the rest is accumulated.", least: 2, absent: 1024);

    private readonly Option<float?> _packed = NumberOption.Create<float>(
        "--packed-share", "X", "Share of the rows that hold several examples, 0 to 1.", least: 0, absent: 0f);

    private readonly Option<int?> _packedTokens = NumberOption.Create<int>("--packed-tokens", "N", "The most tokens of such a row.", least: 0, absent: 0);

    private readonly Option<int?> _interval = NumberOption.Create<int>(
        "--interval", "N", "Steps between evaluations and saved checkpoints.", least: 0, absent: 250);

    private readonly Option<ulong?> _seed = NumberOption.Create<ulong>("--seed", "S", "Chooses initial weights and the order of the data.", absent: 1);
    private readonly Option<int?> _workers = NumberOption.Create<int>("--workers", "N", "Replicas at work on the CPU. Default: all cores.", least: 1);

    private readonly Option<string> _device = new("--device")
    {
        HelpName = "cpu|cuda|cuda:N",
        Description = "Where to train.",
        DefaultValueFactory = _ => "cpu",
    };

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="result">What <c>--out</c> gets in the end, as <c>model/</c>.</param>
    /// <param name="defaults">The verb's defaults.</param>
    public TrainingArguments(Command command, string result, TrainingDefaults defaults)
    {
        _out = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = $"Gets checkpoint/, log.csv, loss.svg and at the end {result}.",
        };
        string steps = defaults.Steps is null ? "Updates of the weights, from 1 on. Default: as --epochs says." : "Updates of the weights, from 1 on.";
        string warmup = "Steps over which the learning rate rises." + (defaults.WarmupSteps is null ? " Default: a tenth of all." : string.Empty);
        _steps = NumberOption.Create<long>("--steps", "N", steps, least: 1, absent: defaults.Steps);
        _batch = NumberOption.Create<int>("--batch-tokens", "N", "Tokens of one update.", least: 2, absent: defaults.BatchTokens);
        _rate = NumberOption.Create<float>("--learning-rate", "X", "The highest learning rate." + defaults.LearningRateText, absent: defaults.LearningRate);
        _warmup = NumberOption.Create<int>("--warmup-steps", "N", warmup, least: 0, absent: defaults.WarmupSteps);
        _promptWeight = NumberOption.Create<float>(
            "--prompt-weight", "X", "Weight in the loss of what is no reply, 0 to 1.", least: 0, absent: defaults.PromptWeight);
        Option[] options =
            [_out, _resume, _steps, _batch, _pass, _rate, _warmup, _promptWeight, _packed, _packedTokens, _interval, _seed, _workers, _device];
        Array.ForEach(options, command.Add);
        _device.Validators.Add(result =>
        {
            string device = result.GetValueOrDefault<string>();
            if (!DeviceName.TryParse(device, out _))
            {
                result.AddError($"--device is '{device}'; it must be cpu, cuda or cuda:N.");
            }
        });
    }

    /// <summary>Chooses initial weights and the order of the data.</summary>
    public ulong Seed(SymbolResult arguments) => arguments.GetValue(_seed)!.Value;

    /// <summary>Weight in the loss of what is no reply.</summary>
    public float PromptWeight(SymbolResult arguments) => arguments.GetValue(_promptWeight)!.Value;

    /// <summary>Whether a run is gone on with.</summary>
    public bool Resume(SymbolResult arguments) => arguments.GetValue(_resume);

    /// <summary>Where everything is written.</summary>
    public RunFolder Folder(SymbolResult arguments) => new(arguments.GetRequiredValue(_out));

    /// <summary>The number of steps; null where neither the user nor the verb's defaults name one.</summary>
    public long? Steps(SymbolResult arguments) => arguments.GetValue(_steps);

    /// <summary>Steps of the rise; null as for <see cref="Steps"/>.</summary>
    public int? WarmupSteps(SymbolResult arguments) => arguments.GetValue(_warmup);

    /// <summary>The options of the run.</summary>
    /// <param name="arguments">What was parsed.</param>
    /// <param name="learningRate">Taken where no rate is given.</param>
    public TrainingOptions Read(SymbolResult arguments, double learningRate) => new()
    {
        Steps = Steps(arguments) ?? 1,
        Device = arguments.GetRequiredValue(_device),
        Workers = arguments.GetValue(_workers),
        BatchTokens = arguments.GetValue(_batch)!.Value,
        PassTokens = arguments.GetValue(_pass)!.Value,
        LearningRate = arguments.GetValue(_rate) ?? learningRate,
        WarmupSteps = WarmupSteps(arguments) ?? 0,
        PackedShare = arguments.GetValue(_packed)!.Value,
        PackedTokens = arguments.GetValue(_packedTokens)!.Value,
        EvaluationInterval = arguments.GetValue(_interval)!.Value,
        CheckpointInterval = arguments.GetValue(_interval)!.Value,
        Seed = Seed(arguments),
    };
}
