namespace Hymba.Training.Data;

/// <summary>Which half of the invented world an example is drawn from; names and values of one never occur in the other.</summary>
internal enum DataSplit
{
    /// <summary>Nine tenths of all names and values.</summary>
    Train,

    /// <summary>The rest, for evaluation only.</summary>
    Evaluation,
}
