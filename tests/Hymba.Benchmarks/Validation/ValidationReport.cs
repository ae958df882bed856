using System.Diagnostics;
using System.Globalization;
using Hymba.Validation;
using Hymba.Validation.Banned;
using Hymba.Validation.Policies;
using Hymba.Validation.Urls;

namespace Hymba.Benchmarks.Validation;

/// <summary>
/// Prints what validation costs: each validator and the whole pipeline, whole texts and token by token, ordinary and hostile ones, and how much
/// text is held back. Percentiles per token need every sample, which BenchmarkDotNet does not keep.
/// </summary>
internal static class ValidationReport
{
    private const int Repetitions = 7;
    private const int Small = 4 * 1024;
    private const int Reply = 4 * 1024;
    private const int Large = 1024 * 1024;

    private static readonly ValidationContext Context = new()
    {
        SystemPrompt = "You are the assistant of a library. Help readers to find books and tell them when they are due. Be polite and brief.",
    };

    public static async Task RunAsync()
    {
        var prose = ValidationTexts.Documentation;
        Console.WriteLine($"documentation: {prose.Length} UTF-16 units; medians of {Repetitions}");
        PrintValidators(prose);
        Console.WriteLine();
        ValidationPreset[] presets = [ValidationPreset.Standard, ValidationPreset.Rag, ValidationPreset.Agent, ValidationPreset.Strict];
        foreach (var preset in presets)
        {
            await MeasureStreamAsync(preset, prose).ConfigureAwait(false);
        }

        // What the runtime compiles on the way is no cost of validation: the first round is not shown.
        foreach (var preset in presets)
        {
            Console.WriteLine(await MeasureStreamAsync(preset, prose).ConfigureAwait(false));
        }

        Console.WriteLine();

        await PrintHostileAsync().ConfigureAwait(false);
    }

    private static IEnumerable<ITextValidator> Validators()
        => BuiltInValidators.Text.Values.SelectMany(make => make())
            .Append(new UrlValidator(new UrlPolicyOptions()))
            .Append(new BannedTextValidator(new BannedTextOptions { Substrings = ["forbidden word"], Patterns = [@"\bproject-[a-z]+-[0-9]+\b"] }));

    private static void PrintValidators(string prose)
    {
        Console.WriteLine();
        Console.WriteLine($"{"validator",-32}{"find us/KB",12}{"open us/KB",12}{"find 1 MB us/KB",17}");
        var small = prose[..Small];
        var large = ValidationTexts.Repeat(prose, Large);
        foreach (var validator in Validators())
        {
            var isIncremental = validator.Streaming == StreamingBehaviour.Incremental;
            var find = Median(() => validator.Find(small, Context, [])) / (Small / 1024);
            var open = isIncremental ? Median(() => validator.FindOpenStart(small, Context)) / (Small / 1024) : 0;
            var whole = Median(() => validator.Find(large, Context, [])) / (Large / 1024);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{validator.GetType().Name,-32}{find,12:F1}{open,12:F1}{whole,17:F1}"));
        }
    }

    private static async Task<string> MeasureStreamAsync(ValidationPreset preset, string prose)
    {
        var pipeline = new ValidationPipeline(new OutputValidationOptions { Preset = preset }, [.. Validators()]);
        var batch = new List<double>();
        var tokens = new List<double>();
        var held = new List<double>();
        for (var i = 0; i < Repetitions * 6; i++)
        {
            var text = prose.Substring(i * 997 % (prose.Length - Reply), Reply);
            var started = Stopwatch.GetTimestamp();
            await pipeline.ValidateAsync(text, Context).ConfigureAwait(false);
            batch.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds / (Reply / 1024));
            var session = pipeline.StartSession(Context);
            var given = 0;
            foreach (var token in ValidationTexts.Tokens(text))
            {
                given += token.Length;
                started = Stopwatch.GetTimestamp();
                await session.AppendAsync(token).ConfigureAwait(false);
                tokens.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
                held.Add(given - session.Committed);
                if (session.IsStopped)
                {
                    break;
                }
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{preset,-10} whole {At(batch, 0.5):F3} ms/KB; token p50 {At(tokens, 0.5):F1} p99 {At(tokens, 0.99):F1} max {tokens.Max():F0} mean {tokens.Average():F1} us; held back p50 {At(held, 0.5)} p90 {At(held, 0.9)} max {held.Max()}");
    }

    private static async Task PrintHostileAsync()
    {
        var pipeline = new ValidationPipeline(
            new OutputValidationOptions { Preset = ValidationPreset.None, Policies = { new() { Action = ValidationAction.Annotate } } }, [.. Validators()]);
        foreach (var piece in ValidationTexts.HostilePieces)
        {
            var costs = Validators().Select(validator => (validator.GetType().Name, Time(validator, ValidationTexts.Repeat(piece, Large)))).ToList();
            var small = await TimeAsync(pipeline, ValidationTexts.Repeat(piece, Large / 8)).ConfigureAwait(false);
            var large = await TimeAsync(pipeline, ValidationTexts.Repeat(piece, Large)).ConfigureAwait(false);
            var name = System.Text.Json.JsonSerializer.Serialize(piece);
            var worst = costs.OrderByDescending(cost => cost.Item2).Take(3).Select(cost => string.Create(CultureInfo.InvariantCulture, $"{cost.Name} {cost.Item2:F0}"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-40} 128 KB {small,8:F0} ms  1 MB {large,8:F0} ms  single pass {costs.Sum(cost => cost.Item2),6:F0} ms: {string.Join(", ", worst)}"));
        }
    }

    private static double Time(ITextValidator validator, string text)
    {
        var started = Stopwatch.GetTimestamp();
        validator.Find(text, Context, []);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<double> TimeAsync(ValidationPipeline pipeline, string text)
    {
        var started = Stopwatch.GetTimestamp();
        await pipeline.ValidateAsync(text, Context).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(Action work)
    {
        work();
        var times = new List<double>();
        for (var i = 0; i < Repetitions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
        }

        return At(times, 0.5);
    }

    private static double At(List<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)((sorted.Length - 1) * share)];
    }
}
