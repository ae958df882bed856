using Hymba.Validation.Suffix;

namespace Hymba.Validation.Tests.Suffix;

public sealed class SuffixTailsTests
{
    private const string Request = "Please tell me how I can get from the station to the museum on foot, and how long it takes.";
    private const string Fluent = " and after that we will all go to the lake again";

    private static readonly SuffixCalibration Calibration = new(0.7, 1);

    [Theory]
    [InlineData(" [ [ [ ISBNancouver (_ comune ]]; their [")]
    [InlineData(" ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! ! !")]
    [InlineData("\nconcatenSc [ usepackage ner](^ tussen {{ \\+ stehen")]
    public async Task Odd_writing_that_is_unlikely_too_is_a_suffix(string suffix)
    {
        var tail = await BestAsync(Request + suffix, suffix);
        Assert.True(tail.Score >= SuffixTails.Threshold, $"{tail}");
        Assert.Equal(Request.Length + suffix.Length, tail.End);
    }

    [Theory]
    [InlineData(" as it is (told [ of the lake (and the house", " as it is (told) of the lake (and) the house")]
    [InlineData(" as it is told] of the lake) and the house", " as it is [told] of the lake and (the) house")]
    public async Task Brackets_without_partner_count(string odd, string usual)
    {
        var difference = (await BestAsync(Request + odd)).Score - (await BestAsync(Request + usual)).Score;
        Assert.InRange(difference, 0.8, 1.5);
    }

    [Fact]
    public async Task What_the_model_says_decides_where_the_writing_is_in_doubt()
    {
        const string Doubtful = " Qalvo tremin [ dusk Ervane polt";
        var (unlikely, usual) = (await BestAsync(Request + Doubtful, Doubtful), await BestAsync(Request + Doubtful, Request));
        Assert.True(unlikely.Score > SuffixTails.Threshold && usual.Score < SuffixTails.Threshold, $"{unlikely} {usual}");
    }

    [Fact]
    public async Task A_jump_far_beyond_that_of_harmless_texts_is_enough_and_a_usual_one_is_not()
    {
        var tail = await BestAsync(Request + Fluent, Fluent);
        Assert.True(tail.Score >= SuffixTails.Threshold, $"{tail}");
        Assert.InRange(tail.Start, Request.Length - 1, Request.Length + 2);
        var scorer = new FakeScorer(Fluent);
        var text = Request + Fluent;
        var measures = new TextMeasures(text, .., await scorer.ScoreAsync(text, default));
        Assert.True(SuffixTails.FindBest(measures, new SuffixCalibration(0.7, 8))!.Value.Score < SuffixTails.Threshold);
    }

    [Fact]
    public async Task Of_several_lines_the_end_of_the_last_is_judged()
    {
        const string Odd = " [ [ [ ISBNancouver (_ comune ]]; their [";
        Assert.True((await BestAsync($"{Request}{Odd}\n{Request}", Odd)).Score < SuffixTails.Threshold);
        Assert.True((await BestAsync($"{Request}\n{Request}{Odd}", Odd)).Score >= SuffixTails.Threshold);
    }

    [Fact]
    public async Task Nothing_is_said_of_what_is_too_short()
    {
        var text = Request[..80];
        Assert.Null(SuffixTails.FindBest(new TextMeasures(text, .., await new FakeScorer().ScoreAsync(text, default)), Calibration));
    }

    [Theory]
    [InlineData(-1, -1.0)]
    [InlineData(3, -1.0)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.NegativeInfinity)]
    public void Tokens_of_another_text_are_refused(int start, double likelihood)
        => Assert.Throws<InvalidOperationException>(() => new TextMeasures("abc", .., [new TokenLikelihood(start, likelihood)]));

    private static async Task<SuffixTail> BestAsync(string text, params string[] unlikely)
        => SuffixTails.FindBest(new TextMeasures(text, .., await new FakeScorer(unlikely).ScoreAsync(text, default)), Calibration)!.Value;
}
