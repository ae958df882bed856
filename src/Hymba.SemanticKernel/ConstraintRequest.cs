using Hymba.Inference.Text;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel;

/// <summary>What a constraint is made for: see <see cref="HymbaChatClientOptions.ConstraintFactory"/>.</summary>
/// <param name="Options">The request's options; not to be changed.</param>
/// <param name="Tokenizer">The model's tokenizer.</param>
/// <param name="EndTokenIds">Ids that end a reply.</param>
/// <param name="IsRawPrompt">Whether the prompt is continued as it is, without the chat template.</param>
public sealed record ConstraintRequest(ChatOptions Options, HymbaTokenizer Tokenizer, IReadOnlyList<int> EndTokenIds, bool IsRawPrompt);
