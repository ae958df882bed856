namespace Hymba.JsonSchema;

/// <summary>
/// The one error of this library: a schema that cannot be compiled, or a validation that met a limit. Its message names the value and the limit.
/// </summary>
public sealed class JsonSchemaException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="message">The offending value and the limit, for people.</param>
    /// <param name="pointer">Where: a JSON pointer into the schema, or into the instance when its size or text is the problem.</param>
    /// <param name="limit">The limit that was met, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public JsonSchemaException(JsonSchemaProblem problem, string message, string pointer = "", long? limit = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Problem = problem;
        Pointer = pointer;
        Limit = limit;
    }

    /// <summary>What is wrong.</summary>
    public JsonSchemaProblem Problem { get; }

    /// <summary>Where, as a JSON pointer, behind the document's URI where it is not the compiled one; empty for the root or where no place is known.</summary>
    public string Pointer { get; }

    /// <summary>The limit that was met, or null where no limit is concerned.</summary>
    public long? Limit { get; }
}
