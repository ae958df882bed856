using Hymba.Inference;
using Hymba.SemanticKernel.Chat;
using Microsoft.Extensions.Logging;

namespace Hymba.Validation;

/// <summary>Lets engines take part in output validation, without dependency injection; registered clients do so by themselves.</summary>
public static class HymbaEngineValidationExtensions
{
    /// <summary>
    /// Makes a model for <see cref="OutputValidationOptions.SuffixModel"/> of an engine. It takes the file <c>suffix-calibration.json</c> beside the
    /// weights, which <c>hymba calibrate</c> writes; without one, the first text waits until about 25 KB of harmless texts have been scored.
    /// </summary>
    /// <param name="engine">The engine, with a tokenizer; its disposal stays with the caller.</param>
    /// <param name="loggerFactory">Null logs nothing.</param>
    /// <param name="timeout">The longest time for one text. Null: 10 seconds.</param>
    public static SuffixModel AsSuffixModel(this HymbaEngine engine, ILoggerFactory? loggerFactory = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return EngineSuffixModel.Create(_ => Task.FromResult(engine), loggerFactory, timeout);
    }

    /// <summary>Scores the package's harmless texts, about 25 KB, for the calibration of <see cref="AsSuffixModel"/>.</summary>
    /// <param name="engine">The engine, with a tokenizer.</param>
    /// <param name="cancellationToken">Checked between chunks of a text.</param>
    /// <inheritdoc cref="HymbaEngine.ScoreTextAsync" path="/exception"/>
    public static Task<SuffixCalibration> CalibrateSuffixModelAsync(this HymbaEngine engine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return SuffixCalibration.ComputeAsync((text, token) => EngineSuffixModel.ScoreAsync(engine, text, token), cancellationToken);
    }
}
