using Hymba.Inference.Model;
using Hymba.Inference.Queueing;

namespace Hymba.Inference;

/// <summary>How a model is loaded. Read once while loading; later changes have no effect.</summary>
public sealed record HymbaEngineOptions
{
    /// <summary>The most that <see cref="Threads"/> can ask for; libtorch's OpenMP runtime ends the process when it cannot start a thread.</summary>
    public const int MaxThreads = 256;

    /// <summary>Directory of a Hugging Face checkpoint (config.json, safetensors, tokenizer files). Required.</summary>
    public required string ModelPath { get; init; }

    /// <summary>
    /// Directory of a LoRA adapter in PEFT's format (adapter_config.json, adapter_model.safetensors) that is merged into the weights while loading, in
    /// float32 and then rounded to <see cref="DataType"/>; null for none.
    /// </summary>
    /// <value>Default null.</value>
    public string? AdapterPath { get; init; }

    /// <summary>Where the model runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <value>Default <c>cpu</c>.</value>
    public string Device { get; init; } = "cpu";

    /// <summary>The number type of the matrices.</summary>
    /// <value>Default <see cref="HymbaDataType.BFloat16"/>.</value>
    public HymbaDataType DataType { get; init; } = HymbaDataType.BFloat16;

    /// <summary>
    /// Threads for CPU work, 1 to <see cref="MaxThreads"/>; null takes all cores, up to that limit. Engines of one process should agree
    /// on it: parts of libtorch keep one number for all.
    /// </summary>
    /// <value>Default null.</value>
    public int? Threads { get; init; }

    /// <summary>
    /// Whether each thread that helps with work on the CPU stays on a core of its own; the thread that brings the work stays free. For a machine that does
    /// nothing else: where others work too, a pinned thread waits for them. Holds for the process from then on. Linux and Windows; elsewhere a warning is logged.
    /// </summary>
    /// <value>Default false.</value>
    public bool PinThreads { get; init; }

    /// <summary>Bytes of sequence states kept for prompts that begin alike; 0 keeps none.</summary>
    /// <value>Default 512 MiB.</value>
    public long PrefixCacheBytes { get; init; } = 512L << 20;

    /// <summary>
    /// Prompt tokens computed in one forward pass, at least 1. Larger is faster and takes more memory; cancellation is checked between.
    /// A prompt is always cut at the same places, so the value may change the last bits of the logits but load and cache hits never do.
    /// </summary>
    /// <value>Default 256.</value>
    public int PrefillChunkTokens { get; init; } = 256;

    /// <summary>
    /// The most tokens of prompt and reply together, from 2 to the model's own context; null takes the model's. A request without a token limit of its own
    /// gets room for all of it, so a smaller context saves memory.
    /// </summary>
    /// <value>Default null.</value>
    public int? MaxContextTokens { get; init; }

    /// <summary>
    /// A folder in which loading on the CPU keeps what it computes from a checkpoint, so that later starts only read it: int8 and int4 weights and the
    /// state after the memory tokens, in a subfolder for each state of the checkpoint's files. Created if missing; what cannot be written is logged and computed
    /// again next time. Null keeps nothing, but uses what <c>hymba quantize</c> has written beside the checkpoint. Not used with an adapter.
    /// </summary>
    /// <value>Default null.</value>
    public string? CacheDirectory { get; init; }

    /// <summary>
    /// Whether requests that say nothing about it copy tokens from earlier text and check several at a time (prompt-lookup speculation). The tokens are the
    /// same either way. Needs the CPU, and any data type but float16; a warning is logged where it has no effect.
    /// </summary>
    /// <value>Default false.</value>
    public bool Speculate { get; init; }

    /// <summary>How requests share the engine.</summary>
    public HymbaQueueOptions Queue { get; init; } = new();

    /// <summary>
    /// Every wrong value, one sentence each; empty when all is well.
    /// </summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(ModelPath))
        {
            errors.Add($"{nameof(ModelPath)} is empty; it must name a checkpoint directory.");
        }

        if (AdapterPath is not null && string.IsNullOrWhiteSpace(AdapterPath))
        {
            errors.Add($"{nameof(AdapterPath)} is empty; it must name an adapter directory, or be null for none.");
        }

        if (CacheDirectory is not null && string.IsNullOrWhiteSpace(CacheDirectory))
        {
            errors.Add($"{nameof(CacheDirectory)} is empty; it must name a folder, or be null for none.");
        }

        if (!DeviceName.TryParse(Device, out _))
        {
            errors.Add($"{nameof(Device)} is '{Device}'; it must be cpu, cuda or cuda:N.");
        }

        if (!Enum.IsDefined(DataType))
        {
            errors.Add($"{nameof(DataType)} is {DataType}; it must be one of {string.Join(", ", Enum.GetNames<HymbaDataType>())}.");
        }

        if (DataType.IsQuantized() && Device != "cpu")
        {
            errors.Add($"{nameof(DataType)} is {DataType} and {nameof(Device)} '{Device}'; small integers run on the cpu only.");
        }

        if (Threads is < 1 or > MaxThreads)
        {
            errors.Add($"{nameof(Threads)} is {Threads}; it must be from 1 to {MaxThreads}, or null for all cores.");
        }

        if (PrefixCacheBytes < 0)
        {
            errors.Add($"{nameof(PrefixCacheBytes)} is {PrefixCacheBytes}; it must not be negative.");
        }

        if (PrefillChunkTokens < 1)
        {
            errors.Add($"{nameof(PrefillChunkTokens)} is {PrefillChunkTokens}; it must be at least 1.");
        }

        if (MaxContextTokens is < 2)
        {
            errors.Add($"{nameof(MaxContextTokens)} is {MaxContextTokens}; it must be at least 2, or null for the model's context.");
        }

        errors.AddRange(Queue.Validate());
        return errors;
    }
}
