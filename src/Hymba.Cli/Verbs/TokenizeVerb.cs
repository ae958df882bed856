using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference.Text;

namespace Hymba.Cli.Verbs;

/// <summary>Texts to token ids.</summary>
internal sealed class TokenizeVerb : Verb
{
    private readonly ModelArgument _model;
    private readonly Option<bool> _jsonLines = CommonOptions.JsonLines("In: a string. Out: an array of ids.");

    public TokenizeVerb(ToolConsole console)
        : base("tokenize", "Encodes the texts on stdin, <s> first. Needs only the tokenizer files.", console)
    {
        Details = "The spelling of a special token, as </s>, becomes that token. A bad line ends the run with exit code 1 and its number.";
        _model = new ModelArgument(this);
        Add(_jsonLines);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaTokenizer tokenizer = HymbaTokenizer.Load(_model.Read(arguments));
        return JsonLines.RunAsync(Console, (text, _) => JsonSerializer.Serialize(tokenizer.Encode(JsonInput.Text(text, "the line"))), cancellationToken);
    }
}
