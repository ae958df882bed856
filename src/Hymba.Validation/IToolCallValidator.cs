using Microsoft.Extensions.AI;

namespace Hymba.Validation;

/// <summary>
/// Judges the tool calls of a reply before they are emitted, and the results of tools before the model sees them. Implementations are
/// immutable and thread-safe. The spans of its findings are not used.
/// </summary>
public interface IToolCallValidator
{
    /// <summary>Ids of the rules it can report, each <c>group.name</c>; all in one group.</summary>
    IReadOnlyList<string> Rules { get; }

    /// <summary>Adds the findings about a call.</summary>
    /// <param name="request">The call.</param>
    /// <param name="context">The request: offered tools, history, and in <see cref="ValidationContext.Calls"/> the calls before this one.</param>
    /// <param name="findings">Added to.</param>
    void FindInCall(FunctionCallContent request, ValidationContext context, ICollection<Finding> findings);

    /// <summary>Adds the findings about a result, such as a missing call. The text of results is for text validators.</summary>
    /// <param name="result">The result.</param>
    /// <param name="context">The request; its messages end with the one that holds the result.</param>
    /// <param name="findings">Added to.</param>
    void FindInResult(FunctionResultContent result, ValidationContext context, ICollection<Finding> findings)
    {
    }
}
