namespace Hymba.Inference.Queueing;

/// <summary>A look at an engine's lane, for health checks and metrics.</summary>
/// <param name="Alive">Whether the lane's thread runs and takes requests.</param>
/// <param name="Fault">Why the engine failed and could not be restarted yet; null when it is well.</param>
/// <param name="Restarts">How often the engine was restarted after a failure.</param>
/// <param name="Requests">Requests that wait or run.</param>
/// <param name="Active">Those of them that hold a sequence state.</param>
/// <param name="Capacity">The most requests that the queue takes.</param>
public sealed record EngineStatus(bool Alive, string? Fault, int Restarts, int Requests, int Active, int Capacity);
