namespace Hymba.Kernels.Threading;

/// <summary>Work on independent items, which may run in pieces on several threads.</summary>
internal interface IRangeJob
{
    /// <summary>Does the items [start, end). Called at most once per item; never throws.</summary>
    void Run(int start, int end);
}
