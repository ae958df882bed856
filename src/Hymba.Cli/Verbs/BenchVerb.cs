using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Benchmark;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Text;

namespace Hymba.Cli.Verbs;

/// <summary>Measures how fast a model runs on this machine.</summary>
internal sealed class BenchVerb : Verb
{
    private readonly EngineArguments _engine;

    private readonly Option<int?> _promptTokens = NumberOption.Create<int>(
        "--prompt-tokens", "N", "Tokens of the prompt, from 1 on; they are random and always the same.", least: 1, absent: 256);

    private readonly Option<int?> _context = NumberOption.Create<int>(
        "--context", "N", "Tokens in front of the decoded ones, from 1 on. Default: those of the prompt.", least: 1);

    private readonly Option<string?> _weights = new("--weights")
    {
        HelpName = "bf16|int8|int4",
        Description = "Number type of the weights: --dtype by the names of weight files. Default: as --dtype says.",
    };

    private readonly Option<int?> _newTokens = NumberOption.Create<int>("--new-tokens", "N", "Tokens to generate, from 2 on.", least: 2, absent: 64);
    private readonly Option<int?> _repeat = NumberOption.Create<int>("--repeat", "N", "Measured runs, from 1 on; medians are reported.", least: 1, absent: 5);

    private readonly Option<bool> _speculate = new("--speculate")
    {
        Description = "Measure instead decoding with and without speculation, in turn, on text that repeats and text that does not. Default: off.",
    };

    private readonly Option<bool> _json = CommonOptions.Json(
        "{\"prefill_tok_s\",\"decode_tok_s\",\"decode_bytes_per_token\",\"decode_gb_s\",\"memory_read_gb_s\",\"decode_share_of_limit\",\"load_s\",\"peak_rss_bytes\",...}");

    public BenchVerb(ToolConsole console)
        : base(
            "bench",
            "Measures the speed and memory of loading, prefill and decoding.",
            console)
    {
        Details = "Medians of the runs, after some seconds to warm up, without prefix cache, greedy, end tokens ignored. GB are 10^9 bytes.\n"
            + "prefill_tok_s           prompt tokens by the time to the first token\n"
            + "decode_tok_s            the tokens after the first by their time\n"
            + "decode_bytes_per_token  weights (of an untied embedding only one row, left out) and state, in the middle of the reply\n"
            + "decode_gb_s             the two before multiplied\n"
            + "memory_read_gb_s        how fast this machine reads memory, measured in the same run; null off the CPU\n"
            + "decode_limit_tok_s      tokens that reading at that speed allows: the limit of decode_tok_s\n"
            + "decode_share_of_limit   decode_gb_s by memory_read_gb_s, each pair taken in turn\n"
            + "load_s                  opening, reading and converting the checkpoint\n"
            + "peak_rss_bytes          the most memory this process held before memory_read_gb_s was measured\n"
            + "With --speculate one entry per kind of text: [{\"text\",\"plain_tok_s\",\"speculative_tok_s\",\"speedup\",\"accepted_share\",\"tokens_per_pass\",...}].\n"
            + "answers from documents  copied by the model itself; with a chat template only\n"
            + "quotes of documents     summaries of which three quarters and more are copied, by the model itself; likewise, and if it writes any\n"
            + "copies                  a text drawn at random, with itself to copy from\n"
            + "no repetition           the same, with nothing to copy from\n"
            + "traps                   the same, with a text to copy from in which every draft is wrong";
        _engine = new EngineArguments(this);
        Add(_weights);
        Add(_promptTokens);
        Add(_context);
        Add(_newTokens);
        Add(_repeat);
        Add(_speculate);
        Add(_json);
        _weights.AcceptOnlyFromAmong("bf16", "int8", "int4");
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaEngineOptions options = _engine.Read(arguments) with { PrefixCacheBytes = 0 };
        if (arguments.GetValue(_weights) is string weights)
        {
            options = options with { DataType = DataTypeNames.Parse(weights == "bf16" ? DataTypeNames.Default : weights) };
        }

        int prompt = arguments.GetValue(_promptTokens)!.Value;
        var plan = new BenchmarkPlan(
            prompt, arguments.GetValue(_context) ?? prompt, arguments.GetValue(_newTokens)!.Value, arguments.GetValue(_repeat)!.Value);
        StartedEngine started = await EngineStart.LoadAsync(Console, options, cancellationToken).ConfigureAwait(false);
        using HymbaEngine engine = started.Engine;
        if (arguments.GetValue(_speculate))
        {
            await SpeculateAsync(engine, plan, arguments.GetValue(_json), cancellationToken).ConfigureAwait(false);
            return;
        }

        BenchmarkReport report = await ProgressBar.RunAsync(
            Console, "Measuring", bar => EngineBenchmark.RunAsync(engine, plan, started.LoadTime, bar, cancellationToken)).ConfigureAwait(false);
        if (arguments.GetValue(_json))
        {
            Console.WriteJson(report);
        }
        else
        {
            Write(report);
        }
    }

    private async Task SpeculateAsync(HymbaEngine engine, BenchmarkPlan plan, bool json, CancellationToken cancellationToken)
    {
        ChatTemplate? template = engine.Tokenizer is HymbaTokenizer tokenizer ? ChatTemplate.Load(engine.Options.ModelPath, tokenizer) : null;
        IReadOnlyList<SpeculationCase> cases = await ProgressBar.RunAsync(
            Console, "Measuring", bar => new SpeculationBenchmark(engine, plan).RunAsync(template, bar, cancellationToken)).ConfigureAwait(false);
        if (json)
        {
            Console.WriteJson(cases);
            return;
        }

        foreach (SpeculationCase found in cases)
        {
            string accepted = found.AcceptedShare is double share ? $"{share:P0} of {found.DraftedTokens} drafted tokens accepted" : "nothing drafted";
            Console.WriteRow(
                found.Text,
                $"{found.PlainTokensPerSecond:F2} tokens/s, {found.SpeculativeTokensPerSecond:F2} with speculation: {found.Speedup:F2} times; "
                + $"{accepted}, {found.TokensPerPass:F2} tokens a pass");
        }
    }

    private void Write(BenchmarkReport report)
    {
        Console.WriteRow("load", $"{report.LoadSeconds:F2} s");
        Console.WriteRow("prefill", $"{report.PrefillTokensPerSecond:F1} tokens/s, {report.PromptTokens} tokens");
        Console.WriteRow("decode", $"{report.DecodeTokensPerSecond:F2} tokens/s, {report.NewTokens} tokens behind {report.ContextTokens}");
        if (report is { DecodeLimitTokensPerSecond: double limit, DecodeShareOfLimit: double share })
        {
            Console.WriteRow("decode limit", $"{limit:F2} tokens/s by the memory's speed; {share:P0} of it reached");
        }

        Console.WriteRow("decode reads", $"{ByteText.Format(report.DecodeBytesPerToken)} a token, {report.DecodeGigabytesPerSecond:F2} GB/s");
        Console.WriteRow("memory reads", report.MemoryReadGigabytesPerSecond is double speed ? $"{speed:F2} GB/s" : "not measured");
        Console.WriteRow("peak memory", report.PeakResidentBytes is long bytes ? ByteText.Format(bytes) : "not known");
    }
}
