using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Training;
using Hymba.Training.Data;
using Hymba.Training.Runs;

namespace Hymba.Cli.Verbs;

/// <summary>Trains a model from scratch.</summary>
internal sealed class TrainVerb : Verb
{
    private const string Generated = "nano";
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
        HelpName = $"{Generated}|FILE",
        Description = $"What to learn from: {Generated}, the generated world of Hymba Nano, or a file of JSON lines as nano-data writes them.",
    };

    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "DIR",
        Description = "A checkpoint of the same config whose weights are the initial ones. Default: random ones.",
    };

    private readonly Option<string?> _heldOutData = new("--held-out-data")
    {
        HelpName = "FILE",
        Description = $"A file of JSON lines to evaluate on. Default: the held-out world for {Generated}, none for a file.",
    };

    private readonly Option<int?> _heldOut = NumberOption.Create<int>("--held-out", "N", "The most held-out examples to evaluate on.", least: 0, absent: 200);

    public TrainVerb(ToolConsole console)
        : base("train", "Trains a model on whole conversations and texts and writes it as a checkpoint directory.", console)
    {
        Add(_config);
        Add(_data);
        Add(_heldOutData);
        Add(_from);
        _training = new TrainingArguments(this, "model/", new TrainingDefaults(4000, 8192, LearningRate, string.Empty, 100, 0.1f));
        Add(_heldOut);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        TrainingOptions options = _training.Read(arguments, LearningRate);
        var display = new TrainingDisplay(Console);
        return Task.Run(() => Run(arguments, options, display, cancellationToken), cancellationToken);
    }

    private void Run(SymbolResult arguments, TrainingOptions options, TrainingDisplay display, CancellationToken cancellationToken)
    {
        string data = arguments.GetRequiredValue(_data);
        IExampleSource training = data == Generated ? new NanoSource(options.Seed, DataSplit.Train) : ExampleFile.Open(data, options.Seed);
        ExampleFile? file = arguments.GetValue(_heldOutData) is string path ? ExampleFile.Open(path, options.Seed) : null;
        IExampleSource heldOut = file is null ? new NanoSource(HeldOutSeed, DataSplit.Evaluation) : file;
        int count = arguments.GetValue(_heldOut)!.Value;
        TrainingRun.Run(
            arguments.GetRequiredValue(_config),
            arguments.GetValue(_from),
            training,
            heldOut,
            file is not null ? Math.Min(count, file.Count) : data == Generated ? count : 0,
            _training.PromptWeight(arguments),
            _training.Folder(arguments),
            _training.Resume(arguments),
            options,
            display,
            cancellationToken);
    }
}
