using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.Inference.Text;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel;

/// <summary>How a chat client works, and what holds where a request says nothing. Read once when the client is created.</summary>
public sealed class HymbaChatClientOptions
{
    /// <summary>The model's name in responses, metadata and telemetry.</summary>
    /// <value>Default null: the name of the checkpoint's directory.</value>
    public string? ModelId { get; set; }

    /// <summary>Whether a request that names another model is answered all the same, and the name reported as ignored.</summary>
    /// <value>Default false: such a request is refused.</value>
    public bool IgnoreUnknownModelId { get; set; }

    /// <summary>The most tokens of a reply, at least 1; a reply cut there ends with the finish reason <c>length</c>.</summary>
    /// <value>Default null: the reply may fill the context.</value>
    public int? MaxOutputTokens { get; set; }

    /// <summary>The sampling temperature, from 0; 0 always takes the most probable token.</summary>
    /// <value>Default null: 1 where top-p, top-k or min-p is set, and otherwise 0.</value>
    public float? Temperature { get; set; }

    /// <summary>Nucleus sampling, above 0 and at most 1.</summary>
    /// <value>Default null: all tokens.</value>
    public float? TopP { get; set; }

    /// <summary>How many of the most probable tokens are kept, at least 1.</summary>
    /// <value>Default null: all tokens.</value>
    public int? TopK { get; set; }

    /// <summary>Keeps tokens at least this many times as probable as the most probable one; 0 to 1.</summary>
    /// <value>Default null: all tokens.</value>
    public float? MinP { get; set; }

    /// <summary>Makes tokens of the prompt and the reply less likely; 0.01 to 100.</summary>
    /// <value>Default null: no penalty.</value>
    public float? RepetitionPenalty { get; set; }

    /// <summary>Whether likely tokens are copied from earlier text and checked several at a time; replies are the same.</summary>
    /// <value>Default null: as the engine's <see cref="Hymba.Inference.HymbaEngineOptions.Speculate"/> says.</value>
    public bool? Speculate { get; set; }

    /// <summary>How urgent requests are.</summary>
    /// <value>Default <see cref="RequestPriority.Normal"/>.</value>
    public RequestPriority Priority { get; set; } = RequestPriority.Normal;

    /// <summary>Tells whose request it is, for callers to share the engine evenly; called once per request without an own key.</summary>
    /// <value>Default null: all such requests count as one caller's.</value>
    public Func<ChatOptions, string?>? FairShareKey { get; set; }

    /// <summary>Which texts are kept from writing role markers, tags and special tokens.</summary>
    /// <value>Default <see cref="PromptNeutralization.Untrusted"/>: all but the system messages.</value>
    public PromptNeutralization Neutralization { get; set; }

    /// <summary>Whether the spelling of a special token in a raw prompt (<c>&lt;/s&gt;</c>) becomes that token. Only for trusted prompts.</summary>
    /// <value>Default false: it is ordinary text.</value>
    public bool ParseSpecialTokensInRawPrompts { get; set; }

    /// <summary>
    /// Makes what restricts the tokens of a request; null restricts nothing. A constraint that is returned is taken to enforce the request's
    /// response format and tool mode. Called once per request; the constraint itself runs on the engine's thread.
    /// </summary>
    /// <value>Default null: no constraint.</value>
    public Func<ConstraintRequest, LogitsConstraint?>? ConstraintFactory { get; set; }

    /// <summary>Every wrong value, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        if (ModelId is not null && string.IsNullOrWhiteSpace(ModelId))
        {
            errors.Add($"{nameof(ModelId)} is blank; it must be a name, or null for the name of the checkpoint's directory.");
        }

        if (MaxOutputTokens is < 1)
        {
            errors.Add($"{nameof(MaxOutputTokens)} is {MaxOutputTokens}; it must be at least 1, or null to fill the context.");
        }

        if (!Enum.IsDefined(Priority))
        {
            errors.Add($"{nameof(Priority)} is {Priority}; it must be one of {string.Join(", ", Enum.GetNames<RequestPriority>())}.");
        }

        if (!Enum.IsDefined(Neutralization))
        {
            errors.Add($"{nameof(Neutralization)} is {Neutralization}; it must be one of {string.Join(", ", Enum.GetNames<PromptNeutralization>())}.");
        }

        try
        {
            Sampling().Validate(int.MaxValue);
        }
        catch (Inference.InvalidOptionsException invalid)
        {
            errors.AddRange(invalid.Errors);
        }

        return errors;
    }

    internal SamplingOptions Sampling() => new()
    {
        Temperature = Temperature,
        TopP = TopP,
        TopK = TopK,
        MinP = MinP,
        RepetitionPenalty = RepetitionPenalty,
    };

    internal HymbaChatClientOptions Copy() => (HymbaChatClientOptions)MemberwiseClone();
}
