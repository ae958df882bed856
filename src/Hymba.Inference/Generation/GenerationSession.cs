using System.Runtime.InteropServices;
using Hymba.Inference.Decoding;
using Hymba.Inference.Queueing;
using Hymba.Inference.Sampling;
using Hymba.Inference.Speculation;
using Hymba.Inference.State;
using Hymba.Kernels;

namespace Hymba.Inference.Generation;

/// <summary>
/// One request on its way: prefill, then (constraint, sampler, decode) until it ends. Every call of <see cref="Step"/> is one forward pass
/// of this one sequence, a prompt chunk, a single token or a token with a draft behind it, so that a lane can take turns between sessions. Owns its sequence state;
/// used by one thread at a time.
/// </summary>
internal sealed class GenerationSession : IGenerationSession
{
    private readonly LoadedModel _model;
    private readonly GenerationRequest _request;
    private readonly TimeProvider _time;
    private readonly PrefillPlan _plan;
    private readonly Sampler _sampler;
    private readonly ReplyText _reply;
    private readonly float[] _logits;
    private readonly float[] _peaks;
    private readonly int _promptTokens;
    private readonly int _maxNewTokens;
    private readonly int _capacityTokens;
    private readonly List<TokenChoice> _tokens = [];
    private readonly List<int> _generated = [];
    private readonly Speculator? _speculator;
    private SequenceState? _state;
    private int _cachedTokens;
    private TimeSpan _prefill;
    private TimeSpan _decode;
    private FinishReason? _finishReason;

    /// <summary>Checks the request against the model; computes nothing yet.</summary>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for a single token.</exception>
    /// <exception cref="InvalidTokenException">A prompt id lies outside the vocabulary.</exception>
    /// <exception cref="InvalidOptionsException">Other values of the request are out of range, all listed.</exception>
    public GenerationSession(LoadedModel model, GenerationRequest request, TimeProvider time)
    {
        _model = model;
        _request = request;
        _time = time;
        _capacityTokens = RequestCheck.CapacityTokens(request, model.Config, model.Tokenizer is not null);
        int[] prompt = [.. request.PromptTokens];
        _promptTokens = prompt.Length;
        _maxNewTokens = _capacityTokens - prompt.Length;
        _plan = new PrefillPlan(prompt, request.SnapshotPositions, model.PrefillChunkTokens);
        _reply = new ReplyText(model.Tokenizer, request.StopSequences);
        _sampler = new Sampler(request.Sampling, model.Config.VocabularySize);
        _sampler.Observe(prompt);
        _logits = new float[model.Config.VocabularySize];
        _peaks = new float[BlockPeaks.Count(model.Config.VocabularySize)];
        _speculator = (request.Speculate ?? model.Speculates) && model.Decoder is not null ? new Speculator(request.LookupTokens, prompt, _maxNewTokens) : null;
    }

    /// <summary>Whether the request has ended.</summary>
    public bool Finished => _finishReason is not null;

    /// <summary>Tokens of the prompt that are still to be computed.</summary>
    public bool InPrefill => _tokens.Count == 0 && !Finished;

    /// <summary>The sequence as far as it is computed: all tokens but the last one chosen. Null before the first pass.</summary>
    public SequenceState? State => _state;

    /// <inheritdoc/>
    public bool Step(Action<GenerationUpdate> receive)
    {
        if (Finished)
        {
            throw new InvalidOperationException("The generation has ended.");
        }

        long started = _time.GetTimestamp();
        bool prefill = InPrefill;
        GenerationUpdate? last = !prefill ? Decode(receive) : Prefill() ? Choose(_logits, default) : null;
        TimeSpan spent = _time.GetElapsedTime(started);
        if (prefill)
        {
            _prefill += spent;
        }
        else
        {
            _decode += spent;
        }

        if (last is not null)
        {
            receive(Finished ? last with { Result = Result() } : last);
        }

        return last is not null;
    }

    /// <summary>The finished generation.</summary>
    public GenerationResult Result() => new(
        _reply.Text,
        _tokens,
        _finishReason ?? throw new InvalidOperationException("The generation has not ended."),
        _reply.Matched,
        new GenerationUsage(_promptTokens, _cachedTokens, _tokens.Count),
        new GenerationTimings(_prefill, _decode),
        _request.Sampling.IsGreedy ? null : _sampler.Seed)
    {
        Speculation = _speculator?.Usage,
    };

