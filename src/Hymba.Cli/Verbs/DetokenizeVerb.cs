using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference.Text;

namespace Hymba.Cli.Verbs;

/// <summary>Token ids to texts.</summary>
internal sealed class DetokenizeVerb : Verb
{
    private readonly ModelArgument _model;
    private readonly Option<bool> _jsonLines = CommonOptions.JsonLines("In: an array of ids. Out: a string.");

    public DetokenizeVerb(ToolConsole console)
        : base("detokenize", "Decodes the token ids on stdin; special tokens are left out. Needs only the tokenizer files.", console)
    {
        _model = new ModelArgument(this);
        Add(_jsonLines);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaTokenizer tokenizer = HymbaTokenizer.Load(_model.Read(arguments));
        return JsonLines.RunAsync(Console, (ids, _) => JsonSerializer.Serialize(tokenizer.Decode(JsonInput.Ids(ids)), JsonFormat.Options), cancellationToken);
    }
}
