using System.Text;

namespace Hymba.Training.Data.World;

/// <summary>The documents of one conversation and what they tell. Immutable after creation.</summary>
internal sealed class DocumentSet
{
    private DocumentSet(IReadOnlyList<Entity> entities, IReadOnlyList<string> texts)
    {
        Entities = entities;
        Texts = texts;
    }

    /// <summary>What each document is about.</summary>
    public IReadOnlyList<Entity> Entities { get; }

    public IReadOnlyList<string> Texts { get; }

    /// <summary>Makes documents of which most are about the same sort of thing.</summary>
    /// <param name="draw">The choices.</param>
    /// <param name="count">How many documents.</param>
    /// <param name="leastFacts">How many facts the first entity has at least.</param>
    public static DocumentSet Create(Draw draw, int count, int leastFacts = 1)
    {
        Family main = draw.Pick(Sorts.All);
        int[] order = draw.Shuffle(Enumerable.Range(0, main.Facts.Length));
        List<Entity> entities = [];
        while (entities.Count < count)
        {
            bool isFirst = entities.Count == 0;
            Family family = isFirst || draw.Chance(0.7) ? main : draw.Pick(Sorts.All);
            Entity? like = !isFirst && family == main && draw.Chance(0.3) ? entities[0] : null;
            var entity = new Entity(draw, family, like);
            if (entities.Any(other => other.Name.Inside == entity.Name.Inside))
            {
                continue;
            }

            int facts = Math.Max(isFirst ? leastFacts : 1, 1 + draw.Below(3));

            // Distractors mostly tell the same facts as the first entity: what is right depends on the name.
            IEnumerable<int> candidates = family == main && draw.Chance(0.75) ? order : draw.Shuffle(Enumerable.Range(0, family.Facts.Length));
            entity.Told = draw.Shuffle(candidates.Take(facts));
            entities.Add(entity);
        }

        Entity[] shuffled = draw.Shuffle(entities);
        return new DocumentSet(shuffled, [.. shuffled.Select(entity => Write(draw, entity))]);
    }

    /// <summary>Whether no other entity has this value.</summary>
    public bool IsUnique(Entity entity, int fact)
    {
        string value = entity.Value(fact);
        return Entities.All(other => other == entity || other.Told.All(index => other.Value(index) != value));
    }

    public static string Write(Draw draw, Entity entity)
    {
        var text = new StringBuilder();
        if (draw.Chance(0.25))
        {
            text.Append(entity.Name.Title).Append('\n');
        }

        int filler = draw.Chance(0.25) ? draw.Below(entity.Told.Count + 1) : -1;
        for (int place = 0; place <= entity.Told.Count; place++)
        {
            if (place == filler)
            {
                Append(text, entity.Fill(draw.Pick(entity.Family.Fillers), 0, byName: place == 0 || draw.Chance(0.5)));
            }

            if (place < entity.Told.Count)
            {
                string sentence = draw.Pick(entity.Family.Facts[entity.Told[place]].Sentences);

                // A pronoun at the start of a sentence reads well, inside it mostly not.
                bool byName = (place == 0 && filler != 0) || sentence[0] != '{' || sentence[1] == 'V' || draw.Chance(0.3);
                Append(text, entity.Fill(sentence, entity.Told[place], byName));
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string sentence)
    {
        text.Append(text.Length > 0 && text[^1] != '\n' ? " " : "").Append(sentence);
    }
}
