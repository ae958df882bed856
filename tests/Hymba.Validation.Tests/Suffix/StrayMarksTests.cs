using Hymba.Validation.Suffix;

namespace Hymba.Validation.Tests.Suffix;

public sealed class StrayMarksTests
{
    [Theory]
    [InlineData("f(a[1], {b: (c)}) :-) :( ;-] (yes)")]
    [InlineData("a) one b) two 12) three\n3) four")]
    [InlineData("for x in [0, 1) or (2.5, 3], version [10.0.2, )")]
    [InlineData("Really?! No!! Oh, no...")]
    [InlineData("if (x [ 1 ) ] { }")]
    public void Ordinary_punctuation_has_none(string text) => Assert.DoesNotContain(true, StrayMarks.Find(text));

    [Theory]
    [InlineData("so [ [ it ( is", 3, 5, 10)]
    [InlineData("is it} all) over]", 5, 10, 16)]
    [InlineData("! ! ! ? ! ?", 2, 4)]
    [InlineData("[one, two)", 0, 9)]
    public void Marks_without_a_partner_are_found(string text, params int[] expected)
        => Assert.Equal(expected, StrayMarks.Find(text).Index().Where(item => item.Item).Select(item => item.Index));
}
