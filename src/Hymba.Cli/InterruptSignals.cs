using System.Runtime.InteropServices;

namespace Hymba.Cli;

/// <summary>Turns Ctrl+C and a polite request to terminate into an <see cref="Interrupt"/>, as long as it is not disposed.</summary>
internal sealed class InterruptSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public InterruptSignals(Interrupt interrupt)
        => _registrations =
        [
            // A request that comes too late to be heard ends the process the system's way.
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = interrupt.Request()),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = interrupt.Request()),
        ];

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());
}
