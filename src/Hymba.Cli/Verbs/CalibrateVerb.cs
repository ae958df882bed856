using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Validation;

namespace Hymba.Cli.Verbs;

/// <summary>What a model's likelihoods of harmless texts look like, for the detection of adversarial suffixes.</summary>
internal sealed class CalibrateVerb : Verb
{
    private readonly EngineArguments _engine;

    private readonly Option<string?> _out = new("--out")
    {
        HelpName = "FILE",
        Description = $"The file to write; an old one is replaced. Default: {SuffixCalibration.FileName} in the model's directory, where it is found again.",
    };

    private readonly Option<bool> _json = CommonOptions.Json("{\"out\",\"typical\",\"jump\"}");

    public CalibrateVerb(ToolConsole console)
        : base("calibrate", "Scores harmless texts with a model and writes what its detection of adversarial suffixes goes by.", console)
    {
        Details = "To be run once for a model, and again when its weights change. Without the file the first text to be judged waits for it.\n"
            + "The texts are in the tool, about 25 KB. typical: nats per byte, below which a tenth of the texts lies; jump: by how much, in nats\n"
            + "per byte, the least likely ending of any text is less likely than what stands before it.";
        _engine = new EngineArguments(this, "Default: none; it must be named.");
        Add(_out);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> UsageErrors(SymbolResult arguments)
    {
        if (!_engine.NamesModel(arguments))
        {
            yield return "--model is missing: whose calibration?";
        }
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaEngineOptions options = _engine.Read(arguments) with { PrefixCacheBytes = 0 };
        EngineStart.LoadTokenizer(options.ModelPath, "calibrate needs it");
        string target = arguments.GetValue(_out) ?? Path.Combine(options.ModelPath, SuffixCalibration.FileName);
        StartedEngine started = await EngineStart.LoadAsync(Console, options, cancellationToken).ConfigureAwait(false);
        using HymbaEngine engine = started.Engine;
        SuffixCalibration calibration = await engine.CalibrateSuffixModelAsync(cancellationToken).ConfigureAwait(false);
        calibration.Write(target);
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(new { Out = target, calibration.Typical, calibration.Jump });
        }
        else
        {
            Console.WriteRow("calibration", target);
            Console.WriteRow("typical", $"{calibration.Typical:F3}");
            Console.WriteRow("jump", $"{calibration.Jump:F3}");
        }
    }
}
