using Hymba.Training.Data.World;

namespace Hymba.Training.Data;

/// <summary>
/// The data of Hymba Nano: examples without end, each a pure function of seed, split and index. Safe to use from any number of threads.
/// </summary>
internal static class NanoData
{
    /// <summary>The kinds of examples and how many in 1,240 training examples each has on average.</summary>
    public static readonly IReadOnlyList<(string Kind, int Weight, Func<Draw, Example> Make)> Kinds =
    [
        ("rag", 300, DocumentConversations.Rag),
        ("rag-absent", 220, DocumentConversations.Absent),
        ("tool", 240, ToolConversations.Call),
        ("tool-result", 80, ToolConversations.Result),
        ("no-tool", 120, ToolConversations.None),
        ("follow-up", 120, DocumentConversations.FollowUp),
        ("chat", 40, SmallTalk.Chat),
        ("refusal", 15, SmallTalk.Refusal),
        ("summary", 30, DocumentConversations.Summary),
        ("json", 40, JsonConversations.Create),
        ("text", 35, PlainTexts.Create),
    ];

    /// <summary>An example of whatever kind the weights give.</summary>
    public static Example Create(ulong seed, DataSplit split, long index)
    {
        var draw = new Draw(seed, split, index);
        int place = draw.Below(Kinds.Sum(kind => kind.Weight));
        foreach ((_, int weight, Func<Draw, Example> make) in Kinds)
        {
            place -= weight;
            if (place < 0)
            {
                return make(draw);
            }
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    /// <summary>An evaluation example of one kind.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static Example CreateEvaluation(ulong seed, string kind, long index) => Create(seed, DataSplit.Evaluation, kind, index);

    /// <summary>An example of one kind.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static Example Create(ulong seed, DataSplit split, string kind, long index)
    {
        for (int number = 0; number < Kinds.Count; number++)
        {
            if (Kinds[number].Kind == kind)
            {
                return Kinds[number].Make(new Draw(unchecked(seed + (ulong)(number + 1) * 0x9E3779B97F4A7C15), split, index));
            }
        }

        throw new ArgumentException($"The kind '{kind}' is unknown; known are {string.Join(", ", Kinds.Select(known => known.Kind))}.", nameof(kind));
    }
}
