namespace Hymba.JsonSchema;

/// <summary>One way in which an instance fails its schema.</summary>
/// <param name="InstancePointer">JSON pointer to the value; empty for the whole instance.</param>
/// <param name="SchemaPointer">
/// JSON pointer to the keyword in the compiled schema, behind the document's URI and <c>#</c> where the keyword stands in another document.
/// </param>
/// <param name="Keyword">The keyword that failed.</param>
/// <param name="Message">One sentence. It never repeats a string of the instance, so that it may be logged.</param>
public sealed record JsonSchemaError(string InstancePointer, string SchemaPointer, string Keyword, string Message);
