using Hymba.Inference.Generation;
using Hymba.SemanticKernel;

namespace Microsoft.Extensions.AI;

/// <summary>Typed ways to say what only a Hymba client understands. Each returns a changed copy; the options passed stay as they are.</summary>
public static class HymbaChatOptionsExtensions
{
    /// <summary>Attaches retrieved documents; they replace those attached before.</summary>
    /// <param name="options">The options to copy; null is empty options.</param>
    /// <param name="documents">The documents, in the order in which the model is to see them.</param>
    public static ChatOptions WithDocuments(this ChatOptions? options, params IEnumerable<HymbaDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return With(options, HymbaRequestProperties.Documents, documents.ToArray());
    }

    /// <summary>Takes the messages' text as the prompt as it is, without the chat template.</summary>
    /// <param name="options">The options to copy; null is empty options.</param>
    public static ChatOptions WithRawPrompt(this ChatOptions? options) => With(options, HymbaRequestProperties.RawPrompt, true);

    /// <summary>Sets how urgent the request is.</summary>
    /// <param name="options">The options to copy; null is empty options.</param>
    /// <param name="priority">The priority.</param>
    public static ChatOptions WithPriority(this ChatOptions? options, RequestPriority priority)
        => With(options, HymbaRequestProperties.Priority, priority);

    /// <summary>Sets whose request it is.</summary>
    /// <param name="options">The options to copy; null is empty options.</param>
    /// <param name="key">The caller, in the application's own terms.</param>
    public static ChatOptions WithFairShareKey(this ChatOptions? options, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return With(options, HymbaRequestProperties.FairShareKey, key);
    }

    /// <summary>Asks for log-probabilities, returned under <see cref="HymbaResponseProperties.LogProbabilities"/>.</summary>
    /// <param name="options">The options to copy; null is empty options.</param>
    /// <param name="top">How many of the most probable tokens beside each chosen one, 0 to 20.</param>
    public static ChatOptions WithLogProbabilities(this ChatOptions? options, int top = 0)
        => With(options, HymbaRequestProperties.TopLogProbabilities, top);

    private static ChatOptions With(ChatOptions? options, string name, object value)
    {
        ChatOptions copy = options?.Clone() ?? new ChatOptions();
        (copy.AdditionalProperties ??= [])[name] = value;
        return copy;
    }
}
