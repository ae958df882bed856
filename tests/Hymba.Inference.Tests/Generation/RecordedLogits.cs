using System.Runtime.InteropServices;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Generation;

/// <summary>Keeps the exact bits of every row of logits that a request sees.</summary>
internal sealed class RecordedLogits
{
    private readonly List<int[]> _rows = [];

    /// <summary>One row a token, as the bits of its floats.</summary>
    public IReadOnlyList<int[]> Rows => _rows;

    /// <summary>The request, watched.</summary>
    public GenerationRequest Watch(GenerationRequest request)
        => request with { Constraint = (_, logits) => _rows.Add(MemoryMarshal.Cast<float, int>(logits).ToArray()) };
}
