using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests;

public sealed class TextValidatorTests
{
    [Fact]
    public async Task A_function_with_a_reach_streams_and_gives_what_the_whole_gives()
    {
        static IEnumerable<Range> Find(string text, ValidationContext context)
        {
            for (var at = text.IndexOf("Blue Heron", StringComparison.Ordinal); at >= 0;
                at = text.IndexOf("Blue Heron", at + 10, StringComparison.Ordinal))
            {
                yield return at..(at + 10);
            }
        }

        var pipeline = Pipelines.Make(
            Pipelines.Options(Pipelines.On("banned", ValidationAction.Redact)), [TextValidator.Create("banned.codename", 10, Find)]);
        var text = string.Concat(Enumerable.Repeat("The Blue Heron flies, Blue He ron does not. ", 100));
        var whole = await pipeline.ValidateAsync(text, Pipelines.Reply);
        Assert.Contains("The <CODENAME> flies, Blue He ron", whole.Text, StringComparison.Ordinal);
        foreach (var size in new[] { 1, 3, 17, 500 })
        {
            var (emitted, _) = await Pipelines.StreamAsync(pipeline, text.Chunk(size).Select(piece => new string(piece)));
            Assert.Equal(whole.Text, string.Concat(emitted));
            Assert.True(emitted.Count(piece => piece.Length > 0) > text.Length / 1000);
        }
    }

    [Theory]
    [InlineData("banned")]
    [InlineData("Banned.word")]
    [InlineData("a.b.c")]
    [InlineData("a.")]
    public void A_rule_id_has_a_group_and_a_name(string rule)
        => Assert.Contains(rule, Assert.Throws<ArgumentException>(() => TextValidator.Create(rule, (_, _) => [])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_reach_is_positive() => Assert.Throws<ArgumentOutOfRangeException>(() => TextValidator.Create("a.b", 0, (_, _) => []));
}
