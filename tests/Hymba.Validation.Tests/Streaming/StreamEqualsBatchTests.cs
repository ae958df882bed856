using System.Text;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Streaming;

/// <summary>However a text is cut, the same comes out, and nothing comes out that is taken back.</summary>
public sealed class StreamEqualsBatchTests
{
    private static readonly ITextValidator[] Validators =
    [
        new LiteralFinder("secrets.word", "secret", "secretword"), new BraceFinder("pii.braces"), new NumberFinder("pii.number"),
        new ThirdTimeFinder("repetition.third", "go"), new LiteralFinder("banned.word", "BOOM"), new LiteralFinder("urls.scheme", "://"),
    ];

    private static readonly ValidationPipeline Pipeline = Pipelines.Make(
        Pipelines.Options(
            Pipelines.On("secrets", ValidationAction.Redact), Pipelines.On("pii.braces", ValidationAction.Replace),
            Pipelines.On("pii.number", ValidationAction.Redact), Pipelines.On("repetition", ValidationAction.Redact),
            Pipelines.On("banned", ValidationAction.Block)),
        Validators);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_split_in_two_and_single_units_give_what_the_whole_gives(bool mayBlock)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var text = Texts.Make(new Random(seed), 20, mayBlock);
            var whole = await CheckedWholeAsync(text);
            for (var at = 1; at < text.Length; at++)
            {
                await AssertSameAsync(whole, text, [text[..at], text[at..]], seed);
            }

            await AssertSameAsync(whole, text, text.Select(unit => unit.ToString()), seed);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_random_chunkings_give_what_the_whole_gives(bool mayBlock)
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var text = Texts.Make(new Random(seed / 10), 10 + (seed / 10), mayBlock && seed % 20 < 10);
            await AssertSameAsync(await CheckedWholeAsync(text), text, Texts.Cut(random, text, 1 + (seed % 40)), seed);
        }
    }

    [Fact]
    public async Task Long_texts_with_blocks_across_the_scanning_marks_give_what_the_whole_gives()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var text = Texts.Make(new Random(seed), 900, mayBlock: false).Replace('{', '(');
            text = text.Insert(Math.Min(text.Length, 980 + (seed * 20)), seed % 2 == 0 ? "BOOM" : "secret");
            await AssertSameAsync(await CheckedWholeAsync(text), text, Texts.Cut(new Random(seed), text, 700), seed);
            await AssertSameAsync(await CheckedWholeAsync(text), text, Texts.Cut(new Random(seed), text, 7), seed);
        }
    }

    private static async Task<ValidationResult> CheckedWholeAsync(string text)
    {
        var result = await Pipeline.ValidateAsync(text, Pipelines.Reply);
        var (shown, isBlocked) = Oracle(text);
        Assert.Equal(isBlocked ? ValidationDecision.Block : result.Decision, result.Decision);
        if (result.Decision == ValidationDecision.Block)
        {
            Assert.True(isBlocked);
            Assert.StartsWith(result.Text, shown, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(shown, result.Text);
        }

        return result;
    }

    private static async Task AssertSameAsync(ValidationResult whole, string text, IEnumerable<string> pieces, int seed)
    {
        var (emitted, result) = await Pipelines.StreamAsync(Pipeline, pieces);
        var together = string.Concat(emitted);
        Assert.True(whole.Text == together, $"seed {seed}: {Escape(text)} gave {Escape(together)}, not {Escape(whole.Text)}");
        Assert.Equal(whole.Text, result.Text);
        Assert.Equal(whole.Decision, result.Decision);
        Assert.Equal(whole.Rule, result.Rule);
        Assert.Equal(whole.Findings, result.Findings);
    }

    /// <summary>The redacted text by the plainest means: mark every unit by what covers it.</summary>
    private static (string Shown, bool IsBlocked) Oracle(string text)
    {
        var findings = new List<Finding>();
        foreach (var validator in Validators)
        {
            validator.Find(text, Pipelines.Reply, findings);
        }

        var shown = new StringBuilder();
        findings = [.. findings.Where(item => item.Category != "urls").OrderBy(item => item.Start)];
        for (var at = 0; at < text.Length;)
        {
            var covering = findings.Where(item => item.Start == at).ToList();
            if (covering.Count == 0)
            {
                shown.Append(text[at++]);
                continue;
            }

            var end = covering.Max(item => item.End);
            while (findings.Where(item => item.Start >= at && item.Start < end && !covering.Contains(item)).ToList() is { Count: > 0 } more)
            {
                covering.AddRange(more);
                end = Math.Max(end, more.Max(item => item.End));
            }

            var type = covering.Exists(item => item.Rule == "pii.braces") ? "[-]"
                : $"<{covering.OrderByDescending(item => item.Severity).ThenByDescending(item => item.End - item.Start).First().Type}>";
            shown.Append(covering.Exists(item => item.Category == "banned") ? "\uFFFF" : type);
            at = end;
        }

        return (shown.ToString(), findings.Exists(item => item.Category == "banned"));
    }

    private static string Escape(string text)
        => string.Concat(text.Select(unit => unit is >= ' ' and <= '~' ? unit.ToString() : $"\\u{(int)unit:X4}"));
}
