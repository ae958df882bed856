using Hymba.Inference.Adapters;

namespace Hymba.Training.Model;

/// <summary>Which low-rank update is trained (Hu et al. 2021). Immutable. There is no dropout.</summary>
internal sealed record LoraOptions
{
    /// <summary>r, the inner size of the two factors. Default 8.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The update is alpha / r times B times A. Default 16.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>The matrices that get an update, by PEFT's short names. Default <c>in_proj</c> and <c>out_proj</c>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = LoraTargets.Default;

    /// <summary>Every wrong value, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Rank is < 1 or > LoraConfig.MaxRank)
        {
            errors.Add($"The LoRA rank is {Rank}; it must be from 1 to {LoraConfig.MaxRank}.");
        }

        if (!(Alpha > 0) || !double.IsFinite(Alpha))
        {
            errors.Add(FormattableString.Invariant($"The LoRA alpha is {Alpha}; it must be above 0 and finite."));
        }

        if (Targets.Count == 0)
        {
            errors.Add($"There are no LoRA targets; known are {string.Join(", ", LoraTargets.Known)}.");
        }

        errors.AddRange(Targets.Except(LoraTargets.Known)
            .Select(target => $"The LoRA target '{target}' is unknown; known are {string.Join(", ", LoraTargets.Known)}."));
        return errors;
    }
}
