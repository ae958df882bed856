using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Training.Output;

namespace Hymba.Cli.Verbs;

/// <summary>Makes a whole checkpoint of a model and its adapter.</summary>
internal sealed class MergeAdapterVerb : Verb
{
    private readonly ModelArgument _model;

    private readonly Option<string> _adapter = new("--adapter")
    {
        Required = true,
        HelpName = "DIR",
        Description = "The adapter's directory: adapter_config.json and adapter_model.safetensors, as PEFT and hymba finetune write them.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Required = true,
        HelpName = "DIR",
        Description = "The directory to make; must not exist or be empty. It appears complete or not at all.",
    };

    private readonly Option<bool> _json = CommonOptions.Json("{\"out\",\"matrices\"}");

    public MergeAdapterVerb(ToolConsole console)
        : base("merge-adapter", "Writes a checkpoint whose weights are a model's with a LoRA adapter added, in the model's own number type.", console)
    {
        _model = new ModelArgument(this);
        Add(_adapter);
        Add(_out);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        string target = arguments.GetRequiredValue(_out);
        int matrices = await Task.Run(
            () => AdapterMerge.Write(_model.Read(arguments), arguments.GetRequiredValue(_adapter), target, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(new { Out = target, Matrices = matrices });
        }
        else
        {
            Console.WriteRow("checkpoint", target);
            Console.WriteRow("matrices", $"{matrices} changed");
        }
    }
}
