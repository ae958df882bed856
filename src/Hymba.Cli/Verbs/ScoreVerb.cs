using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Generation;

namespace Hymba.Cli.Verbs;

/// <summary>How likely the model finds a text.</summary>
internal sealed class ScoreVerb : Verb
{
    private readonly EngineArguments _engine;

    private readonly Option<string> _file = new("--file")
    {
        Required = true,
        HelpName = "FILE",
        Description = "A UTF-8 file with the text to score; - is stdin.",
    };

    private readonly Option<bool> _json = CommonOptions.Json("{\"log_likelihood\",\"perplexity\",\"tokens\"}");

    public ScoreVerb(ToolConsole console)
        : base(
            "score",
            "Computes the log-likelihood and perplexity of a text.",
            console)
    {
        Details = "The logarithm is natural. <s> is put in front and not predicted; tokens counts what is.\n"
            + "A text longer than the context is scored in windows of the context's size, each starting with the last token of the one\n"
            + "before: every token is predicted once and sees only its own window.";
        _engine = new EngineArguments(this);
        Add(_file);
        Add(_json);
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaEngineOptions options = _engine.Read(arguments) with { PrefixCacheBytes = 0 };
        string file = arguments.GetRequiredValue(_file);
        string text = await TextFile.ReadAsync(file, Console.In, cancellationToken).ConfigureAwait(false);
        int[] tokens = EngineStart.LoadTokenizer(options.ModelPath, "score needs it").Encode(text);
        if (tokens.Length < 2)
        {
            throw new ToolException($"'{file}' has no text to score.");
        }

        StartedEngine started = await EngineStart.LoadAsync(Console, options, cancellationToken).ConfigureAwait(false);
        using HymbaEngine engine = started.Engine;
        TokenScore score = await ProgressBar.RunAsync(Console, "Scoring", bar => ScoreAsync(engine, tokens, bar, cancellationToken))
            .ConfigureAwait(false);
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(new { score.LogLikelihood, score.Perplexity, score.Tokens });
        }
        else
        {
            Console.WriteRow("log-likelihood", $"{score.LogLikelihood:F4}");
            Console.WriteRow("perplexity", $"{score.Perplexity:F4}");
            Console.WriteRow("tokens", $"{score.Tokens}");
        }
    }

    private static async Task<TokenScore> ScoreAsync(HymbaEngine engine, int[] tokens, IProgress<double>? bar, CancellationToken cancellationToken)
    {
        var sum = new TokenScore(0, 0);
        foreach (Range window in ScoreWindows.Split(tokens.Length, engine.Config.ContextTokens))
        {
            TokenScore part = await engine.ScoreAsync(tokens[window], cancellationToken).ConfigureAwait(false);
            sum = new TokenScore(sum.Tokens + part.Tokens, sum.LogLikelihood + part.LogLikelihood);
            bar?.Report((double)window.End.Value / tokens.Length);
        }

        return sum;
    }
}
