using CsCheck;
using Hymba.Cli.Verbs;

namespace Hymba.Cli.Tests.Verbs;

public sealed class ScoreWindowsTests
{
    [Fact]
    public void Every_token_but_the_first_is_predicted_once()
        => Gen.Select(Gen.Int[2, 300], Gen.Int[2, 40]).Sample((tokens, context) =>
        {
            var predicted = new int[tokens];
            foreach (Range window in ScoreWindows.Split(tokens, context))
            {
                (int start, int length) = window.GetOffsetAndLength(tokens);
                Assert.InRange(length, 2, context);
                for (int i = start + 1; i < start + length; i++)
                {
                    predicted[i]++;
                }
            }

            Assert.Equal(0, predicted[0]);
            Assert.All(predicted[1..], count => Assert.Equal(1, count));
        });

    [Fact]
    public void A_context_of_one_token_is_refused() => Assert.Throws<ToolException>(() => ScoreWindows.Split(5, 1).First());
}
