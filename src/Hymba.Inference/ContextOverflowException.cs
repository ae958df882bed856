namespace Hymba.Inference;

/// <summary>A prompt does not fit the model's context. Raised before any computation.</summary>
public sealed class ContextOverflowException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="promptTokens">Tokens in the prompt, without the model's memory tokens.</param>
    /// <param name="limitTokens">The most prompt tokens the model takes, without its memory tokens.</param>
    public ContextOverflowException(int promptTokens, int limitTokens)
        : base($"The prompt has {promptTokens} tokens, the model's context takes at most {limitTokens}.")
    {
        PromptTokens = promptTokens;
        LimitTokens = limitTokens;
    }

    /// <summary>Tokens in the prompt, without the model's memory tokens.</summary>
    public int PromptTokens { get; }

    /// <summary>The most prompt tokens the model takes, without its memory tokens.</summary>
    public int LimitTokens { get; }
}
