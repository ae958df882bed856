using Hymba.Inference.Generation;
using Hymba.Inference.Text;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests;

/// <summary>Makes the model say what a test needs: each request gets the next reply, token by token, and the last reply repeats.</summary>
internal sealed class Script(params string[] replies)
{
    private int _next;

    /// <summary>The options of each request, in order.</summary>
    public List<ConstraintRequest> Requests { get; } = [];

    /// <summary>Options of a client that follows the script.</summary>
    public HymbaChatClientOptions ClientOptions => new() { ConstraintFactory = Next };

    public async Task<IChatClient> ClientAsync() => (await TinyModel.EngineAsync()).AsIChatClient(ClientOptions);

    /// <summary>Allows one reply only, and its end.</summary>
    public static LogitsConstraint Force(HymbaTokenizer tokenizer, IReadOnlyList<int> endTokens, string reply)
    {
        // Behind the line break that ends the reply's header no space comes before the first word.
        int[] lineBreak = tokenizer.Encode("\n", addBos: false);
        int[] ids = [.. tokenizer.Encode("\n" + reply, addBos: false, parseSpecialTokens: false)[lineBreak.Length..], endTokens[0]];
        return (generated, logits) =>
        {
            int wanted = generated.Length < ids.Length ? ids[generated.Length] : endTokens[0];
            logits.Fill(float.NegativeInfinity);
            logits[wanted] = 0;
        };
    }

    private LogitsConstraint Next(ConstraintRequest request)
    {
        lock (Requests)
        {
            Requests.Add(request);
            return Force(request.Tokenizer, request.EndTokenIds, replies[Math.Min(_next++, replies.Length - 1)]);
        }
    }
}
