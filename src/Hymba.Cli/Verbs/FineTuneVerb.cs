using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference.Adapters;
using Hymba.Training;
using Hymba.Training.Data;
using Hymba.Training.Model;
using Hymba.Training.Runs;

namespace Hymba.Cli.Verbs;

/// <summary>Trains an existing model further.</summary>
internal sealed class FineTuneVerb : Verb
{
    private const double FullRate = 2e-5;
    private const double LoraRate = 2e-4;
    private const float Epochs = 3;

    private readonly TrainingArguments _training;
    private readonly ModelArgument _model;

    private readonly Option<string> _data = new("--data")
    {
        Required = true,
        HelpName = "FILE",
        Description = "JSON lines, each {\"messages\":[{\"role\",\"content\"}]} that ends with an assistant's message. A wrong line ends the run "
            + "before anything is written.",
    };

    private readonly Option<string?> _heldOut = new("--held-out")
    {
        HelpName = "FILE",
        Description = "Conversations of the same form to evaluate on. Default: none.",
    };

    private readonly Option<float?> _epochs = NumberOption.Create<float>(
        "--epochs", "X", "Passes over the data; not with --steps. Default: 3.");

    private readonly Option<int?> _rank = NumberOption.Create<int>(
        "--lora-rank", "N", "Train a LoRA adapter of this rank. Default: all weights are trained.", least: 1);

    private readonly Option<float?> _alpha = NumberOption.Create<float>(
        "--lora-alpha", "X", "The update is alpha / rank times B A; only with --lora-rank. Default: twice the rank.");

    private readonly Option<string?> _targets = new("--lora-targets")
    {
        HelpName = "a,b",
        Description = $"Matrices that get an update, of {string.Join(", ", LoraTargets.Known)}; only with --lora-rank. "
            + $"Default: {string.Join(',', LoraTargets.Default)}.",
    };

    public FineTuneVerb(ToolConsole console)
        : base("finetune", "Trains a checkpoint further on conversations: all weights, or a LoRA adapter.", console)
    {
        _model = new ModelArgument(this);
        Add(_data);
        Add(_heldOut);
        Add(_epochs);
        Add(_rank);
        Add(_alpha);
        Add(_targets);
        string rate = FormattableString.Invariant($" Default: {FullRate}, with --lora-rank {LoraRate}.");
        _training = new TrainingArguments(this, "model/ or adapter/", new TrainingDefaults(null, 2048, null, rate, null, 0f));
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> UsageErrors(SymbolResult arguments)
    {
        if (_training.Steps(arguments) is not null && arguments.GetValue(_epochs) is not null)
        {
            yield return "--steps and --epochs both say how long to train; give one of them.";
        }

        if (arguments.GetValue(_rank) is null && (arguments.GetValue(_alpha) is not null || arguments.GetValue(_targets) is not null))
        {
            yield return "--lora-alpha and --lora-targets need --lora-rank.";
        }
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        LoraOptions? lora = Lora(arguments);
        TrainingOptions options = _training.Read(arguments, lora is null ? FullRate : LoraRate);
        var display = new TrainingDisplay(Console);
        return Task.Run(() => Run(arguments, lora, options, display, cancellationToken), cancellationToken);
    }

    private void Run(
        SymbolResult arguments, LoraOptions? lora, TrainingOptions options, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var data = ExampleFile.Open(arguments.GetRequiredValue(_data), options.Seed);
        ExampleFile? heldOut = arguments.GetValue(_heldOut) is string path ? ExampleFile.Open(path, options.Seed) : null;
        var tuning = new FineTuning
        {
            ModelPath = _model.Read(arguments),
            Training = data,
            ExampleCount = data.Count,
            HeldOut = heldOut,
            HeldOutCount = heldOut?.Count ?? 0,
            PromptWeight = _training.PromptWeight(arguments),
            Lora = lora,
            Epochs = _training.Steps(arguments) is null ? arguments.GetValue(_epochs) ?? Epochs : null,
            WarmupSteps = _training.WarmupSteps(arguments),
        };
        FineTuningRun.Run(tuning, options, _training.Folder(arguments), _training.Resume(arguments), display, cancellationToken);
    }

    private LoraOptions? Lora(SymbolResult arguments)
        => arguments.GetValue(_rank) is int rank
            ? new LoraOptions
            {
                Rank = rank,
                Alpha = arguments.GetValue(_alpha) ?? (2.0 * rank),
                Targets = arguments.GetValue(_targets)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    ?? LoraTargets.Default,
            }
            : null;
}
