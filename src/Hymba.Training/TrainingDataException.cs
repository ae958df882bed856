using Hymba.Inference;

namespace Hymba.Training;

/// <summary>Data cannot be trained on; the message says where and why.</summary>
internal sealed class TrainingDataException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What is wrong, in one sentence, with the offending value.</param>
    /// <param name="innerException">The cause, when another exception revealed the problem.</param>
    public TrainingDataException(string problem, Exception? innerException = null)
        : base(problem, innerException)
    {
    }
}
