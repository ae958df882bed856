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
    private readonly Option<string?> _model;

    /// <summary>Adds the option to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="absent">What is so where no model is named; null: the embedded model runs.</param>
    public ModelArgument(Verb verb, string? absent = null)
    {
        _console = verb.Console;
        _model = new Option<string?>("--model")
        {
            HelpName = $"DIR|{HymbaModels.NanoName}",
            Description = "Directory of a Hugging Face checkpoint (config.json, safetensors weights, tokenizer files), or "
                + $"{HymbaModels.NanoName} for the embedded model. {absent ?? $"Default: {HymbaModels.NanoName}."}",
        };
        verb.Add(_model);
    }

    /// <summary>Whether somebody named a model.</summary>
    public bool IsNamed(SymbolResult arguments) => !string.IsNullOrEmpty(arguments.GetValue(_model));

    /// <summary>The model's directory; says so where it is the default.</summary>
    /// <exception cref="ModelLoadException">The embedded model is meant, and cannot be placed.</exception>
    public string Read(SymbolResult arguments)
    {
        if (!IsNamed(arguments))
        {
            _console.Error.WriteLine(Notice);
        }

        return HymbaModels.Resolve(arguments.GetValue(_model));
    }
}
