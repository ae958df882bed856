using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Inference.Sampling;

namespace Hymba.Cli.Options;

/// <summary>How tokens are chosen.</summary>
internal sealed class SamplingArguments
{
    private readonly Option<float?> _temperature = NumberOption.Create<float>(
        "--temperature", "X", "Divides the logits, from 0 on; 0 is greedy. Default: 1 with --top-k, --top-p or --min-p, otherwise 0.");

    private readonly Option<int?> _topK = NumberOption.Create<int>("--top-k", "N", "Keep only the N most probable tokens. Default: all.");

    private readonly Option<float?> _topP = NumberOption.Create<float>(
        "--top-p", "P", "Keep the fewest most probable tokens that together reach probability P, above 0 and at most 1. Default: all.");

    private readonly Option<float?> _minP = NumberOption.Create<float>(
        "--min-p", "P", "Keep tokens at least P times as probable as the most probable one, 0 to 1. Default: all.");

    private readonly Option<float?> _repetition = NumberOption.Create<float>(
        "--repetition-penalty", "X", "Above 1 makes tokens of the prompt and the reply less likely, 0.01 to 100. Default: 1, off.");

    private readonly Option<float?> _frequency = NumberOption.Create<float>(
        "--frequency-penalty", "X", "Lowers a token's logit by X for every time it is in the reply, -2 to 2. Default: 0, off.");

    private readonly Option<float?> _presence = NumberOption.Create<float>(
        "--presence-penalty", "X", "Lowers the logit of tokens that are in the reply by X, -2 to 2. Default: 0, off.");

    private readonly Option<IReadOnlyDictionary<int, float>?> _bias = new("--logit-bias")
    {
        HelpName = "ID=V",
        Description = "Adds V, -100 to 100, to the logit of token ID; several may follow. Default: none.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = LogitBiasParser.Parse,
    };

    private readonly Option<long?> _seed = NumberOption.Create<long>(
        "--seed", "S", "Start of the random numbers: the same seed gives the same text. Alone it changes nothing. Default: a fresh one.");

    private readonly Option<int?> _logProbabilities = NumberOption.Create<int>(
        "--logprobs", "N", "Add to the JSON each token's log-probability and the N, 0 to 20, most probable ones. Default: none.");

    private readonly bool _offersLogProbabilities;

    /// <summary>Adds the options to a verb.</summary>
    public SamplingArguments(Command command, bool offersLogProbabilities)
    {
        _offersLogProbabilities = offersLogProbabilities;
        Option[] options = [_temperature, _topK, _topP, _minP, _repetition, _frequency, _presence, _bias, _seed];
        foreach (Option option in offersLogProbabilities ? [.. options, _logProbabilities] : options)
        {
            command.Add(option);
        }
    }

    /// <summary>Values out of range, as far as they can be told without the model.</summary>
    public IEnumerable<string> UsageErrors(SymbolResult arguments) => SamplingRules.Errors(Read(arguments), int.MaxValue);

    public SamplingOptions Read(SymbolResult arguments) => new()
    {
        Temperature = arguments.GetValue(_temperature),
        TopK = arguments.GetValue(_topK),
        TopP = arguments.GetValue(_topP),
        MinP = arguments.GetValue(_minP),
        RepetitionPenalty = arguments.GetValue(_repetition),
        FrequencyPenalty = arguments.GetValue(_frequency),
        PresencePenalty = arguments.GetValue(_presence),
        LogitBias = arguments.GetValue(_bias),
        Seed = arguments.GetValue(_seed),
        TopLogProbabilities = _offersLogProbabilities ? arguments.GetValue(_logProbabilities) : null,
    };
}
