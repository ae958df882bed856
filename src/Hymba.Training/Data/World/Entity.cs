using System.Text;

namespace Hymba.Training.Data.World;

/// <summary>One person, place or thing, with the facts that its document tells. Immutable after creation.</summary>
internal sealed class Entity
{
    private readonly string[] _values;
    private readonly string _subject;
    private readonly string _object;
    private readonly string _owner;

    public Entity(Draw draw, Family family, Entity? like)
    {
        Family = family;
        Name = family.Create(draw, like);
        (_subject, _object, _owner) = family.Name != "person" ? ("it", "it", "its") : draw.Chance(0.5) ? ("she", "her", "her") : ("he", "him", "his");
        _values = [.. family.Facts.Select(fact => fact.Value(draw))];
    }

    public Family Family { get; }

    public EntityName Name { get; }

    /// <summary>Indices of the facts that the document tells, in its order.</summary>
    public IReadOnlyList<int> Told { get; set; } = [];

    public string Value(int fact) => _values[fact];

    public string Answer(int fact) => Fill(Family.Facts[fact].Answer, fact, byName: true);

    /// <summary>Writes a text about the entity, by its name or by a pronoun.</summary>
    public string Fill(string template, int fact, bool byName)
    {
        var text = new StringBuilder(template.Length + 40);
        for (int i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                text.Append(template[i]);
                continue;
            }

            char slot = template[i + 1];
            i += 2;
            string filling = slot switch
            {
                'v' or 'V' => _values[fact],
                's' or 'S' => byName ? Name.Inside : _subject,
                'o' => byName ? Name.Inside : _object,
                _ => byName ? Name.Inside + "'s" : _owner,
            };
            text.Append(char.IsUpper(slot) ? Capital(filling) : filling);
        }

        return text.ToString();
    }

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
