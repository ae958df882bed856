using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Generation;

namespace Hymba.Cli.Verbs;

/// <summary>Continues one prompt.</summary>
internal sealed class GenerateVerb : Verb
{
    private readonly EngineArguments _engine;
    private readonly PromptArguments _prompt;
    private readonly SamplingArguments _sampling;
    private readonly Option<int?> _maxTokens = CommonOptions.MaxTokens();
    private readonly Option<bool> _speculate = CommonOptions.Speculate();

    private readonly Option<string[]> _stop = new("--stop")
    {
        HelpName = "TEXT",
        Description = "Ends the reply where this text would begin; may be given several times. Default: none.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _ignoreEnd = new("--ignore-eos")
    {
        Description = "Generate end tokens like any other instead of stopping. Default: stop.",
    };

    private readonly Option<bool> _json = CommonOptions.Json(
        "{\"text\",\"token_ids\",\"finish_reason\":\"stop\"|\"length\",\"usage\":{\"prompt_tokens\",\"cached_tokens\",\"completion_tokens\"},"
        + "\"timings\":{\"load_s\",\"prefill_s\",\"decode_s\"},\"seed\"}, and \"logprobs\" and \"speculation\" where asked for");

    public GenerateVerb(ToolConsole console)
        : base(
            "generate",
            "Continues a prompt and streams the text to stdout.",
            console)
    {
        Details = "The choice of tokens is greedy unless --temperature, --top-k, --top-p or --min-p asks for something else.\n"
            + "A model without tokenizer takes --tokens only, and what is streamed is token ids.\n"
            + "Generation takes one prompt at a time.";
        _prompt = new PromptArguments(this);
        Add(_maxTokens);
        Add(_stop);
        Add(_ignoreEnd);
        _sampling = new SamplingArguments(this, offersLogProbabilities: true);
        Add(_speculate);
        _engine = new EngineArguments(this);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> UsageErrors(SymbolResult arguments)
        => [.. _prompt.UsageErrors(arguments), .. _sampling.UsageErrors(arguments)];

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaEngineOptions options = _engine.Read(arguments) with { PrefixCacheBytes = 0, Speculate = arguments.GetValue(_speculate) };
        (string? text, int[]? tokens) = await _prompt.ReadAsync(arguments, Console.In, cancellationToken).ConfigureAwait(false);
        tokens ??= EngineStart.LoadTokenizer(options.ModelPath, "give the prompt as --tokens").Encode(text!);
        StartedEngine started = await EngineStart.LoadAsync(Console, options, cancellationToken).ConfigureAwait(false);
        using HymbaEngine engine = started.Engine;
        var request = new GenerationRequest
        {
            PromptTokens = tokens,
            MaxNewTokens = arguments.GetValue(_maxTokens),
            Sampling = _sampling.Read(arguments),
            StopSequences = arguments.GetValue(_stop) ?? [],
            IgnoreEndTokens = arguments.GetValue(_ignoreEnd),
        };
        if (arguments.GetValue(_json))
        {
            GenerationResult result = await engine.GenerateAsync(request, cancellationToken).ConfigureAwait(false);
            Console.WriteJson(GenerateReport.From(result, started.LoadTime));
            return;
        }

        await engine.GenerateAsync(request, engine.Tokenizer is null ? WriteId : WriteText, cancellationToken).ConfigureAwait(false);
        Console.Out.WriteLine();
    }

    private void WriteText(GenerationUpdate update)
    {
        Console.Out.Write(update.Text);
        Console.Out.Flush();
    }

    private void WriteId(GenerationUpdate update)
    {
        if (update.Token is { } token)
        {
            Console.Out.Write($"{token.Id} ");
            Console.Out.Flush();
        }
    }
}
