using Hymba.Inference;

namespace Hymba.Cli.Verbs;

/// <summary>A loaded engine, which the receiver disposes, and the time that loading it took.</summary>
internal sealed record StartedEngine(HymbaEngine Engine, TimeSpan LoadTime);
