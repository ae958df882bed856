namespace Hymba.Inference.Text;

/// <summary>Who speaks in a turn of a conversation.</summary>
public enum ChatTurnRole
{
    /// <summary>The developer's instructions; all of them are gathered in front of the conversation.</summary>
    System,

    /// <summary>The person asking.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The result of a tool that the model called.</summary>
    Tool,
}
