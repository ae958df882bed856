namespace Hymba.Training.Data.World;

/// <summary>How an entity is called.</summary>
/// <param name="Inside">Inside a sentence: <c>the Zorvath lamp</c>.</param>
/// <param name="Title">As the title of a document: <c>Zorvath lamp</c>.</param>
/// <param name="Invented">The invented word, or the last one of several.</param>
/// <param name="Noun">The ordinary word; empty where there is none.</param>
internal sealed record EntityName(string Inside, string Title, string Invented, string Noun);
