using System.Runtime.CompilerServices;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.Queueing;
using Hymba.Inference.State;
using Hymba.Inference.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Inference;

/// <summary>
/// A loaded Hymba model: token ids in, tokens out. All members may be called from any thread; the engine's own thread computes one forward pass after
/// another, each for a single sequence, and takes turns between requests as <see cref="HymbaEngineOptions.Queue"/> says. Owns the weights; dispose it to
/// free them.
/// </summary>
public sealed class HymbaEngine : IAsyncDisposable, IDisposable
{
    private readonly EngineLane<LoadedModel> _lane;
    private readonly RequestQueue _queue;
    private readonly EngineMetrics _metrics;
    private int _disposed;

    private HymbaEngine(LoadedModel model, EngineLane<LoadedModel> lane, RequestQueue queue, EngineMetrics metrics, HymbaEngineOptions options)
    {
        _lane = lane;
        _queue = queue;
        _metrics = metrics;
        Options = options;
        Config = model.Config;
        Tokenizer = model.Tokenizer;
        CanSpeculate = model.Decoder is not null;
    }

    /// <summary>Sizes of the model.</summary>
    public HymbaConfig Config { get; }

    /// <summary>What the engine was loaded with.</summary>
    public HymbaEngineOptions Options { get; }

    /// <summary>The model's tokenizer; null when the checkpoint directory has no <c>tokenizer.model</c>.</summary>
    public HymbaTokenizer? Tokenizer { get; }

    /// <summary>Whether requests can compute drafted tokens: on the CPU, with any data type but float16.</summary>
    public bool CanSpeculate { get; }

