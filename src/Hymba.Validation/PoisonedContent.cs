namespace Hymba.Validation;

/// <summary>What happens with a document or tool result that policy blocks.</summary>
public enum PoisonedContent
{
    /// <summary>The model does not see it; of a tool result it sees that there was one.</summary>
    Drop,

    /// <summary>The model sees it between marks that say it is data and holds no instructions.</summary>
    Fence,

    /// <summary>The request is not sent.</summary>
    Block,
}
