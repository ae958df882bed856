using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.Queueing;
using Hymba.Inference.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Inference;

/// <summary>
/// A loaded Hymba model: token ids in, tokens out. All members may be called from any thread; forward passes run one after another on the
/// engine's own thread, each for a single sequence. Owns the weights; dispose it to free them.
/// </summary>
public sealed class HymbaEngine : IAsyncDisposable, IDisposable
{
    private readonly LoadedModel _model;
    private readonly EngineLane _lane;
    private int _disposed;

    private HymbaEngine(LoadedModel model, EngineLane lane, HymbaEngineOptions options)
    {
        _model = model;
        _lane = lane;
        Options = options;
    }

    /// <summary>Sizes of the model.</summary>
    public HymbaConfig Config => _model.Config;

    /// <summary>What the engine was loaded with.</summary>
    public HymbaEngineOptions Options { get; }

    /// <summary>The model's tokenizer; null when the checkpoint directory has no <c>tokenizer.model</c>.</summary>
    public HymbaTokenizer? Tokenizer => _model.Tokenizer;

    /// <summary>Bytes that the prefix cache holds.</summary>
    public long PrefixCacheByteSize => _model.PrefixCache.ByteSize;

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="options">What to load and how.</param>
    /// <param name="progress">Told of the bytes read, from the engine's thread.</param>
    /// <param name="loggerFactory">Null logs nothing.</param>
    /// <param name="cancellationToken">Checked before every tensor; nothing stays behind.</param>
    /// <exception cref="InvalidOptionsException">Options are out of range, all listed.</exception>
    /// <exception cref="ModelLoadException">The directory cannot be loaded; every problem is listed.</exception>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded, or the device is not there.</exception>
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

        var lane = new EngineLane("Hymba engine");
        try
        {
            ILogger logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<HymbaEngine>();
            LoadedModel model = await lane.RunAsync(() => ModelLoader.Load(options, progress, logger, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return new HymbaEngine(model, lane, options);
        }
        catch
        {
            lane.Dispose();
            throw;
        }
    }

    /// <summary>Generates a whole reply.</summary>
    /// <param name="request">The prompt and how to go on.</param>
    /// <param name="cancellationToken">Checked between prefill chunks and between tokens.</param>
    /// <inheritdoc cref="StreamAsync" path="/exception"/>
    public Task<GenerationResult> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default)
        => RunAsync(request, null, cancellationToken);

    /// <summary>Generates a reply and hands on every update as soon as it is there.</summary>
    /// <param name="request">The prompt and how to go on.</param>
    /// <param name="receive">
    /// Called on the engine's thread after every token; must be quick and not wait for the engine. What it throws ends the request.
    /// </param>
    /// <param name="cancellationToken">Checked between prefill chunks and between tokens.</param>
    /// <inheritdoc cref="StreamAsync" path="/exception"/>
    public Task<GenerationResult> GenerateAsync(
        GenerationRequest request, Action<GenerationUpdate>? receive, CancellationToken cancellationToken = default)
        => RunAsync(request, receive, cancellationToken);

    /// <summary>Refuses batched generation; one prompt is passed on.</summary>
    /// <param name="requests">Exactly one request.</param>
    /// <param name="cancellationToken">Checked between prefill chunks and between tokens.</param>
    /// <exception cref="BatchedGenerationException">More or fewer than one request was passed; the message says why.</exception>
    /// <inheritdoc cref="StreamAsync" path="/exception"/>
    public Task<GenerationResult> GenerateAsync(IReadOnlyList<GenerationRequest> requests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return requests.Count == 1 ? RunAsync(requests[0], null, cancellationToken) : throw new BatchedGenerationException(requests.Count);
    }

