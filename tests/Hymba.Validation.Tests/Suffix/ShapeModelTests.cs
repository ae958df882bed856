using Hymba.Validation.Suffix;

namespace Hymba.Validation.Tests.Suffix;

public sealed class ShapeModelTests
{
    [Theory]
    [InlineData("Hello,  world!", "Aaa,  aa!")]
    [InlineData("URL   12345 x\n\ty", "AA  00 a\n a")]
    [InlineData("Ärger in Ω, Жук, 犬犬犬, 🦊!", "Aaa aa γ, яя, 漢漢, ¤¤!")]
    public void Runs_become_short(string text, string expected)
        => Assert.Equal(expected, string.Concat(TextShape.Of(text).Where(unit => unit != TextShape.None)));

    [Fact]
    public void What_was_counted_is_no_surprise_and_what_never_occurred_is()
    {
        var model = new ShapeModel([string.Concat(Enumerable.Repeat("Some words (and more), again. ", 50))]);
        Assert.Equal(0, model.Surprise("Other words (or less), never. ").Sum(), 6);
        var surprise = model.Surprise("Other words ](or less");
        Assert.True(surprise["Other words ".Length] > 2);
        Assert.Equal(0, surprise[.."Other words ".Length].Sum(), 6);
    }

    [Fact]
    public void Harmless_writing_surprises_less_than_a_suffix()
    {
        static double Mean(string text) => ShapeModel.Default.Surprise(text).Average();
        Assert.InRange(Mean("The train leaves at 7:45 from platform 3 (see the plan below), so don't be late!"), 0, 0.2);
        Assert.InRange(Mean("often [ {similarlyNow ](^ writeIt**ONE }} please_( `\\!--Two"), 0.4, 5);
    }
}
