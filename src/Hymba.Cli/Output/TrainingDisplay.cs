using Hymba.Training.Output;

namespace Hymba.Cli.Output;

/// <summary>The progress of training on stderr: one line that renews itself on a terminal, one line now and then elsewhere.</summary>
internal sealed class TrainingDisplay(ToolConsole console) : IProgress<TrainingProgress>
{
    private const int StepsPerLine = 50;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        bool isLasting = value.HeldOutLoss is not null || value.Step % StepsPerLine == 0 || value.Step == 1 || value.Step == value.Steps;
        if (!isLasting && !console.ErrorIsTerminal)
        {
            return;
        }

        string heldOut = value.HeldOutLoss is double loss ? FormattableString.Invariant($"  held-out {loss:F4}") : string.Empty;
        string line = FormattableString.Invariant(
            $"step {value.Step}/{value.Steps}  loss {value.Loss:F4}{heldOut}  {value.TokensPerSecond:F0} tokens/s  rate {value.LearningRate:G3}  norm {value.GradientNorm:F2}  {value.Elapsed:hh\\:mm\\:ss} done, {value.Remaining:hh\\:mm\\:ss} left");
        console.Error.Write(console.ErrorIsTerminal ? $"\r\e[K{line}" : line);
        if (isLasting)
        {
            console.Error.WriteLine();
        }
    }
}