    /// <inheritdoc/>
    public void Dispose() => _state?.Dispose();

    private bool Prefill()
    {
        if (_state is null)
        {
            _state = _model.PrefixCache.Find(_plan.LookupKeys(), _capacityTokens);
            _cachedTokens = _state?.Tokens ?? 0;
            _state ??= _model.InitialState.Copy(_capacityTokens);
        }

        ReadOnlySpan<int> chunk = _plan.ChunkAt(_state.Tokens);
        bool isLast = _state.Tokens + chunk.Length == _promptTokens;
        _model.Continue(_state, chunk, isLast ? _logits : []);
        if (_plan.SnapshotKey(_state.Tokens) is PrefixKey key)
        {
            _model.PrefixCache.Store(key, _state);
        }

        return isLast;
    }

    // All updates but the last one are handed on.
    private GenerationUpdate Decode(Action<GenerationUpdate> receive)
    {
        if (_speculator is not null && _speculator.Propose(_maxNewTokens - _tokens.Count - 1) is { IsEmpty: false } draft)
        {
            return DecodeDraft(_speculator, draft, receive);
        }

        ReadOnlySpan<float> peaks = default;
        if (_model.Decoder is CpuDecoder decoder)
        {
            decoder.Step(_state!, _generated[^1], _logits, _peaks);
            peaks = _peaks;
        }
        else
        {
            _model.Continue(_state!, [_generated[^1]], _logits);
        }

        _speculator?.Settle(0, 0);
        return Choose(_logits, peaks);
    }

    // Every token is chosen from its own logits as ever; the first one that is not the draft's makes the logits behind it worthless.
    private GenerationUpdate DecodeDraft(Speculator speculator, ReadOnlySpan<int> draft, Action<GenerationUpdate> receive)
    {
        DraftPass pass = _model.DraftPass!;
        int vocabulary = _logits.Length, accepted = 0;
        (float[] rows, float[] peaks, int blocks) = (pass.Logits, pass.Peaks, _peaks.Length);
        pass.Run(_state!, [_generated[^1], .. draft], rows, peaks);
        GenerationUpdate update = Choose(rows.AsSpan(0, vocabulary), peaks.AsSpan(0, blocks));
        while (!Finished && accepted < draft.Length && update.Token?.Id == draft[accepted])
        {
            receive(update);
            accepted++;
            update = Choose(rows.AsSpan(accepted * vocabulary, vocabulary), peaks.AsSpan(accepted * blocks, blocks));
        }

        pass.Keep(_state!, accepted + 1);
        speculator.Settle(draft.Length, accepted);
        return update;
    }

    private void Constrain(Span<float> logits)
    {
        try
        {
            _request.Constraint?.Invoke(CollectionsMarshal.AsSpan(_generated), logits);
        }
        catch (Exception error)
        {
            throw new RequestCodeException(error);
        }
    }

    // A constraint may change any logit, and so what is known of the largest ones.
    private GenerationUpdate Choose(Span<float> logits, ReadOnlySpan<float> peaks)
    {
        Constrain(logits);
        TokenChoice choice = _sampler.Next(logits, _request.Constraint is null ? peaks : default);
        if (!_request.IgnoreEndTokens && _model.Config.EosTokenIds.Contains(choice.Id))
        {
            return new GenerationUpdate(null, End(FinishReason.EndOfSequence));
        }

        _tokens.Add(choice);
        _generated.Add(choice.Id);
        _speculator?.Add(choice.Id);
        string text = _reply.Append(choice.Id);
        if (_reply.Matched is not null)
        {
            _finishReason = FinishReason.StopSequence;
        }
        else if (_tokens.Count >= _maxNewTokens)
        {
            text += End(FinishReason.Length);
        }

        return new GenerationUpdate(choice, text);
    }

    private string End(FinishReason reason)
    {
        // The flush can complete the last character of a stop string.
        string rest = _reply.Flush();
        _finishReason = _reply.Matched is null ? reason : FinishReason.StopSequence;
        return rest;
    }
}
