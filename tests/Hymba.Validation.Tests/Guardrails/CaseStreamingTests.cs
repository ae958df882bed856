using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>However the text of a case is cut, what comes out is what the whole text gives, and nothing that it redacts or blocks is ever out.</summary>
public sealed class CaseStreamingTests
{
    private const int Chunkings = 1000;
    private const int MostPieces = 12;

    // Replies that only come out at their end are cut at evenly spread places.
    private const int MostCutsBuffered = 200;

    public static TheoryData<string> Files => [.. GuardrailFile.All.Where(file => file.Cases.Any(item => item.Text.Length > 0)).Select(file => file.Name)];

    [Fact]
    public void All_but_the_strictest_preset_is_streamed()
    {
        var pipelines = CasePipeline.OfPresets(new CaseSubject([], new()));
        Assert.Equal([nameof(ValidationPreset.Strict)], pipelines.Where(pipeline => pipeline.IsBuffered).Select(pipeline => pipeline.Name));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_split_in_two_gives_what_the_whole_gives(string name)
    {
        // Long texts have thousands of places to cut: on all cores this is still the longest of all tests.
        var file = GuardrailFile.Get(name);
        await Parallel.ForEachAsync(file.Cases, TestContext.Current.CancellationToken, async (item, _) =>
        {
            var subject = CaseSubject.Of(file, item);
            foreach (var pipeline in CasePipeline.Own(subject).Append(CasePipeline.OfPresets(subject).First()))
            {
                var whole = await WholeAsync(pipeline, item.Text);
                var stride = pipeline.IsBuffered ? 1 + (item.Text.Length / MostCutsBuffered) : 1;
                for (var cut = 0; cut <= item.Text.Length; cut += stride)
                {
                    await AssertSameAsync(pipeline, whole, [item.Text[..cut], item.Text[cut..]], $"{item.Id} cut at {cut}");
                }
            }
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Single_units_give_what_the_whole_gives(string name)
    {
        var file = GuardrailFile.Get(name);
        foreach (var item in file.Cases)
        {
            var subject = CaseSubject.Of(file, item);
            foreach (var pipeline in CasePipeline.Own(subject).Concat(CasePipeline.OfPresets(subject)))
            {
                var whole = await WholeAsync(pipeline, item.Text);
                await AssertSameAsync(pipeline, whole, item.Text.Select(unit => unit.ToString()), $"{item.Id} in units");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_thousand_random_chunkings_give_what_the_whole_gives(string name)
    {
        var file = GuardrailFile.Get(name);
        for (var index = 0; index < file.Cases.Count; index++)
        {
            var item = file.Cases[index];
            var subject = CaseSubject.Of(file, item);
            CasePipeline[] all = [.. CasePipeline.Own(subject), .. CasePipeline.OfPresets(subject)];
            var wholes = new ValidationResult[all.Length];
            for (var i = 0; i < all.Length; i++)
            {
                wholes[i] = await WholeAsync(all[i], item.Text);
            }

            // The seed names the case and the pipeline too.
            for (var seed = index; seed < Chunkings; seed += file.Cases.Count)
            {
                var random = new Random(seed);
                var turn = seed / file.Cases.Count % all.Length;
                var most = 1 + (2 * item.Text.Length / random.Next(2, MostPieces));
                await AssertSameAsync(all[turn], wholes[turn], Texts.Cut(random, item.Text, most), $"{item.Id} with seed {seed}");
            }
        }
    }

    [Fact]
    public async Task Cases_one_behind_the_other_give_what_the_whole_gives()
    {
        string[] texts = [.. GuardrailFile.All.SelectMany(file => file.Cases).Select(item => item.Text).Where(text => text.Length is > 0 and < 600)];
        string[] gaps = [" ", "\n", string.Empty, "\n```\n", "\" ", " | ", "%20"];
        var pipelines = CasePipeline.OfPresets(new CaseSubject([], new() { Documents = Prose.Replies })).Take(2).ToArray();
        for (var seed = 0; seed < 80; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, 20).Select(_ => texts[random.Next(texts.Length)] + gaps[random.Next(gaps.Length)]));
            var pipeline = pipelines[seed % pipelines.Length];
            var whole = await WholeAsync(pipeline, text);
            await AssertSameAsync(pipeline, whole, Texts.Cut(random, text, random.Next(2, 1500)), $"seed {seed}");
        }
    }

    private static async Task<ValidationResult> WholeAsync(CasePipeline pipeline, string text)
    {
        var whole = await pipeline.Pipeline.ValidateAsync(text, pipeline.Context);
        var fault = ShownText.FindFault(text, whole, "\uFFFD");
        Assert.True(fault is null, $"{pipeline.Name}: {fault} {text} gave {whole.Text}");
        return whole;
    }

    private static async Task AssertSameAsync(CasePipeline pipeline, ValidationResult whole, IEnumerable<string> pieces, string what)
    {
        var session = pipeline.Pipeline.StartSession(pipeline.Context);
        var shown = 0;
        foreach (var piece in pieces)
        {
            Take(await session.AppendAsync(piece));
        }

        Take(await session.CompleteAsync());
        var result = session.Result;
        Assert.True(shown == whole.Text.Length, $"{what}, {pipeline.Name}: {shown} units of {whole.Text.Length}");
        Assert.Equal((whole.Text, whole.Decision, whole.Rule), (result.Text, result.Decision, result.Rule));
        Assert.Equal(whole.Findings, result.Findings);

        void Take(string emitted)
        {
            var isNext = whole.Text.AsSpan(shown).StartsWith(emitted);
            Assert.True(isNext, $"{what}, {pipeline.Name}: after {shown} units came '{emitted}' of '{whole.Text}'");
            shown += emitted.Length;
        }
    }
}
