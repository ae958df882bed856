using Hymba.Inference;
using Hymba.Inference.Text;
using Hymba.Training.Data;
using Hymba.Training.Model;
using Hymba.Training.Output;
using Hymba.Training.Runs;

namespace Hymba.Training.Tests;

/// <summary>Fine-tuning of the tiny golden model on three conversations, in a folder of its own.</summary>
internal sealed class TinyRun : IDisposable
{
    public static string Model { get; } = RepositoryFiles.Fixture("golden/tiny-real-vocab");

    /// <summary>Three conversations, over and over.</summary>
    public static IExampleSource Conversations { get; } = new Repeated(
        Turns("Who bakes bread?", "Anna does."), Turns("When is it open?", "At nine."), Turns("Where is the cat?", "On the roof."));

    public string Path { get; } = Directory.CreateTempSubdirectory("hymba-tune-").FullName;

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <summary>One worker and float32, so that the same run gives the same bits.</summary>
    public static TrainingOptions Options(long steps, double rate) => new()
    {
        Steps = steps,
        Workers = 1,
        MatrixType = HymbaDataType.Float32,
        BatchTokens = 64,
        PassTokens = 64,
        LearningRate = rate,
        WeightDecay = 0,
        EvaluationInterval = 0,
        CheckpointInterval = 0,
    };

    /// <summary>Fine-tunes into a folder below this one.</summary>
    /// <returns>The losses of all steps.</returns>
    public IReadOnlyList<double> Train(
        string folder,
        TrainingOptions options,
        LoraOptions? lora = null,
        IExampleSource? data = null,
        int count = 3,
        string? model = null,
        double? epochs = null)
        => Run(folder, options, lora, resume: false, stopAfter: null, data, count, model, epochs);

    /// <summary>The same, gone on with or stopped on the way.</summary>
    public IReadOnlyList<double> Run(
        string folder,
        TrainingOptions options,
        LoraOptions? lora,
        bool resume,
        long? stopAfter,
        IExampleSource? data = null,
        int count = 3,
        string? model = null,
        double? epochs = null)
    {
        var losses = new List<double>();
        using var stop = new CancellationTokenSource();
        var progress = new Listener(report =>
        {
            losses.Add(report.Loss);
            if (report.Step == stopAfter)
            {
                stop.Cancel();
            }
        });
        var tuning = new FineTuning
        {
            ModelPath = model ?? Model,
            Training = data ?? Conversations,
            ExampleCount = count,
            Lora = lora,
            Epochs = epochs,
        };
        FineTuningRun.Run(tuning, options, new RunFolder(this[folder]), resume, progress, stop.Token);
        return losses;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>A conversation of two turns.</summary>
    public static Example Turns(string question, string answer) => Example.OfConversation(
        "chat", new ChatPrompt([new ChatTurn(ChatTurnRole.User, question), new ChatTurn(ChatTurnRole.Assistant, answer)]));

    /// <summary>Data that begins anew in the same order.</summary>
    internal sealed class Repeated(params Example[] examples) : IExampleSource
    {
        public Example Get(long position) => examples[position % examples.Length];
    }

    private sealed class Listener(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
