using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Microsoft.Extensions.Logging;

namespace Hymba.Inference.Generation;

/// <summary>
/// What loading would compute anew at every start, small integers and the state after the memory tokens, in files beside the checkpoint (which
/// <c>hymba quantize</c> writes) or in a cache folder (which loading fills).
/// </summary>
/// <param name="checkpoint">The model; borrowed.</param>
/// <param name="type">The type in which it is loaded.</param>
/// <param name="cacheDirectory">The cache folder; null for none.</param>
/// <param name="threads">The most threads.</param>
/// <param name="logger">Told what could not be written.</param>
internal sealed partial class ComputedFiles(HymbaCheckpoint checkpoint, HymbaDataType type, string? cacheDirectory, int threads, ILogger logger)
{
    private const int FolderNameLength = 16;

    // Several models share a cache folder.
    private readonly string? _cache = cacheDirectory is null ? null : Path.Combine(cacheDirectory, CheckpointFingerprint.Of(checkpoint)[..FolderNameLength]);

    private IEnumerable<string> Folders => _cache is null ? [checkpoint.Directory] : [checkpoint.Directory, _cache];

    /// <summary>Reads the small integers, which are computed and kept first where there is a cache folder; null for types without, or where there is no file.</summary>
    public HymbaWeights? LoadWeights(CancellationToken cancellationToken)
    {
        if (!type.IsQuantized())
        {
            return null;
        }

        if (Find() is HymbaWeights weights)
        {
            return weights;
        }

        return Keep(path => QuantizedFile.Write(checkpoint, type, path, threads, null, cancellationToken), QuantizedFile.PathOf) ? Find() : null;

        HymbaWeights? Find() => Folders
            .Select(folder => QuantizedFile.TryLoad(checkpoint, type, QuantizedFile.PathOf(folder, type), threads, cancellationToken))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>The state after the memory tokens; null where no file holds it.</summary>
    public SequenceState? LoadMemoryState() => Folders
        .Select(folder => MemoryStateFile.TryLoad(checkpoint, type, MemoryStateFile.PathOf(folder, type)))
        .FirstOrDefault(found => found is not null);

    /// <summary>Keeps the state after the memory tokens where there is a cache folder.</summary>
    public void KeepMemoryState(SequenceState state) => Keep(path => MemoryStateFile.Write(state, checkpoint, type, path), MemoryStateFile.PathOf);

    private bool Keep(Action<string> write, Func<string, HymbaDataType, string> pathOf)
    {
        if (_cache is null)
        {
            return false;
        }

        try
        {
            Directory.CreateDirectory(_cache);
            write(pathOf(_cache, type));
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CheckpointWriteException)
        {
            Log.NotKept(logger, _cache, error.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Warning, "Nothing is kept in the cache folder {Folder}: {Problem}")]
        public static partial void NotKept(ILogger logger, string folder, string problem);
    }
}
