namespace Hymba.Inference.Queueing;

/// <summary>Carries what a request's own code (its constraint) threw, so that it ends the request and is not taken for a failure of the engine.</summary>
#pragma warning disable CA1032, CA1064 // Never leaves the lane.
internal sealed class RequestCodeException(Exception cause) : Exception(cause.Message, cause);
#pragma warning restore CA1032, CA1064
