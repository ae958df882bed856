namespace Hymba.Cli;

/// <summary>What a run tells the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    public const int Failure = 1;

    public const int Usage = 2;

    /// <summary>What shells report of a command that Ctrl+C ended.</summary>
    public const int Interrupted = 130;
}