    /// <summary>Generates a reply as a stream of updates. Leaving the enumeration early cancels the generation.</summary>
    /// <param name="request">The prompt and how to go on.</param>
    /// <param name="cancellationToken">Checked between prefill chunks and between tokens.</param>
    /// <exception cref="ContextOverflowException">The prompt leaves no room for a single token.</exception>
    /// <exception cref="InvalidTokenException">A prompt id lies outside the vocabulary.</exception>
    /// <exception cref="InvalidOptionsException">Other values of the request are out of range, all listed.</exception>
    /// <exception cref="InvalidLogitsException">The model gave no usable numbers, or the constraint allows no token.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public async IAsyncEnumerable<GenerationUpdate> StreamAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var updates = Channel.CreateUnbounded<GenerationUpdate>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        Task generation = Pump();
        try
        {
            await foreach (GenerationUpdate update in updates.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                yield return update;
            }

            await generation.ConfigureAwait(false);
        }
        finally
        {
            await left.CancelAsync().ConfigureAwait(false);
        }

        async Task Pump()
        {
            try
            {
                await RunAsync(request, update => updates.Writer.TryWrite(update), left.Token).ConfigureAwait(false);
            }
            finally
            {
                updates.Writer.Complete();
            }
        }
    }

    /// <summary>Logits of every position of a sequence.</summary>
    /// <param name="tokens">The sequence, at least one id.</param>
    /// <param name="split">Sizes of the successive forward passes on one state, adding up to the number of tokens; null is one pass.</param>
    /// <param name="receive">Gets the rows of each pass, on the engine's thread.</param>
    /// <param name="cancellationToken">Checked between passes.</param>
    /// <exception cref="InvalidOptionsException">The sequence is empty, or the split does not add up to it.</exception>
    /// <exception cref="ContextOverflowException">The sequence is longer than the model's context.</exception>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public Task ComputeLogitsAsync(
        IReadOnlyList<int> tokens, IReadOnlyList<int>? split, ReceiveRows receive, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receive);
        int[] checkedTokens = SequenceCheck.Tokens(tokens, Config);
        IReadOnlyList<int> sizes = SequenceCheck.Split(split ?? [checkedTokens.Length], checkedTokens.Length);
        return _lane.RunAsync(
            () =>
            {
                SequenceScorer.Logits(_model, checkedTokens, sizes, receive, cancellationToken);
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
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    public Task<TokenScore> ScoreAsync(IReadOnlyList<int> tokens, CancellationToken cancellationToken = default)
    {
        int[] checkedTokens = SequenceCheck.Tokens(tokens, Config);
        return _lane.RunAsync(() => SequenceScorer.Score(_model, checkedTokens, cancellationToken), cancellationToken);
    }

    /// <summary>Log-likelihoods of several sequences in one forward pass (scoring can be batched, generation cannot).</summary>
    /// <param name="sequences">At least one sequence of at least one id each.</param>
    /// <param name="cancellationToken">Checked before the pass.</param>
    /// <exception cref="InvalidOptionsException">There is no sequence, or one is empty.</exception>
    /// <exception cref="InvalidLogitsException">The model gave no usable numbers.</exception>
    /// <exception cref="ContextOverflowException">A sequence is longer than the model's context.</exception>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
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
        return _lane.RunAsync(() => SequenceScorer.ScoreBatch(_model, checkedSequences), cancellationToken);
    }

    /// <summary>
    /// Takes no more work, waits for all that was accepted and frees the model. Cancel what need not be finished. Called from a callback on
    /// the engine's own thread it does not wait: the model is freed once that work is done.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _lane.Close(_model.Dispose);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    private Task<GenerationResult> RunAsync(
        GenerationRequest request, Action<GenerationUpdate>? receive, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var session = new GenerationSession(_model, request, TimeProvider.System);
        return _lane.RunAsync(() => Drive(session, receive, cancellationToken), cancellationToken);
    }

    private static GenerationResult Drive(
        GenerationSession session, Action<GenerationUpdate>? receive, CancellationToken cancellationToken)
    {
        using (session)
        {
            while (!session.Finished)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (session.Step() is GenerationUpdate update)
                {
                    receive?.Invoke(update);
                }
            }

            return session.Result();
        }
    }
}
