namespace Hymba.JsonSchema.Documents;

/// <summary>The drafts that are understood, oldest first.</summary>
internal enum SchemaDraft
{
    Draft04,
    Draft06,
    Draft07,
    Draft201909,
    Draft202012,
}
