namespace Hymba.Inference.Checkpoint;

/// <summary>The small text file that a clone without Git LFS holds in place of a large one.</summary>
internal static class GitLfsPointer
{
    /// <summary>What to do about it.</summary>
    public const string Explanation =
        "this is a Git LFS pointer, not the file itself. Run 'git lfs pull' in the repository, or download the file anew.";

    /// <summary>How a pointer starts.</summary>
    public static ReadOnlySpan<byte> Signature => "version https://git-lfs"u8;

    /// <summary>Whether a file that starts with these bytes is a pointer.</summary>
    public static bool Matches(ReadOnlySpan<byte> start) => start.StartsWith(Signature);
}
