namespace Hymba.Training.Data;

/// <summary>The endless data of our own small model.</summary>
/// <param name="seed">Chooses the data.</param>
/// <param name="split">Which of the two worlds, which share no names and values.</param>
internal sealed class NanoSource(ulong seed, DataSplit split) : IExampleSource
{
    /// <inheritdoc/>
    public Example Get(long position) => NanoData.Create(seed, split, position);
}
