namespace Hymba.Kernels;

/// <summary>
/// Asks for memory ahead of a loop that reads one stretch and then another: unlike <see cref="WeightPrefetch"/> it goes on across the end. In stretches of some tens
/// of pages most of the time is lost in the first ones, whose addresses nobody has looked up yet. What is asked for is a guess: a part that lies across the end is taken
/// for whole, and the last stretch of a thread has another one behind it.
/// </summary>
/// <param name="start">The stretch.</param>
/// <param name="bytes">Its length.</param>
/// <param name="then">What is read next; null if that is not known.</param>
internal readonly unsafe struct ReadAhead(void* start, nint bytes, void* then)
{
    // Further than what is asked for line by line.
    private const nint PageDistance = 32768;
    private const nint PageBytes = 4096;

    /// <summary>What is read so many bytes after the start.</summary>
    public byte* At(nint offset) => offset < bytes || then is null ? (byte*)start + offset : (byte*)then + (offset - bytes);

    /// <summary>Asks for a line of each page that lies well ahead of a part of the stretch.</summary>
    /// <param name="from">Where the part starts.</param>
    /// <param name="length">Its length.</param>
    public void Pages(nint from, nint length)
    {
        for (nint page = (from + PageBytes - 1) / PageBytes * PageBytes; page < from + length; page += PageBytes)
        {
            WeightPrefetch.Some(At(page + PageDistance), 1);
        }
    }
}
