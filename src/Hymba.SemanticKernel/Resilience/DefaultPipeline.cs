using Hymba.Inference;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Hymba.SemanticKernel.Resilience;

/// <summary>The pipeline that a client has where the application registered none: timeout, then retries, then circuit breaker.</summary>
internal static class DefaultPipeline
{
    public static void Configure(ResiliencePipelineBuilder builder, HymbaResilienceOptions options)
    {
        if (options.Timeout is TimeSpan timeout)
        {
            builder.AddTimeout(timeout);
        }

        if (options.QueueFullRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                Name = "queue-full",
                MaxRetryAttempts = options.QueueFullRetries,
                ShouldHandle = new PredicateBuilder().Handle<QueueFullException>(),
                DelayGenerator = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is QueueFullException full ? Delay(full.RetryAfter, options.MaxRetryDelay) : (TimeSpan?)null),
            });
        }

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            Name = "engine-faults",
            FailureRatio = options.BreakerFailureRatio,
            MinimumThroughput = options.BreakerMinimumRequests,
            SamplingDuration = options.BreakerWindow,
            BreakDuration = options.BreakDuration,
            ShouldHandle = new PredicateBuilder().Handle<EngineFaultException>(),
        });
    }

    private static TimeSpan Delay(TimeSpan wanted, TimeSpan longest)
        => wanted < TimeSpan.Zero ? TimeSpan.Zero : wanted > longest ? longest : wanted;
}
