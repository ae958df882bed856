namespace Hymba.Validation.Policies;

/// <summary>Ids of tool rules that policies name one by one.</summary>
public static class ToolRules
{
    /// <summary>The tool is marked as one that needs approval.</summary>
    public const string ApprovalRequired = "tools.approval-required";
}
