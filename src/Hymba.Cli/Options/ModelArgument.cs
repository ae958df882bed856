using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Output;
using Hymba.Cli.Verbs;
using Hymba.Inference;

namespace Hymba.Cli.Options;

/// <summary>Which model a verb works on.</summary>
internal sealed class ModelArgument
{
    /// <summary>What a run says on stderr when nobody named a model.</summary>
    public const string Notice = $"using the embedded model {HymbaModels.NanoName}; --model DIR takes another";

    private readonly ToolConsole _console;

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = $"DIR|{HymbaModels.NanoName}",
        Description = "Directory of a Hugging Face checkpoint (config.json, safetensors weights, tokenizer files), or "
            + $"{HymbaModels.NanoName} for the embedded model. Default: {HymbaModels.NanoName}.",
    };

    /// <summary>Adds the option to a verb.</summary>
    public ModelArgument(Verb verb)
    {
        _console = verb.Console;
        verb.Add(_model);
    }

    /// <summary>The model's directory; says so where it is the default.</summary>
    /// <exception cref="ModelLoadException">The embedded model is meant, and cannot be placed.</exception>
    public string Read(SymbolResult arguments)
    {
        string? model = arguments.GetValue(_model);
        if (string.IsNullOrEmpty(model))
        {
            _console.Error.WriteLine(Notice);
        }

        return HymbaModels.Resolve(model);
    }
}
