namespace Hymba.Validation.Tests.Fakes;

/// <summary>Ways to fail.</summary>
public enum Fault
{
    Throw,
    Hang,
    Cancel,
}
