using Hymba.SemanticKernel;
using Microsoft.Extensions.AI;

namespace QuickStart;

/// <summary>Retrieval-augmented generation: a question about documents that a search has found.</summary>
internal static class DocumentSample
{
    public const string Question = "When does the bakery Lumora open?";

    public static readonly HymbaDocument[] Documents =
    [
        new("The bookshop Tavanel opens at 10:15. The owner of the bookshop Tavanel is Jonas Meriv."),
        new("The bakery Lumora opens at 7:30. It is closed on Monday."),
        new("The train 482 goes to Oskavel. It leaves at 14:20."),
    ];

    public static Task RunAsync(IChatClient client, CancellationToken cancellationToken)
    {
        Answer.Heading("A question about three documents", Question);
        ChatOptions options = new ChatOptions().WithDocuments(Documents);
        return Answer.PrintAsync(client.GetStreamingResponseAsync(Question, options, cancellationToken));
    }
}