    /// <summary>How the engine is doing at this moment.</summary>
    public EngineStatus Status
        => new(_lane.Alive, _lane.Fault, _lane.Restarts, _queue.Requests, _lane.Active, Options.Queue.Capacity);

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="options">What to load and how.</param>
    /// <param name="progress">Told of the bytes read, from the engine's thread.</param>
    /// <param name="loggerFactory">Null logs nothing.</param>
    /// <param name="cancellationToken">Checked before every tensor; nothing stays behind.</param>
    /// <exception cref="InvalidOptionsException">Options are out of range, all listed.</exception>
    /// <exception cref="ModelLoadException">The directory cannot be loaded; every problem is listed.</exception>
    /// <exception cref="NativeLibraryException">libtorch is needed and cannot be loaded, or the device is not there.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<HymbaEngine> LoadAsync(
        HymbaEngineOptions options,
        IProgress<LoadProgress>? progress = null,
        ILoggerFactory? loggerFactory = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } errors)
        {
            throw new InvalidOptionsException(errors);
        }

        ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<HymbaEngine>();
        RequestQueue? queue = null;
        var metrics = new EngineMetrics(() => queue?.Requests ?? 0);
        queue = new RequestQueue(options.Queue, metrics, TimeProvider.System);
        (IProgress<LoadProgress>? Progress, CancellationToken Token) first = (progress, cancellationToken);
        var lane = new EngineLane<LoadedModel>(Load, options.Queue, metrics, TimeProvider.System, logger);
        try
        {
            LoadedModel model = await lane.RunAsync(model => model, cancellationToken).ConfigureAwait(false);
            first = default;
            return new HymbaEngine(model, lane, queue, metrics, options);
        }
        catch
        {
            lane.Dispose();
            metrics.Dispose();
            throw;
        }

        // Runs again when the engine has failed; then nobody watches the progress.
        LoadedModel Load() => ModelLoader.Load(options, first.Progress, logger, first.Token);
    }

    /// <summary>Generates a whole reply.</summary>
    /// <param name="request">The prompt and how to go on.</param>
    /// <param name="cancellationToken">Checked between prefill chunks and between tokens.</param>
    /// <inheritdoc cref="StreamAsync" path="/exception"/>
    public Task<GenerationResult> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default)
        => GenerateAsync(request, null, cancellationToken);

    /// <summary>Generates a reply and hands on every update as soon as it is there.</summary>
    /// <param name="request">The prompt and how to go on.</param>
    /// <param name="receive">Called for every update, in order, one at a time; null for none.</param>
    /// <param name="cancellationToken">Checked between prefill chunks and between tokens.</param>
    /// <inheritdoc cref="StreamAsync" path="/exception"/>
    public async Task<GenerationResult> GenerateAsync(
        GenerationRequest request, Action<GenerationUpdate>? receive, CancellationToken cancellationToken = default)
    {
        GenerationResult? result = null;
        await foreach (GenerationUpdate update in Updates(request, lastOnly: receive is null, cancellationToken).ConfigureAwait(false))
        {
            receive?.Invoke(update);
            result = update.Result;
        }

        return result!;
    }

    /// <summary>Refuses batched generation; one prompt is passed on.</summary>
    /// <param name="requests">Exactly one request.</param>
    /// <param name="cancellationToken">Checked between prefill chunks and between tokens.</param>
    /// <exception cref="BatchedGenerationException">More or fewer than one request was passed; the message says why.</exception>
    /// <inheritdoc cref="StreamAsync" path="/exception"/>
    public Task<GenerationResult> GenerateAsync(IReadOnlyList<GenerationRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return requests.Count == 1 ? GenerateAsync(requests[0], null, cancellationToken) : throw new BatchedGenerationException(requests.Count);
    }

    /// <summary>
    /// Generates a reply as a stream of updates; the last one carries the result. The engine never waits for the reader. Leaving the enumeration early
    /// cancels the generation and frees its place within one forward pass.
    /// </summary>
    /// <param name="request">The prompt and how to go on.</param>
    /// <param name="cancellationToken">Ends the request while it waits, and between forward passes.</param>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for a single token.</exception>
    /// <exception cref="InvalidTokenException">A prompt id lies outside the vocabulary.</exception>
    /// <exception cref="InvalidOptionsException">Other values of the request are out of range, all listed.</exception>
    /// <exception cref="InvalidLogitsException">The model gave no usable numbers, or the constraint allows no token.</exception>
    /// <exception cref="QueueFullException">No place is free, and the queue does not wait for one.</exception>
    /// <exception cref="QueueTimeoutException">A deadline of the request or the queue has passed.</exception>
    /// <exception cref="EngineFaultException">The engine failed after the reply had begun, or several times.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed, or was while the request waited or ran.</exception>
    public IAsyncEnumerable<GenerationUpdate> StreamAsync(GenerationRequest request, CancellationToken cancellationToken = default)
        => Updates(request, lastOnly: false, cancellationToken);

    /// <summary>Logits of every position of a sequence.</summary>
    /// <param name="tokens">The sequence, at least one id.</param>
    /// <param name="split">Sizes of the successive forward passes on one state, adding up to the number of tokens; null is one pass.</param>
    /// <param name="receive">Gets the rows of each pass, on the engine's thread.</param>
    /// <param name="cancellationToken">Checked between passes.</param>
    /// <exception cref="InvalidOptionsException">The sequence is empty, or the split does not add up to it.</exception>
    /// <exception cref="ContextOverflowException">The sequence is longer than the model's context.</exception>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    /// <exception cref="NativeLibraryException">libtorch, which small models do without until then, cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public Task ComputeLogitsAsync(
        IReadOnlyList<int> tokens, IReadOnlyList<int>? split, ReceiveRows receive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receive);
        int[] checkedTokens = SequenceCheck.Tokens(tokens, Config);
        IReadOnlyList<int> sizes = SequenceCheck.Split(split ?? [checkedTokens.Length], checkedTokens.Length);
        return RunAsync(
            model =>
            {
                SequenceScorer.Logits(model, checkedTokens, sizes, receive, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Log-likelihood of a sequence.</summary>
    /// <param name="tokens">The sequence, at least one id; the first one is given, all others are predicted.</param>
    /// <param name="cancellationToken">Checked between chunks.</param>
    /// <exception cref="InvalidOptionsException">The sequence is empty.</exception>
    /// <exception cref="InvalidLogitsException">The model gave no usable numbers.</exception>
    /// <exception cref="ContextOverflowException">The sequence is longer than the model's context.</exception>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    /// <exception cref="NativeLibraryException">libtorch, which small models do without until then, cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public Task<TokenScore> ScoreAsync(IReadOnlyList<int> tokens, CancellationToken cancellationToken = default)
    {
        int[] checkedTokens = SequenceCheck.Tokens(tokens, Config);
        return RunAsync(model => SequenceScorer.Score(model, checkedTokens, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Log-likelihoods of several sequences in one forward pass (scoring can be batched, generation cannot). Memory grows with the number of sequences
    /// times the longest of them, and nothing caps it: split what does not fit. No request makes progress during the pass.
    /// </summary>
    /// <param name="sequences">At least one sequence of at least one id each.</param>
    /// <param name="cancellationToken">Checked before the pass.</param>
    /// <exception cref="InvalidOptionsException">There is no sequence, or one is empty.</exception>
    /// <exception cref="InvalidLogitsException">The model gave no usable numbers.</exception>
    /// <exception cref="ContextOverflowException">A sequence is longer than the model's context.</exception>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    /// <exception cref="NativeLibraryException">libtorch, which small models do without until then, cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public Task<TokenScore[]> ScoreBatchAsync(IReadOnlyList<IReadOnlyList<int>> sequences, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Count == 0)
        {
            throw new InvalidOptionsException(["There are no sequences to score; at least 1 is needed."]);
        }

        int[][] checkedSequences = [.. sequences.Select(sequence => SequenceCheck.Tokens(sequence, Config))];
        return RunAsync(model => SequenceScorer.ScoreBatch(model, checkedSequences), cancellationToken);
    }

    /// <summary>How likely the model finds each token of a text that stands alone. Special tokens spelt in it are ordinary text.</summary>
    /// <param name="text">The text; empty gives no tokens.</param>
    /// <param name="cancellationToken">Checked between chunks.</param>
    /// <exception cref="InvalidOperationException">The model has no tokenizer.</exception>
    /// <exception cref="InvalidLogitsException">The model gave no usable numbers.</exception>
    /// <exception cref="ContextOverflowException">The text has more tokens than the model's context.</exception>
    /// <exception cref="NativeLibraryException">libtorch, which small models do without until then, cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public async Task<IReadOnlyList<ScoredToken>> ScoreTextAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        HymbaTokenizer tokenizer = Tokenizer
            ?? throw new InvalidOperationException($"'{Options.ModelPath}' has no tokenizer.model, and text cannot be scored without it.");
        TokenSink sink = tokenizer.EncodeWithOffsets(text);
        int[] tokens = SequenceCheck.Tokens(sink.Ids, Config);
        double[] scores = await RunAsync(model => SequenceScorer.LogProbabilities(model, tokens, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        var scored = new ScoredToken[scores.Length];
        for (int i = 0; i < scored.Length; i++)
        {
            int offset = sink.Offsets[i + 1];
            scored[i] = new ScoredToken(tokens[i + 1], offset == TokenSink.InsideCharacter ? scored[i - 1].Start : offset, scores[i]);
        }

        return scored;
    }

    /// <summary>
    /// Completes when no request waits or runs any more; for shutting down without cutting answers short. Keeps no new requests out. Any number of
    /// callers may wait.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task DrainAsync(CancellationToken cancellationToken = default) => _queue.DrainAsync(cancellationToken);

    /// <summary>Ends all requests with <see cref="ObjectDisposedException"/>, waits for the running step and frees the model.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _queue.Dispose();
            _lane.Dispose();
            _metrics.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    /// <summary>Computes a request on the engine's thread in one go, past the queue: what the queue's cost is measured against.</summary>
    internal Task<GenerationResult> RunUnqueuedAsync(GenerationRequest request) => RunAsync(
        model =>
        {
            using IGenerationSession session = model.Start(request);
            GenerationUpdate? update = null;
            while (!session.Finished)
            {
                session.Step(next => update = next);
            }

            return update!.Result!;
        },
        CancellationToken.None);

    private Task<T> RunAsync<T>(Func<LoadedModel, T> work, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _lane.RunAsync(work, cancellationToken);
    }

    private IAsyncEnumerable<GenerationUpdate> Updates(GenerationRequest request, bool lastOnly, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        int capacity = RequestCheck.CapacityTokens(request, Config, Tokenizer is not null);
        long stateBytes = SequenceState.EstimateBytes(Config, Options.DataType == HymbaDataType.Float32 ? 4 : 2, capacity);
        return Stream(request, lastOnly, stateBytes, cancellationToken);
    }

    private async IAsyncEnumerable<GenerationUpdate> Stream(
        GenerationRequest request, bool lastOnly, long stateBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueuedRequest queued = await _queue.EnterAsync(request, stateBytes, cancellationToken).ConfigureAwait(false);
        queued.HandsOutLastOnly = lastOnly;
        try
        {
            using CancellationTokenRegistration registration = cancellationToken.Register(() => Cancel(queued, cancellationToken));
            _lane.Submit(queued);
            await foreach (GenerationUpdate update in queued.Updates.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                // A slow reader who cancels is not to be fed with what came before.
                cancellationToken.ThrowIfCancellationRequested();
                yield return update;
            }
        }
        finally
        {
            Cancel(queued, cancellationToken);
        }
    }

    private void Cancel(QueuedRequest queued, CancellationToken cancellationToken)
    {
        if (queued.End(new OperationCanceledException(cancellationToken)))
        {
            _metrics.Cancelled();
            _lane.Wake();
        }
    }
}
