using Hymba.Inference;

namespace Hymba.Training;

/// <summary>How a model is trained. Immutable; read once at the start.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Updates of the weights, at least 1.</summary>
    public required long Steps { get; init; }

    /// <summary>Where to train: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Default <c>cpu</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Sequences in flight at once on the CPU, each on a core of its own; null: all cores. Ignored on CUDA.</summary>
    public int? Workers { get; init; }

    /// <summary>
    /// Type of the matrix products; weights, gradients and all else are float32. Default <see cref="HymbaDataType.BFloat16"/>: on CPUs with
    /// AVX-512 BF16 such products are four times as fast.
    /// </summary>
    public HymbaDataType MatrixType { get; init; } = HymbaDataType.BFloat16;

    /// <summary>Tokens of one update, padding counted, over all workers and accumulated passes. Default 8,192.</summary>
    public int BatchTokens { get; init; } = 8192;

    /// <summary>The most tokens of one forward and backward pass; the rest of the batch is accumulated. Default 1,024.</summary>
    public int PassTokens { get; init; } = 1024;

    /// <summary>Share of the rows that hold several examples one behind the other, from 0 to 1. Default 0.</summary>
    public double PackedShare { get; init; }

    /// <summary>The most tokens of such a row; 0 for none. Default 0.</summary>
    public int PackedTokens { get; init; }

    /// <summary>Highest learning rate, reached after the warm-up. Default 0.002.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>The learning rate at the end, as a share of the highest. Default 0.05.</summary>
    public double FinalLearningRateShare { get; init; } = 0.05;

    /// <summary>Steps over which the learning rate rises from 0. Default 100.</summary>
    public long WarmupSteps { get; init; } = 100;

    /// <summary>AdamW's decay of the first moment. Default 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the second moment. Default 0.95.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>AdamW's epsilon. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Weight decay of matrices; norms, biases, embeddings and the scan's own parameters have none. Default 0.1.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>The gradient is scaled down to this L2 norm where it is larger. Default 1.</summary>
    public double ClipNorm { get; init; } = 1.0;

    /// <summary>Chooses the initial weights and the order of the data. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Steps between two evaluations on held-out data; 0 for none but the last. Default 250.</summary>
    public long EvaluationInterval { get; init; } = 250;

    /// <summary>Steps between two saved checkpoints; 0 for none but the last. Default 250.</summary>
    public long CheckpointInterval { get; init; } = 250;

    /// <summary>Every wrong value, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        void Require(bool isMet, string name, object? value, string limit)
        {
            if (!isMet)
            {
                errors.Add(FormattableString.Invariant($"{name} is {value}; it must be {limit}."));
            }
        }

        Require(Steps >= 1, nameof(Steps), Steps, "at least 1");
        Require(DeviceName.TryParse(Device, out _), nameof(Device), $"'{Device}'", "cpu, cuda or cuda:N");
        Require(
            Workers is null or (>= 1 and <= HymbaEngineOptions.MaxThreads), nameof(Workers), Workers,
            $"from 1 to {HymbaEngineOptions.MaxThreads}, or null for all cores");
        Require(MatrixType is HymbaDataType.BFloat16 or HymbaDataType.Float32, nameof(MatrixType), MatrixType, "BFloat16 or Float32");
        Require(PassTokens >= 2, nameof(PassTokens), PassTokens, "at least 2");
        Require(BatchTokens >= PassTokens, nameof(BatchTokens), BatchTokens, $"at least {nameof(PassTokens)}, {PassTokens}");
        Require(PackedShare is >= 0 and <= 1, nameof(PackedShare), PackedShare, "from 0 to 1");
        Require(PackedTokens >= 0, nameof(PackedTokens), PackedTokens, "at least 0");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0 and finite");
        Require(FinalLearningRateShare is >= 0 and <= 1, nameof(FinalLearningRateShare), FinalLearningRateShare, "from 0 to 1");
        Require(WarmupSteps >= 0 && WarmupSteps <= Steps, nameof(WarmupSteps), WarmupSteps, $"from 0 to {nameof(Steps)}, {Steps}");
        Require(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "at least 0 and below 1");
        Require(Beta2 is >= 0 and < 1, nameof(Beta2), Beta2, "at least 0 and below 1");
        Require(Epsilon > 0, nameof(Epsilon), Epsilon, "above 0");
        Require(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "at least 0 and finite");
        Require(ClipNorm > 0, nameof(ClipNorm), ClipNorm, "above 0");
        Require(EvaluationInterval >= 0, nameof(EvaluationInterval), EvaluationInterval, "at least 0");
        Require(CheckpointInterval >= 0, nameof(CheckpointInterval), CheckpointInterval, "at least 0");
        return errors;
    }
}
