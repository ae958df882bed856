using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Training;
using Hymba.Training.Data;
using Hymba.Training.Loop;

namespace Hymba.Cli.Verbs;

/// <summary>Trains a model from scratch.</summary>
internal sealed class TrainVerb : Verb
{
    private const ulong HeldOutSeed = 7;
    private const float LearningRate = 0.002f;

    private readonly TrainingArguments _training;

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

    private readonly Option<int?> _heldOut = NumberOption.Create<int>("--held-out", "N", "Held-out examples to evaluate on.", least: 0, absent: 200);

    public TrainVerb(ToolConsole console)
        : base("train", "Trains a model from scratch and writes it as a checkpoint directory.", console)
    {
        Add(_config);
        Add(_data);
        _training = new TrainingArguments(this, "model/", new TrainingDefaults(4000, 8192, LearningRate, string.Empty, 100, 0.1f));
        Add(_heldOut);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        TrainingOptions options = _training.Read(arguments, LearningRate);
        var display = new TrainingDisplay(Console);
        return Task.Run(
            () => TrainingRun.FromScratch(
                arguments.GetRequiredValue(_config),
                new NanoSource(options.Seed, DataSplit.Train),
                new NanoSource(HeldOutSeed, DataSplit.Evaluation),
                arguments.GetValue(_heldOut)!.Value,
                _training.PromptWeight(arguments),
                _training.Folder(arguments),
                _training.Resume(arguments),
                options,
                display,
                cancellationToken),
            cancellationToken);
    }
}
