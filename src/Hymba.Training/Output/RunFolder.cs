using System.Globalization;
using System.Text.Json;
using Hymba.Inference;
using Hymba.Inference.Checkpoint;
using Hymba.Training.Model;
using Hymba.Training.Optimization;

namespace Hymba.Training.Output;

/// <summary>
/// What a run leaves on the disk: <c>checkpoint/</c> (what is trained, in float32, and the optimizer's moments, replaced as a whole),
/// <c>log.csv</c>, <c>loss.svg</c>, and at the end <c>model/</c> or <c>adapter/</c>. One process at a time.
/// </summary>
internal sealed class RunFolder
{
    private const string Header = "step,loss,held_out_loss,learning_rate,gradient_norm,tokens,tokens_per_second,seconds";
    private const string FirstPrefix = "first_moment.";
    private const string SecondPrefix = "second_moment.";
    private readonly string _directory;

    /// <summary>Names the folder; <see cref="StartLog"/> creates it.</summary>
    public RunFolder(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _directory = Path.GetFullPath(directory);
    }

    /// <summary>The last saved state; there is none before the first.</summary>
    public string Checkpoint => Path.Combine(_directory, "checkpoint");

    private string Log => Path.Combine(_directory, "log.csv");

    private string OptimizerFile => Path.Combine(Checkpoint, "optimizer.safetensors");

    private string PositionFile => Path.Combine(Checkpoint, "position.json");

    /// <summary>Saves a state in place of the last one.</summary>
    public void Save(ITrainedWeights weights, AdamW optimizer, TrainingPosition position)
    {
        AtomicDirectory.Write(
            Checkpoint,
            building =>
            {
                weights.WriteState(building);
                ParameterStore store = weights.Store;
                SafetensorsTensor[] moments =
                [
                    .. store.Names.Select(name => new SafetensorsTensor(FirstPrefix + name, SafetensorsDtype.F32, store.ShapeOf(name))),
                    .. store.Names.Select(name => new SafetensorsTensor(SecondPrefix + name, SafetensorsDtype.F32, store.ShapeOf(name))),
                ];
                ModelWriter.WriteTensors(
                    Path.Combine(building, Path.GetFileName(OptimizerFile)),
                    moments,
                    name => name.StartsWith(FirstPrefix, StringComparison.Ordinal)
                        ? store.View(optimizer.FirstMoment, name[FirstPrefix.Length..])
                        : store.View(optimizer.SecondMoment, name[SecondPrefix.Length..]));
                File.WriteAllText(Path.Combine(building, Path.GetFileName(PositionFile)), JsonSerializer.Serialize(position) + "\n");
            },
            replace: true);
    }

    /// <summary>Loads the last saved state.</summary>
    /// <exception cref="ModelLoadException">There is none, or it does not fit the model.</exception>
    public TrainingPosition Load(ITrainedWeights weights, AdamW optimizer)
    {
        weights.ReadState(Checkpoint);
        ParameterStore store = weights.Store;
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(OptimizerFile);
            foreach (string name in store.Names)
            {
                ModelWriter.ReadInto(file, FirstPrefix + name, store.View(optimizer.FirstMoment, name));
                ModelWriter.ReadInto(file, SecondPrefix + name, store.View(optimizer.SecondMoment, name));
            }

            return JsonSerializer.Deserialize<TrainingPosition>(File.ReadAllText(PositionFile))
                ?? throw new ModelLoadException(PositionFile, ["it holds null."]);
        }
        catch (Exception error) when (error is IOException or JsonException or KeyNotFoundException)
        {
            throw new ModelLoadException(Checkpoint, [$"the saved state of training is damaged: {error.Message}"], error);
        }
    }

    /// <summary>Writes the finished model or adapter.</summary>
    public void WriteResult(ITrainedWeights weights)
        => AtomicDirectory.Write(Path.Combine(_directory, weights.ResultName), weights.WriteResult, replace: true);

    /// <summary>Creates the folder where there is none; drops log lines of steps that will be done again, or starts a new log.</summary>
    /// <exception cref="CheckpointWriteException">The folder cannot be created.</exception>
    public void StartLog(long step)
    {
        try
        {
            Directory.CreateDirectory(_directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointWriteException(_directory, error.Message, error);
        }

        string[] kept = step > 0 && File.Exists(Log) ? [.. File.ReadLines(Log).Skip(1).Where(line => StepOf(line) <= step)] : [];
        File.WriteAllLines(Log, [Header, .. kept]);
    }

    /// <summary>Adds a step to the log.</summary>
    public void Append(TrainingProgress progress) => File.AppendAllText(Log, string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Step},{progress.Loss:F5},{progress.HeldOutLoss:F5},{progress.LearningRate:G5},{progress.GradientNorm:F4},"
        + $"{progress.Tokens},{progress.TokensPerSecond:F0},{progress.Elapsed.TotalSeconds:F0}\n"));

    /// <summary>Draws the log.</summary>
    public void DrawCurve()
    {
        var loss = new List<(double, double)>();
        var heldOut = new List<(double, double)>();
        foreach (string[] cells in File.ReadLines(Log).Skip(1).Select(line => line.Split(',')))
        {
            double step = double.Parse(cells[0], CultureInfo.InvariantCulture);
            loss.Add((step, double.Parse(cells[1], CultureInfo.InvariantCulture)));
            if (cells[2].Length > 0)
            {
                heldOut.Add((step, double.Parse(cells[2], CultureInfo.InvariantCulture)));
            }
        }

        File.WriteAllText(Path.Combine(_directory, "loss.svg"), LossCurve.Draw(loss, heldOut));
    }

    private static long StepOf(string line) => long.Parse(line.AsSpan(0, line.IndexOf(',', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
