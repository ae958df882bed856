namespace Hymba.Training.Data;

/// <summary>Training data by position, the same at every call: a run that is resumed goes on where it stood. Thread-safe.</summary>
internal interface IExampleSource
{
    /// <summary>The example at a position, from 0 on without end: finite data begins anew in another order.</summary>
    /// <exception cref="TrainingDataException">The example cannot be read.</exception>
    Example Get(long position);

    /// <summary>What an error calls the example at a position, as the beginning of a sentence.</summary>
    string Describe(long position) => FormattableString.Invariant($"Example {position}");
}
