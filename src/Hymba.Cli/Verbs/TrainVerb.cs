using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Training;
using Hymba.Training.Data;
using Hymba.Training.Loop;
using Hymba.Training.Output;

namespace Hymba.Cli.Verbs;

/// <summary>Trains a model from scratch.</summary>
internal sealed class TrainVerb : Verb
{
    private const ulong HeldOutSeed = 7;

    private readonly Option<string> _config = new("--config")
    {
        Required = true,
        HelpName = "FILE",
        Description = "The model's config.json, with tokenizer.model and tokenizer_config.json beside it.",
    };

    private readonly Option<string> _data = new("--data")
    {
        Required = true,
        HelpName = "nano",
        Description = "What to learn from: nano, the generated world of Hymba Nano.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Required = true,
        HelpName = "DIR",
        Description = "Gets checkpoint/, log.csv, loss.svg and at the end model/.",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on where the run in --out was stopped.",
    };

    private readonly Option<long?> _steps = NumberOption.Create<long>("--steps", "N", "Updates of the weights, from 1 on.", least: 1, absent: 4000);
    private readonly Option<int?> _batch = NumberOption.Create<int>("--batch-tokens", "N", "Tokens of one update.", least: 2, absent: 8192);
    private readonly Option<int?> _pass = NumberOption.Create<int>("--pass-tokens", "N", "The most tokens computed at once; the rest is accumulated.", least: 2, absent: 1024);
    private readonly Option<float?> _rate = NumberOption.Create<float>("--learning-rate", "X", "The highest learning rate.", absent: 0.002f);
    private readonly Option<int?> _warmup = NumberOption.Create<int>("--warmup-steps", "N", "Steps over which the learning rate rises.", least: 0, absent: 100);
    private readonly Option<float?> _promptWeight = NumberOption.Create<float>("--prompt-weight", "X", "Weight in the loss of what is no reply, 0 to 1.", least: 0, absent: 0.1f);
    private readonly Option<float?> _packed = NumberOption.Create<float>("--packed-share", "X", "Share of the rows that hold several examples, 0 to 1.", least: 0, absent: 0f);
    private readonly Option<int?> _packedTokens = NumberOption.Create<int>("--packed-tokens", "N", "The most tokens of such a row.", least: 0, absent: 0);
    private readonly Option<int?> _interval = NumberOption.Create<int>("--interval", "N", "Steps between evaluations and saved checkpoints.", least: 0, absent: 250);
    private readonly Option<int?> _heldOut = NumberOption.Create<int>("--held-out", "N", "Held-out examples to evaluate on.", least: 0, absent: 200);
    private readonly Option<ulong?> _seed = NumberOption.Create<ulong>("--seed", "S", "Chooses weights and data.", absent: 1);
    private readonly Option<int?> _workers = NumberOption.Create<int>("--workers", "N", "Replicas at work on the CPU. Default: all cores.", least: 1);

    private readonly Option<string> _device = new("--device")
    {
        HelpName = "cpu|cuda|cuda:N",
        Description = "Where to train.",
        DefaultValueFactory = _ => "cpu",
    };

    public TrainVerb(ToolConsole console)
        : base("train", "Trains a model from scratch and writes it as a checkpoint directory.", console)
    {
        Option[] options =
        [
            _config, _data, _out, _resume, _steps, _batch, _pass, _rate, _warmup, _promptWeight, _packed, _packedTokens, _interval, _heldOut, _seed,
            _workers, _device,
        ];
        Array.ForEach(options, Add);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        ulong seed = arguments.GetValue(_seed)!.Value;
        var options = new TrainingOptions
        {
            Steps = arguments.GetValue(_steps)!.Value,
            Device = arguments.GetRequiredValue(_device),
            Workers = arguments.GetValue(_workers),
            BatchTokens = arguments.GetValue(_batch)!.Value,
            PassTokens = arguments.GetValue(_pass)!.Value,
            LearningRate = arguments.GetValue(_rate)!.Value,
            WarmupSteps = arguments.GetValue(_warmup)!.Value,
            PackedShare = arguments.GetValue(_packed)!.Value,
            PackedTokens = arguments.GetValue(_packedTokens)!.Value,
            EvaluationInterval = arguments.GetValue(_interval)!.Value,
            CheckpointInterval = arguments.GetValue(_interval)!.Value,
            Seed = seed,
        };
        var display = new TrainingDisplay(Console);
        return Task.Run(
            () => TrainingRun.FromScratch(
                arguments.GetRequiredValue(_config),
                new NanoSource(seed, DataSplit.Train),
                new NanoSource(HeldOutSeed, DataSplit.Evaluation),
                arguments.GetValue(_heldOut)!.Value,
                arguments.GetValue(_promptWeight)!.Value,
                new RunFolder(arguments.GetRequiredValue(_out)),
                arguments.GetValue(_resume),
                options,
                display,
                cancellationToken),
            cancellationToken);
    }
}
