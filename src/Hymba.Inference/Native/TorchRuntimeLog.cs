using Microsoft.Extensions.Logging;

namespace Hymba.Inference.Native;

/// <summary>Log lines about loading the native tensor library.</summary>
internal static partial class TorchRuntimeLog
{
    /// <summary>Says once per process that an adapted copy of TorchSharp's library is in use.</summary>
    [LoggerMessage(
        EventId = 100,
        Level = LogLevel.Information,
        Message = "Using the adapted copy {Copy} of {Original}: this system's libstdc++ lacks the symbol version {Version}, which the library names but does not use.")]
    public static partial void UsingAdaptedCopy(ILogger logger, string copy, string original, string version);
}
