using Hymba.Training.Batches;
using Hymba.Training.Model;
using Hymba.Training.Optimization;
using Hymba.Training.Output;

namespace Hymba.Training.Runs;

/// <summary>The training loop. One run at a time.</summary>
/// <param name="weights">What is trained, initialised or loaded.</param>
/// <param name="batches">The data.</param>
/// <param name="heldOut">Passes that are only evaluated; may be empty.</param>
/// <param name="folder">Where checkpoints and the log go.</param>
/// <param name="options">Checked options.</param>
/// <param name="time">Clock of the speeds.</param>
internal sealed class Trainer(
    ITrainedWeights weights,
    BatchPlanner batches,
    IReadOnlyList<TrainingPass> heldOut,
    RunFolder folder,
    TrainingOptions options,
    TimeProvider time)
{
    /// <summary>Trains to the last step.</summary>
    /// <param name="resume">Whether the folder's checkpoint is gone on with.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Stops between two steps, after saving.</param>
    /// <exception cref="TrainingDataException">Data is wrong, or the loss is no number any more.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the state is saved.</exception>
    public void Run(bool resume, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        using var optimizer = new AdamW(weights.Store, options);
        TrainingPosition position = resume ? Resume(optimizer) : new TrainingPosition(0, 0, 0, 0, options.Seed);
        folder.StartLog(position.Step, resume);
        bool onCpu = weights.Store.Values.device_type == TorchSharp.DeviceType.CPU;
        using var team = new ReplicaTeam(weights, onCpu ? options.Workers ?? Environment.ProcessorCount : 1);
        long started = time.GetTimestamp(), firstStep = position.Step;
        double earlier = position.Seconds;
        while (position.Step < options.Steps)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                folder.Save(weights, optimizer, position);
                cancellationToken.ThrowIfCancellationRequested();
            }

            using var pause = new GarbagePause();
            long stepStarted = time.GetTimestamp();
            TrainingBatch batch = batches.Take(position.DataPosition);
            double loss = team.Accumulate(batch);
            if (!double.IsFinite(loss))
            {
                throw new TrainingDataException($"The loss of step {position.Step + 1} is {loss}; lower the learning rate, {options.LearningRate}.");
            }

            double norm = optimizer.Update(team.Gradient, position.Step);
            double stepSeconds = time.GetElapsedTime(stepStarted).TotalSeconds;
            double? heldOutLoss = IsDue(options.EvaluationInterval, position.Step + 1) && heldOut.Count > 0 ? team.Evaluate(heldOut) : null;
            TimeSpan session = time.GetElapsedTime(started);
            position = position with
            {
                Step = position.Step + 1,
                DataPosition = batch.NextPosition,
                Tokens = position.Tokens + batch.Tokens,
                Seconds = earlier + session.TotalSeconds,
            };
            var report = new TrainingProgress(
                position.Step,
                options.Steps,
                loss,
                heldOutLoss,
                LearningRateSchedule.At(options, position.Step - 1),
                norm,
                position.Tokens,
                batch.Tokens / stepSeconds,
                TimeSpan.FromSeconds(position.Seconds),
                session / (position.Step - firstStep) * (options.Steps - position.Step));
            folder.Append(report);
            progress?.Report(report);
            if (IsDue(options.CheckpointInterval, position.Step))
            {
                folder.Save(weights, optimizer, position);
                folder.DrawCurve();
            }
        }
    }

    private bool IsDue(long interval, long step) => step == options.Steps || (interval > 0 && step % interval == 0);

    private TrainingPosition Resume(AdamW optimizer)
    {
        TrainingPosition position = folder.Load(weights, optimizer);
        return position.Seed == options.Seed
            ? position
            : throw new TrainingDataException($"The saved run has the seed {position.Seed}; it cannot go on with the seed {options.Seed}.");
    }
}
