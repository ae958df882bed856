using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Chat;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Text;

namespace Hymba.Cli.Verbs;

/// <summary>A conversation with the model.</summary>
internal sealed class ChatVerb : Verb
{
    private readonly EngineArguments _engine;
    private readonly SamplingArguments _sampling;
    private readonly Option<int?> _maxTokens = CommonOptions.MaxTokens();
    private readonly Option<bool> _speculate = CommonOptions.Speculate();

    private readonly Option<string> _system = new("--system")
    {
        HelpName = "TEXT",
        Description = "Instructions that stand in front of the conversation. Default: none.",
    };

    private readonly Option<string[]> _contexts = new("--context")
    {
        HelpName = "FILE",
        Description = "A UTF-8 file to answer from; several may follow. Default: none.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public ChatVerb(ToolConsole console)
        : base(
            "chat",
            "Chats with the model: every line of stdin is a turn, replies stream to stdout, the conversation is remembered.",
            console)
    {
        Details = "/reset starts anew, /exit or the end of the input leaves. Ctrl+C stops a reply; again, or between replies, it leaves.\n"
            + "Turns, files and earlier replies cannot write role markers or special tokens: these are neutralised. --system is trusted.\n"
            + "A reply ends at the end token or where the model begins another turn.";
        Add(_system);
        Add(_contexts);
        Add(_maxTokens);
        _sampling = new SamplingArguments(this, offersLogProbabilities: false);
        Add(_speculate);
        _engine = new EngineArguments(this);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> UsageErrors(SymbolResult arguments) => _sampling.UsageErrors(arguments);

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaEngineOptions options = _engine.Read(arguments) with { Speculate = arguments.GetValue(_speculate) };
        var contexts = new List<string>();
        foreach (string file in arguments.GetValue(_contexts) ?? [])
        {
            // Stdin is taken by the conversation.
            contexts.Add(await TextFile.ReadAsync(Path.GetFullPath(file), Console.In, cancellationToken).ConfigureAwait(false));
        }

        HymbaTokenizer tokenizer = EngineStart.LoadTokenizer(options.ModelPath, "chat needs it");
        var template = ChatTemplate.Load(options.ModelPath, tokenizer);
        StartedEngine started = await EngineStart.LoadAsync(Console, options, cancellationToken).ConfigureAwait(false);
        using HymbaEngine engine = started.Engine;
        var conversation = new Conversation(engine, tokenizer, template, arguments.GetValue(_system), contexts)
        {
            MaxNewTokens = arguments.GetValue(_maxTokens),
            Sampling = _sampling.Read(arguments),
        };
        await new ChatLoop(Console, conversation).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
