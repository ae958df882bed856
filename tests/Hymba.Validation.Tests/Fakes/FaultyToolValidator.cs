using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Fakes;

/// <summary>Fails at every call, or at every result.</summary>
internal sealed class FaultyToolValidator(string rule, Fault fault, bool failsAtCalls) : IToolCallValidator, IDisposable
{
    private readonly Failing _failing = new(fault);

    public IReadOnlyList<string> Rules { get; } = [rule];

    /// <summary>Ends when it has begun to fail.</summary>
    public Task Entered => _failing.Entered;

    public void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings)
    {
        if (failsAtCalls)
        {
            _failing.Fail(string.Join(' ', request.Arguments!.Values));
        }
    }

    public void FindInResult(FunctionResultContent result, ValidationContext context, ICollection<Finding> findings)
    {
        if (!failsAtCalls)
        {
            _failing.Fail($"{result.Result}");
        }
    }

    public void Dispose() => _failing.Dispose();
}
