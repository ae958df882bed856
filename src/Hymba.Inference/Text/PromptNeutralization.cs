namespace Hymba.Inference.Text;

/// <summary>Which texts of a prompt are kept from writing role markers, tags and special tokens.</summary>
public enum PromptNeutralization
{
    /// <summary>Everything but the system turns: user, assistant and tool turns, contexts, tools and tool calls. The default.</summary>
    Untrusted,

    /// <summary>Everything, system turns too: for system text that quotes what others wrote.</summary>
    Everything,

    /// <summary>Nothing: content is rendered as it is and can open other roles or end the sequence.</summary>
    Raw,
}
