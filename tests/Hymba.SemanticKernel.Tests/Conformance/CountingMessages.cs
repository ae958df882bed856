using System.Collections;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>Counts how often a conversation is enumerated.</summary>
internal sealed class CountingMessages(ChatMessage[] messages) : IEnumerable<ChatMessage>
{
    public int Enumerations { get; private set; }

    public IEnumerator<ChatMessage> GetEnumerator()
    {
        Enumerations++;
        return messages.AsEnumerable().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
