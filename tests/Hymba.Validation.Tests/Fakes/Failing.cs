namespace Hymba.Validation.Tests.Fakes;

/// <summary>Throws, hangs until it is released, or is cancelled.</summary>
internal sealed class Failing(Fault fault) : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it has begun to fail.</summary>
    public Task Entered => _entered.Task;

    /// <summary>How audit records name it.</summary>
    public static string Name(Fault fault) => fault switch { Fault.Throw => "Threw", Fault.Hang => "Hung", _ => "Cancelled" };

    /// <summary>Fails; the message holds the text, as careless ones do.</summary>
    public void Fail(string text)
    {
        _entered.TrySetResult();
        switch (fault)
        {
            case Fault.Throw:
                throw new FormatException($"Cannot read: {text}");
            case Fault.Cancel:
                throw new OperationCanceledException(text);
            default:
                _release.Wait();
                break;
        }
    }

    public void Dispose() => _release.Set();
}
