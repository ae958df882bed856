namespace Hymba.Validation.Tests.Fakes;

/// <summary>Fails once the text holds a word.</summary>
internal sealed class FaultyValidator(string rule, Fault fault, string trigger = "") : ITextValidator, IDisposable
{
    private readonly Failing _failing = new(fault);

    public IReadOnlyList<string> Rules { get; } = [rule];

    public StreamingBehaviour Streaming { get; init; } = StreamingBehaviour.Incremental;

    /// <summary>Whether it only fails where it looks for findings, not where it tells what is open.</summary>
    public bool FailsInFindOnly { get; init; }

    public int Cost => 1000;

    /// <summary>Ends when it has begun to fail.</summary>
    public Task Entered => _failing.Entered;

    public void Find(string text, ValidationContext context, ICollection<Finding> findings) => Fail(text);

    public int FindOpenStart(string text, ValidationContext context)
    {
        if (!FailsInFindOnly)
        {
            Fail(text);
        }

        return text.Length;
    }

    public void Dispose() => _failing.Dispose();

    private void Fail(string text)
    {
        if (text.Contains(trigger, StringComparison.Ordinal))
        {
            _failing.Fail(text);
        }
    }
}
