using System.Diagnostics;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Text;

namespace Hymba.Cli.Verbs;

/// <summary>Loads a model for a verb, with a progress bar.</summary>
internal static class EngineStart
{
    private const string TokenizerFile = "tokenizer.model";

    /// <summary>Loads the engine; the caller disposes it.</summary>
    public static async Task<StartedEngine> LoadAsync(
        ToolConsole console, HymbaEngineOptions options, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        HymbaEngine engine = await ProgressBar.RunAsync(console, "Loading", bar =>
        {
            var progress = bar is null ? null : new CallbackProgress<LoadProgress>(p => bar.Report((double)p.BytesRead / Math.Max(1, p.TotalBytes)));
            return HymbaEngine.LoadAsync(options, progress, cancellationToken: cancellationToken);
        }).ConfigureAwait(false);
        if (options.Speculate && !engine.CanSpeculate)
        {
            console.WriteWarning("--speculate has no effect; it takes --device cpu and another --dtype than float16.");
        }

        return new StartedEngine(engine, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The tokenizer of a checkpoint whose weights are needed too; found missing before gigabytes are read.</summary>
    /// <exception cref="ToolException">The checkpoint has none.</exception>
    /// <exception cref="ModelLoadException">The directory is no checkpoint, or its tokenizer files are damaged.</exception>
    public static HymbaTokenizer LoadTokenizer(string modelPath, string without)
    {
        CheckpointFiles.Locate(modelPath);
        return File.Exists(Path.Combine(modelPath, TokenizerFile))
            ? HymbaTokenizer.Load(modelPath)
            : throw new ToolException($"'{modelPath}' has no {TokenizerFile}, and text cannot be encoded without it; {without}.");
    }
}
