namespace Hymba.Training.Data.World;

/// <summary>Entities of one sort, about which the same facts are known.</summary>
/// <param name="Name">Name of the sort.</param>
/// <param name="Create">Makes the names of an entity; the second argument is one to resemble, or null.</param>
/// <param name="Facts">The facts.</param>
/// <param name="Fillers">Sentences that nobody asks about.</param>
internal sealed record Family(string Name, Func<Draw, Entity?, EntityName> Create, Fact[] Facts, string[] Fillers);
