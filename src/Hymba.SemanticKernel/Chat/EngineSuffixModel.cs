using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Validation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.SemanticKernel.Chat;

/// <summary>Lets an engine look for adversarial suffixes, with the calibration beside its weights.</summary>
internal static partial class EngineSuffixModel
{
    /// <param name="getEngine">Gives the engine, once it is loaded.</param>
    /// <param name="loggers">Null logs nothing.</param>
    /// <param name="timeout">The longest time for one text; null takes the default.</param>
    public static SuffixModel Create(Func<CancellationToken, Task<HymbaEngine>> getEngine, ILoggerFactory? loggers, TimeSpan? timeout = null)
    {
        ILogger logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger(typeof(EngineSuffixModel).FullName!);
        return new SuffixModel(
            async (text, token) => await ScoreAsync(await getEngine(token).ConfigureAwait(false), text, token).ConfigureAwait(false),
            async token => Read((await getEngine(token).ConfigureAwait(false)).Options.ModelPath, logger),
            timeout);
    }

    /// <summary>Scores a text with an engine.</summary>
    public static async Task<IReadOnlyList<TokenLikelihood>> ScoreAsync(HymbaEngine engine, string text, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScoredToken> tokens = await engine.ScoreTextAsync(text, cancellationToken).ConfigureAwait(false);
        return [.. tokens.Select(token => new TokenLikelihood(token.Start, token.LogProbability))];
    }

    private static SuffixCalibration? Read(string modelPath, ILogger logger)
    {
        string path = Path.Combine(modelPath, SuffixCalibration.FileName);
        try
        {
            return File.Exists(path) ? SuffixCalibration.Read(path) : null;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Unreadable(logger, path, error);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "'{Path}' cannot be read; the model is calibrated anew.")]
    private static partial void Unreadable(ILogger logger, string path, Exception error);
}
