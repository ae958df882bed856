namespace Hymba.Inference.Model;

/// <summary>
/// The sizes and switches of a Hymba model, read from <c>config.json</c>; each property names its key. Immutable and safe to share.
/// The letters in brackets are the dimension glossary of docs/architecture.md.
/// </summary>
public sealed record HymbaConfig
{
    /// <summary>Width of the residual stream, [D] (<c>hidden_size</c>).</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of layers, [L] (<c>num_hidden_layers</c>).</summary>
    public required int LayerCount { get; init; }

    /// <summary>Query heads, [Hq] (<c>num_attention_heads</c>).</summary>
    public required int QueryHeads { get; init; }

    /// <summary>Key-value heads, [Hkv] (<c>num_key_value_heads</c>).</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Inner width per unit of hidden width (<c>mamba_expand</c>).</summary>
    public required int InnerExpansion { get; init; }

    /// <summary>SSM states per channel, [N] (<c>mamba_d_state</c>).</summary>
    public required int StateSize { get; init; }

    /// <summary>Taps of the causal convolution, [C] (<c>mamba_d_conv</c>).</summary>
    public required int ConvKernel { get; init; }

    /// <summary>Rank of the time-step projection, [R] (<c>mamba_dt_rank</c>; <c>"auto"</c> is ceil(D/16)).</summary>
    public required int TimeStepRank { get; init; }

    /// <summary>Whether the convolution has a bias (<c>mamba_conv_bias</c>).</summary>
    public required bool HasConvBias { get; init; }

    /// <summary>Whether dt, B and C are normalised (<c>mamba_inner_layernorms</c>).</summary>
    public required bool HasInnerNorms { get; init; }

    /// <summary>Learned tokens in front of every sequence, [M] (<c>num_memory_tokens</c>).</summary>
    public required int MemoryTokens { get; init; }

    /// <summary>Tokens before itself that a windowed query sees, [W] (<c>sliding_window</c>).</summary>
    public required int SlidingWindow { get; init; }

    /// <summary>Width of the feed-forward block, [F] (<c>intermediate_size</c>).</summary>
    public required int MlpSize { get; init; }

    /// <summary>Activation of the feed-forward block (<c>mlp_hidden_act</c>).</summary>
    public required MlpActivation MlpActivation { get; init; }

    /// <summary>Number of token ids, [V] (<c>vocab_size</c>).</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Whether the output matrix is the embedding (<c>tie_word_embeddings</c>).</summary>
    public required bool TiedHead { get; init; }

    /// <summary>Epsilon of every RMSNorm (<c>rms_norm_eps</c>).</summary>
    public required double NormEpsilon { get; init; }

    /// <summary>Rotary base before scaling (<c>rope_theta</c>).</summary>
    public required double RopeTheta { get; init; }

    /// <summary>Rotary scaling (<c>rope_type</c>).</summary>
    public required RopeKind RopeKind { get; init; }

    /// <summary>Longest context (<c>max_position_embeddings</c>). Counts real tokens; memory tokens come on top.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Context before rotary scaling (<c>orig_max_position_embeddings</c>).</summary>
    public required int OriginalMaxPositions { get; init; }

    /// <summary>Layers with full attention (<c>global_attn_idx</c>); all others slide.</summary>
    public required IReadOnlyList<int> GlobalLayers { get; init; }

    /// <summary>Layers that share one key-value set, producer first (<c>kv_reuse_group</c>).</summary>
    public required IReadOnlyList<IReadOnlyList<int>> KeyValueGroups { get; init; }

    /// <summary>Token that starts a sequence (<c>bos_token_id</c>).</summary>
    public required int BosTokenId { get; init; }

    /// <summary>Tokens that end a reply (<c>eos_token_id</c>, a number or a list).</summary>
    public required IReadOnlyList<int> EosTokenIds { get; init; }

    /// <summary>The checkpoint's own type of number, as the config names it (<c>torch_dtype</c>).</summary>
    public required string TorchDtype { get; init; }

    /// <summary>Query and key head width, [Dk] = D / Hq.</summary>
    public int KeyHeadSize => HiddenSize / QueryHeads;

    /// <summary>Inner width, [Di] = expansion * D: SSM channels and attention output alike.</summary>
    public int InnerSize => InnerExpansion * HiddenSize;

    /// <summary>Value head width, [Dv] = Di / Hq.</summary>
    public int ValueHeadSize => InnerSize / QueryHeads;

    /// <summary>A context that whoever loads the model has chosen, below the model's own; null leaves the model's. No key of the config.</summary>
    public int? ContextLimit { get; init; }

    /// <summary>
    /// The most real tokens (prompt and reply together, memory tokens not counted) that a sequence can hold: <see cref="ContextLimit"/>, or
    /// <see cref="MaxPositions"/>, or <see cref="OriginalMaxPositions"/> where <see cref="RopeKind.DynamicNtk"/> ends earlier.
    /// </summary>
    public int ContextTokens => ContextLimit ?? ModelContextTokens;

    private int ModelContextTokens => RopeKind == RopeKind.DynamicNtk
        ? Math.Min(MaxPositions, Math.Max(1, OriginalMaxPositions - MemoryTokens))
        : MaxPositions;
}
