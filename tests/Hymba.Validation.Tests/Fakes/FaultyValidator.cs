namespace Hymba.Validation.Tests.Fakes;

/// <summary>Throws, hangs until it is released, or is cancelled, once the text holds a word.</summary>
internal sealed class FaultyValidator(string rule, Fault fault, string trigger = "") : ITextValidator, IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Rules { get; } = [rule];

    public StreamingBehaviour Streaming { get; init; } = StreamingBehaviour.Incremental;

    public int Cost => 1000;

    /// <summary>Ends when it has begun to fail.</summary>
    public Task Entered => _entered.Task;

    public void Find(string text, ValidationContext context, ICollection<Finding> findings) => Fail(text);

    public int FindOpenStart(string text, ValidationContext context)
    {
        Fail(text);
        return text.Length;
    }

    public void Dispose() => _release.Set();

    private void Fail(string text)
    {
        if (!text.Contains(trigger, StringComparison.Ordinal))
        {
            return;
        }

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
}
