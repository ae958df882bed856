namespace Hymba.Validation.Policies;

/// <summary>Ids of the rules for tool calls and their results, as policies name them.</summary>
public static class ToolRules
{
    /// <summary>The tool was not offered.</summary>
    public const string Unknown = "tools.unknown";

    /// <summary>The arguments could not be read.</summary>
    public const string MalformedArguments = "tools.arguments-malformed";

    /// <summary>The arguments do not follow the tool's schema.</summary>
    public const string InvalidArguments = "tools.arguments-invalid";

    /// <summary>There are arguments, and the tool takes none.</summary>
    public const string UnexpectedArguments = "tools.arguments-unexpected";

    /// <summary>The tool's schema cannot be used, so that no arguments can be checked.</summary>
    public const string InvalidSchema = "tools.schema-invalid";

    /// <summary>The same call again and again.</summary>
    public const string Loop = "tools.loop";

    /// <summary>The tool is marked as one that needs approval.</summary>
    public const string ApprovalRequired = "tools.approval-required";

    /// <summary>A result without a call before it.</summary>
    public const string UnlinkedResult = "tools.result-unlinked";

    /// <summary>A further result of a call that has one.</summary>
    public const string DuplicateResult = "tools.result-duplicate";

    /// <summary>The result names another tool than its call.</summary>
    public const string MismatchedResult = "tools.result-mismatch";

    /// <summary>The result has no readable content.</summary>
    public const string MalformedResult = "tools.result-malformed";
}
