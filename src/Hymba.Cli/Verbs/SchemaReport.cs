namespace Hymba.Cli.Verbs;

/// <summary>What is written about one instance.</summary>
/// <param name="Valid">The verdict; null where there is none.</param>
/// <param name="Errors">What is wrong.</param>
internal sealed record SchemaReport(bool? Valid, IReadOnlyList<SchemaReportError> Errors);

/// <summary>One error.</summary>
/// <param name="Instance">JSON pointer into the instance.</param>
/// <param name="Schema">JSON pointer into the schema.</param>
/// <param name="Keyword">The keyword that failed.</param>
/// <param name="Message">One sentence.</param>
internal sealed record SchemaReportError(string Instance, string Schema, string Keyword, string Message);
