namespace Hymba.Training.Data.World;

/// <summary>
/// Something that can be said about every entity of a family. In the texts <c>{S}</c> and <c>{s}</c> stand for the entity as the subject (at
/// the start of a sentence and inside it), <c>{o}</c> as an object, <c>{P}</c> and <c>{p}</c> as an owner, and <c>{v}</c> for the value.
/// </summary>
/// <param name="Key">Name of the property in JSON.</param>
/// <param name="Type">Type of the property in JSON.</param>
/// <param name="Value">Draws a value.</param>
/// <param name="Answer">The one answer; documents may use it too.</param>
/// <param name="Told">Other sentences for documents.</param>
/// <param name="Asked">Questions for the value.</param>
/// <param name="Inverse">Questions for the entity, by the value; none where values are not telling.</param>
internal sealed record Fact(
    string Key, string Type, Func<Draw, string> Value, string Answer, string[] Told, string[] Asked, params string[] Inverse)
{
    /// <summary>All sentences for documents.</summary>
    public string[] Sentences { get; } = [Answer, .. Told];
}
