namespace Hymba.Validation.Pipeline;

/// <summary>Judges whole texts with the help of a model, which takes its time.</summary>
internal interface IJudge
{
    /// <summary>Id of the rule that it reports.</summary>
    string Rule { get; }

    /// <summary>Judges a text; gives what it found, or how it failed.</summary>
    ValueTask<(Finding? Finding, FailureKind Failure)> AskAsync(string text, TimeProvider time, CancellationToken cancellationToken);
}
