using Hymba.Validation.Banned;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Policies;
using Hymba.Validation.Repetition;
using Hymba.Validation.Urls;

namespace Hymba.Validation;

/// <summary>Settings of a validation pipeline. Read when the pipeline is made and, where they come from configuration, again when that changes.</summary>
public sealed class OutputValidationOptions
{
    /// <summary>The policies to begin with. Default <see cref="ValidationPreset.Standard"/>.</summary>
    public ValidationPreset Preset { get; set; } = ValidationPreset.Standard;

    /// <summary>Lines of policy on top of the preset's.</summary>
    public IList<PolicyRule> Policies { get; } = [];

    /// <summary>When text is emitted. Default null: guarded, and buffered for structured replies with validators that may block.</summary>
    public StreamingMode? Streaming { get; set; }

    /// <summary>
    /// The longest time that one validator may take at a time. <see cref="Timeout.InfiniteTimeSpan"/> lets it run on the caller's thread,
    /// which saves a few microseconds per token, and nothing ends one that hangs. Default 2 seconds.
    /// </summary>
    public TimeSpan ValidatorTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What happens when a validator fails. Default <see cref="FailureMode.Closed"/>.</summary>
    public FailureMode OnFailure { get; set; }

    /// <summary>The longest match without an end, in UTF-16 units; a longer one blocks. 256 to 1,048,576. Default 4096.</summary>
    public int MaxOpenLength { get; set; } = 4096;

    /// <summary>How often the model is asked again for one reply, 0 to 5. Default 1.</summary>
    public int MaxRetries { get; set; } = 1;

    /// <summary>How many tokens the rejected tries of one reply may have together, 1 to 1,048,576; no further try after that. Default 2048.</summary>
    public int MaxRetryTokens { get; set; } = 2048;

    /// <summary>What happens with a document or tool result that policy blocks. Default <see cref="PoisonedContent.Drop"/>.</summary>
    public PoisonedContent Poisoned { get; set; }

    /// <summary>
    /// Key of the hashes in audit records and tokens, at least 16 bytes as Base64. Default null: a random one for each pipeline, so that hashes
    /// of different processes cannot be compared.
    /// </summary>
    public string? HashKey { get; set; }

    /// <summary>What the reader is told in place of a blocked reply. Default: that it was withheld.</summary>
    public string BlockedMessage { get; set; } = "The reply was withheld by output validation.";

    /// <summary>
    /// Whether a random word goes into the system prompt of each request, so that a leak of the prompt shows beyond doubt. The model sees one
    /// more line. Default false.
    /// </summary>
    public bool UseCanary { get; set; }

    /// <summary>Which URLs a text may hold. Nothing is said of URLs while its allow list is empty, as it is by default.</summary>
    public UrlPolicyOptions Urls { get; } = new();

    /// <summary>Texts and patterns that must not occur. Default: none.</summary>
    public BannedTextOptions Banned { get; } = new();

    /// <summary>Settings of the validator of exfiltration. Default: no host is allowed to be sent data.</summary>
    public ExfiltrationOptions Exfiltration { get; } = new();

    /// <summary>Limits of length and repetition. Default: none besides loops that will not end.</summary>
    public RepetitionOptions Repetition { get; } = new();

    /// <summary>Codes of the languages that replies may have (ISO 639-1). Default empty: that of the user's last message.</summary>
    public IList<string> Languages { get; } = [];

    /// <summary>Validators of the application's own, besides those of the container.</summary>
    public IList<ITextValidator> Validators { get; } = [];

    /// <summary>Models that are asked about whole texts. Default: none.</summary>
    public IList<Judge> Judges { get; } = [];

    /// <summary>
    /// The model that looks for adversarial suffixes in what users write, where policy asks for it. Default null: nobody looks; a registered Hymba
    /// client takes its own model.
    /// </summary>
    public SuffixModel? SuffixModel { get; set; }

    /// <summary>Where a request's documents are. Default: texts in <c>ChatOptions.AdditionalProperties["documents"]</c>.</summary>
    public DocumentSlot Documents { get; set; } = DocumentSlot.Default;

    /// <summary>What could not be read of the configuration that these options come from.</summary>
    internal List<string> ConfigurationErrors { get; } = [];
}
