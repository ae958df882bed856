using System.Globalization;

namespace Hymba.Inference.Sampling;

/// <summary>The limits of <see cref="SamplingOptions"/>.</summary>
internal static class SamplingRules
{
    private const float MaxPenalty = 2f;
    private const float MaxBias = 100f;

    // Beyond these a float32 logit could overflow to infinity.
    private const float MinRepetitionPenalty = 0.01f;
    private const float MaxRepetitionPenalty = 100f;

    /// <summary>One sentence for every value out of range; none if all are in order.</summary>
    public static IReadOnlyList<string> Errors(SamplingOptions options, int vocabularySize)
    {
        // Comparisons are written so that NaN fails them.
        var errors = new List<string>();
        Require(errors, nameof(options.Temperature), options.Temperature, t => t >= 0f && float.IsFinite(t), "a finite number from 0 on");
        Require(errors, nameof(options.TopK), options.TopK, k => k >= 1, "a whole number from 1 on");
        Require(errors, nameof(options.TopP), options.TopP, p => p is > 0f and <= 1f, "a number above 0 and at most 1");
        Require(errors, nameof(options.MinP), options.MinP, p => p is >= 0f and <= 1f, "a number from 0 to 1");
        Require(
            errors,
            nameof(options.RepetitionPenalty),
            options.RepetitionPenalty,
            p => p is >= MinRepetitionPenalty and <= MaxRepetitionPenalty,
            Range(MinRepetitionPenalty, MaxRepetitionPenalty));
        Require(errors, nameof(options.FrequencyPenalty), options.FrequencyPenalty, IsPenalty, Range(-MaxPenalty, MaxPenalty));
        Require(errors, nameof(options.PresencePenalty), options.PresencePenalty, IsPenalty, Range(-MaxPenalty, MaxPenalty));
        Require(
            errors,
            nameof(options.TopLogProbabilities),
            options.TopLogProbabilities,
            n => n is >= 0 and <= SamplingOptions.MaxTopLogProbabilities,
            string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {SamplingOptions.MaxTopLogProbabilities}"));
        foreach ((int id, float bias) in options.LogitBias ?? new Dictionary<int, float>())
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{nameof(options.LogitBias)}[{id}]");
            Require<float>(errors, name, bias, b => b is >= -MaxBias and <= MaxBias, Range(-MaxBias, MaxBias));
            if (id < 0 || id >= vocabularySize)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} names no token: ids go from 0 to {vocabularySize - 1}."));
            }
        }

        return errors;
    }

    private static bool IsPenalty(float penalty) => penalty is >= -MaxPenalty and <= MaxPenalty;

    private static string Range(float low, float high) => string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high}");

    private static void Require<T>(List<string> errors, string name, T? value, Func<T, bool> isValid, string limit)
        where T : struct
    {
        if (value is { } given && !isValid(given))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {given}: it takes {limit}."));
        }
    }
}
