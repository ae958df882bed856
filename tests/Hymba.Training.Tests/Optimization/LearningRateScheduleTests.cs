using Hymba.Training.Optimization;

namespace Hymba.Training.Tests.Optimization;

public sealed class LearningRateScheduleTests
{
    private static readonly TrainingOptions Options = new() { Steps = 110, WarmupSteps = 10, LearningRate = 2, FinalLearningRateShare = 0.1 };

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(4, 1.0)]
    [InlineData(9, 2.0)]
    [InlineData(10, 2.0)]
    [InlineData(60, 1.1)] // half way down: the mean of 2 and 0.2
    [InlineData(110, 0.2)]
    [InlineData(1000, 0.2)]
    public void It_rises_in_a_line_and_falls_in_half_a_cosine(long step, double expected)
        => Assert.Equal(expected, LearningRateSchedule.At(Options, step), 12);

    [Fact]
    public void It_falls_all_the_way()
    {
        double[] rates = [.. Enumerable.Range(10, 101).Select(step => LearningRateSchedule.At(Options, step))];
        Assert.All(rates.Zip(rates.Skip(1)), pair => Assert.True(pair.First > pair.Second));
    }

    [Fact]
    public void Without_warm_up_the_first_step_has_the_highest_rate()
        => Assert.Equal(2, LearningRateSchedule.At(Options with { WarmupSteps = 0 }, 0), 12);
}
