using Hymba.Validation.Suffix;

namespace Hymba.Validation.Tests.Suffix;

public sealed class SuffixCalibrationTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_model_that_finds_all_alike_has_its_level_and_the_least_jump()
    {
        // One token a character: nats per byte are fewer where characters have more bytes.
        var calibration = await SuffixCalibration.ComputeAsync(new FakeScorer().ScoreAsync);
        Assert.InRange(calibration.Typical, -FakeScorer.Usual / 3, -FakeScorer.Usual);
        Assert.InRange(calibration.Jump, calibration.Typical / 10, -FakeScorer.Usual);
    }

    [Fact]
    public async Task An_unlikely_ending_of_a_harmless_text_makes_the_jump()
    {
        var text = BenignTexts.All[0];
        var calibration = await SuffixCalibration.ComputeAsync(new FakeScorer(text[^60..]).ScoreAsync);
        Assert.InRange(calibration.Jump, 0.9 * (FakeScorer.Usual - FakeScorer.Rare), 1.5 * (FakeScorer.Usual - FakeScorer.Rare));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var calibration = new SuffixCalibration(4.25, 7.5);
        calibration.Write(_path);
        Assert.Equal(calibration, SuffixCalibration.Read(_path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"typical": 4}""")]
    [InlineData("""{"typical": 0, "jump": 2}""")]
    [InlineData("""{"typical": 4, "jump": -1}""")]
    [InlineData("""{"typical": "4", "jump": true}""")]
    public void Anything_else_is_refused_by_name(string json)
    {
        File.WriteAllText(_path, json);
        Assert.Contains(_path, Assert.Throws<InvalidDataException>(() => SuffixCalibration.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Harmless_texts_can_be_compared()
    {
        Assert.InRange(BenignTexts.All.Count, 80, 200);
        Assert.All(BenignTexts.All, text => Assert.True(SuffixTails.IsLongEnough(text.Length), text));
        Assert.Equal(BenignTexts.All.Distinct(), BenignTexts.All);
    }
}
