using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Inference;

namespace Hymba.Cli.Options;

/// <summary>Where the prompt of a generation comes from: text, a file or token ids, and only one of them.</summary>
internal sealed class PromptArguments
{
    private readonly Option<string[]> _text = new("--prompt")
    {
        HelpName = "TEXT",
        Description = "The text to continue, as it is: <s> is put in front, no chat template is applied. Default: one of --prompt, --prompt-file and --tokens is needed.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _file = new("--prompt-file")
    {
        HelpName = "FILE",
        Description = "A UTF-8 file with the text to continue, its last line break included; - is stdin. Default: see --prompt.",
    };

    private readonly Option<IReadOnlyList<int[]>?> _tokens = new("--tokens")
    {
        HelpName = "1,5,9",
        Description = "The token ids to continue, as they are: <s> is id 1 in Hymba's vocabulary. Needs no tokenizer. Default: see --prompt.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = TokenIdParser.ParseSequences,
    };

    /// <summary>Adds the options to a verb.</summary>
    public PromptArguments(Command command)
    {
        command.Add(_text);
        command.Add(_file);
        command.Add(_tokens);
    }

    /// <summary>Says if there is no prompt, or several kinds of it.</summary>
    public IEnumerable<string> UsageErrors(SymbolResult arguments)
    {
        int given = new Option[] { _text, _file, _tokens }.Count(option => arguments.GetResult(option) is not null);
        return given == 1 ? [] : [$"Exactly one of --prompt, --prompt-file and --tokens is needed, {given} were given."];
    }

    /// <summary>The prompt: its text, or else its ids.</summary>
    /// <exception cref="BatchedGenerationException">Several prompts were given.</exception>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    public async Task<(string? Text, int[]? Tokens)> ReadAsync(SymbolResult arguments, TextReader stdin, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_file) is string file)
        {
            return (await TextFile.ReadAsync(file, stdin, cancellationToken).ConfigureAwait(false), null);
        }

        string[] texts = arguments.GetValue(_text) ?? [];
        IReadOnlyList<int[]> sequences = arguments.GetValue(_tokens) ?? [];
        return texts.Length + sequences.Count == 1
            ? (texts.SingleOrDefault(), sequences.SingleOrDefault())
            : throw new BatchedGenerationException(texts.Length + sequences.Count);
    }
}
