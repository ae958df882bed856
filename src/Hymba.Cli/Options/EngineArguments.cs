using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Verbs;
using Hymba.Inference;

namespace Hymba.Cli.Options;

/// <summary>Which model a verb runs, and how.</summary>
internal sealed class EngineArguments
{
    private static readonly int DefaultChunk = new HymbaEngineOptions { ModelPath = "." }.PrefillChunkTokens;

    private readonly ModelArgument _model;
    private readonly Option<string> _dataType = CommonOptions.DataType("Number type of the matrices while computing.", DataTypeNames.All);

    private readonly Option<string?> _adapter = new("--adapter")
    {
        HelpName = "DIR",
        Description = "Directory of a LoRA adapter in PEFT's format, merged into the weights while loading. Default: none.",
    };

    private readonly Option<string> _device = new("--device")
    {
        HelpName = "cpu|cuda|cuda:N",
        Description = "Where the model runs.",
        DefaultValueFactory = _ => "cpu",
    };

    private readonly Option<int?> _threads = NumberOption.Create<int>(
        "--threads", "N", "Threads for work on the CPU, from 1 on. Default: all cores.", least: 1);

    private readonly Option<bool> _pinThreads = new("--pin-threads")
    {
        Description = "Keep each helping thread on a core of its own, on a machine that does nothing else. Default: off.",
    };

    private readonly Option<int?> _prefillChunk = NumberOption.Create<int>(
        "--prefill-chunk", "N", "Prompt tokens of one forward pass, from 1 on; more are faster and take more memory.",
        least: 1, absent: DefaultChunk);

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="absent">What is so where no model is named; null: the embedded model runs.</param>
    public EngineArguments(Verb verb, string? absent = null)
    {
        _model = new ModelArgument(verb, absent);
        verb.Add(_adapter);
        verb.Add(_dataType);
        verb.Add(_device);
        verb.Add(_threads);
        verb.Add(_pinThreads);
        verb.Add(_prefillChunk);
        _device.Validators.Add(result =>
        {
            string device = result.GetValueOrDefault<string>();
            if (!DeviceName.TryParse(device, out _))
            {
                result.AddError($"--device is '{device}'; it must be cpu, cuda or cuda:N.");
            }
        });
    }

    /// <summary>Whether somebody named a model.</summary>
    public bool NamesModel(SymbolResult arguments) => _model.IsNamed(arguments);

    /// <summary>The engine's options; to be read once, for a model that nobody named is told of.</summary>
    /// <exception cref="ModelLoadException">The embedded model is meant, and cannot be placed.</exception>
    public HymbaEngineOptions Read(SymbolResult arguments) => new()
    {
        ModelPath = _model.Read(arguments),
        AdapterPath = arguments.GetValue(_adapter),
        DataType = DataTypeNames.Parse(arguments.GetRequiredValue(_dataType)),
        Device = arguments.GetRequiredValue(_device),
        Threads = arguments.GetValue(_threads),
        PinThreads = arguments.GetValue(_pinThreads),
        PrefillChunkTokens = arguments.GetValue(_prefillChunk)!.Value,
    };
}
