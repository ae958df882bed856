namespace Hymba.Inference.Generation;

/// <summary>What became of the tokens that a request computed on trial.</summary>
/// <param name="Passes">Forward passes after the prompt, with and without drafts; each gives one token and those accepted.</param>
/// <param name="DraftedTokens">Tokens that were copied and computed on trial.</param>
/// <param name="AcceptedTokens">How many of them the model chose as well.</param>
public sealed record SpeculationUsage(int Passes, int DraftedTokens, int AcceptedTokens);
