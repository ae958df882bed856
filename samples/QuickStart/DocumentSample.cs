using Hymba.SemanticKernel;
using Microsoft.Extensions.AI;

namespace QuickStart;

/// <summary>Retrieval-augmented generation: a question about documents that a search has found.</summary>
internal static class DocumentSample
{
    public const string Question = "How much does the Tavanel lamp cost?";

    public static readonly HymbaDocument[] Documents =
    [
        new("The bakery Lumora opens at 9:30. The bakery Lumora is in Velmor Street."),
        new("The Tavanel lamp costs 24.50 euros. It is made by Brenvik Design."),
        new("Train 482 goes to Oskavel. It leaves at 14:20."),
    ];

    public static Task RunAsync(IChatClient client, CancellationToken cancellationToken)
    {
        Answer.Heading("A question about three documents", Question);
        ChatOptions options = new ChatOptions().WithDocuments(Documents);
        return Answer.PrintAsync(client.GetStreamingResponseAsync(Question, options, cancellationToken));
    }
}
