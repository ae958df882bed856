using Hymba.Inference.Decoding;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.Prefill;
using Hymba.Inference.Queueing;
using Hymba.Inference.State;
using Hymba.Inference.Text;
using static TorchSharp.torch;

namespace Hymba.Inference.Generation;

/// <summary>A model ready to generate: weights, forward pass, the state after the memory tokens, prefix cache, tokenizer. Owns them.</summary>
internal sealed class LoadedModel : IEngineReplica
{
    private DraftPass? _draftPass;

    public LoadedModel(
        HymbaWeights weights,
        IScan scan,
        HymbaTokenizer? tokenizer,
        long prefixCacheBytes,
        int prefillChunkTokens,
        int? contextLimit = null,
        SequenceState? initialState = null)
    {
        Weights = weights;
        Config = weights.Config with { ContextLimit = contextLimit };
        Tokenizer = tokenizer;
        PrefillChunkTokens = prefillChunkTokens;
        Forward = new TorchForward(weights, scan);
        int threads = get_num_threads();
        Decoder = CpuDecoder.TryCreate(weights, Forward.Rotary, threads);
        Prefill = Decoder is null ? null : CpuPrefill.Create(weights, Decoder, Forward.Rotary, threads);
        PrefixCache = new PrefixCache(prefixCacheBytes);
        using IDisposable guard = no_grad();
        InitialState = initialState ?? Prefill?.CreateInitialState() ?? Forward.CreateInitialState();
    }

    /// <summary>Sizes of the model, and the context that was chosen.</summary>
    public HymbaConfig Config { get; }

    public HymbaWeights Weights { get; }

    public TorchForward Forward { get; }

    /// <summary>Single steps on the CPU; null where <see cref="Forward"/> takes them too.</summary>
    public CpuDecoder? Decoder { get; }

    /// <summary>Chunks on the CPU; null where <see cref="Forward"/> takes them too.</summary>
    public CpuPrefill? Prefill { get; }

    /// <summary>Passes over several tokens on trial, made when first asked for; null where <see cref="Decoder"/> is.</summary>
    public DraftPass? DraftPass => _draftPass ??= Decoder is null ? null : new DraftPass(Decoder.Model, Weights.Dtype);

    /// <summary>Whether requests that say nothing about it speculate.</summary>
    public bool Speculates { get; init; }

    /// <summary>The state after the memory tokens, the same for every request: copied, never advanced.</summary>
    public SequenceState InitialState { get; }

    public PrefixCache PrefixCache { get; }

    /// <summary>Null when the checkpoint has no tokenizer files.</summary>
    public HymbaTokenizer? Tokenizer { get; }

    /// <summary>The longest prefill chunk.</summary>
    public int PrefillChunkTokens { get; }

    /// <inheritdoc/>
    public IGenerationSession Start(GenerationRequest request) => new GenerationSession(this, request, TimeProvider.System);

    /// <summary>Continues one sequence by a chunk of any length.</summary>
    /// <param name="state">The sequence; moves on by the chunk.</param>
    /// <param name="tokens">At least one id, each within the vocabulary.</param>
    /// <returns>The residual stream after the last layer, [1, T, D] f32, of the caller's dispose scope; good until the next call.</returns>
    public Tensor Continue(SequenceState state, ReadOnlySpan<int> tokens)
        => Prefill is CpuPrefill prefill ? prefill.Continue(state, tokens) : Forward.Continue(state, tokens);

    /// <inheritdoc/>
    public void Dispose()
    {
        Prefill?.Dispose();
        PrefixCache.Dispose();
        InitialState.Dispose();
        Forward.Dispose();
        Weights.Dispose();
    }
}
