namespace Hymba.Training.Tests;

public sealed class TrainingOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(new TrainingOptions { Steps = 100 }.Validate());

    [Fact]
    public void Every_wrong_value_is_named_with_its_limit()
    {
        var options = new TrainingOptions
        {
            Steps = 0,
            Device = "gpu",
            Workers = 0,
            MatrixType = Inference.HymbaDataType.Float16,
            BatchTokens = 0,
            PassTokens = 1,
            PackedShare = 1.5,
            PackedTokens = -1,
            LearningRate = double.PositiveInfinity,
            FinalLearningRateShare = -0.1,
            WarmupSteps = 5,
            Beta1 = 1,
            Beta2 = -1,
            Epsilon = 0,
            WeightDecay = double.NaN,
            ClipNorm = 0,
            EvaluationInterval = -1,
            CheckpointInterval = -1,
        };
        IReadOnlyList<string> errors = options.Validate();
        Assert.Equal(18, errors.Count);
        Assert.Equal(18, errors.Select(error => error[..error.IndexOf(' ', StringComparison.Ordinal)]).Distinct().Count());
        Assert.Contains("PackedShare is 1.5; it must be from 0 to 1.", errors);
    }
}
