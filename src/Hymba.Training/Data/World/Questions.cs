namespace Hymba.Training.Data.World;

/// <summary>Asks about documents, one turn after the other, and knows the one right answer to each.</summary>
internal sealed class Questions(Draw draw, DocumentSet documents)
{
    private readonly HashSet<(Entity, int)> _asked = [];
    private Entity? _focus;
    private int _focusFact;

    /// <summary>How many facts of the documents nobody has asked for.</summary>
    public int Open => documents.Entities.Sum(entity => entity.Told.Count(fact => !_asked.Contains((entity, fact))));

    /// <summary>A question that stands for itself and that a document answers.</summary>
    public (string Question, string Answer) Direct()
    {
        (Entity entity, int fact) = NextTold(documents.Entities);
        return Ask(entity, fact, byName: true, canInvert: true);
    }

    /// <summary>A question that no document answers.</summary>
    public (string Question, string Answer) Absent()
    {
        Entity near = draw.Pick(documents.Entities);
        int choice = draw.Below(10);
        if (choice < 5)
        {
            // The same attribute of somebody else.
            var other = new Entity(draw, near.Family, draw.Chance(0.3) ? near : null);
            if (documents.Entities.All(known => known.Name.Inside != other.Name.Inside))
            {
                _focus = null;
                return (Text(other, draw.Pick(near.Told), byName: true), Prompts.Absent);
            }
        }

        // Another attribute of the same one.
        bool byPronoun = choice == 9 && _focus is not null;
        Entity entity = byPronoun ? _focus! : near;
        int fact = Untold(entity);
        _focus = entity;
        _focusFact = fact;
        string text = Text(entity, fact, byName: !byPronoun);
        return (byPronoun ? And(text) : text, Prompts.Absent);
    }

    /// <summary>A question that only the turn before makes clear; null where none is possible.</summary>
    public (string Question, string Answer)? FollowUp()
    {
        if (_focus is not Entity focus)
        {
            return null;
        }

        Entity[] others = [.. documents.Entities.Where(entity =>
            entity != focus && entity.Family == focus.Family && entity.Told.Contains(_focusFact) && !_asked.Contains((entity, _focusFact)))];
        int[] rest = [.. focus.Told.Where(fact => !_asked.Contains((focus, fact)))];
        if (others.Length > 0 && (rest.Length == 0 || draw.Chance(0.4)))
        {
            Entity other = draw.Pick(others);
            _focus = other;
            _asked.Add((other, _focusFact));
            return (draw.Chance(0.5) ? $"What about {other.Name.Inside}?" : $"And {other.Name.Inside}?", other.Answer(_focusFact));
        }

        if (rest.Length == 0)
        {
            return null;
        }

        (string question, string answer) = Ask(focus, draw.Pick(rest), byName: false, canInvert: false);
        return (draw.Chance(0.5) ? And(question) : question, answer);
    }

    private static string And(string question) => "And " + char.ToLowerInvariant(question[0]) + question[1..];

    private (Entity Entity, int Fact) NextTold(IReadOnlyList<Entity> entities)
    {
        (Entity, int)[] open = [.. entities.SelectMany(entity => entity.Told.Select(fact => (entity, fact))).Where(pair => !_asked.Contains(pair))];
        if (open.Length > 0)
        {
            return draw.Pick(open);
        }

        Entity any = draw.Pick(entities);
        return (any, draw.Pick(any.Told));
    }

    private (string Question, string Answer) Ask(Entity entity, int fact, bool byName, bool canInvert)
    {
        _asked.Add((entity, fact));
        _focus = entity;
        _focusFact = fact;
        string[] inverse = entity.Family.Facts[fact].Inverse;
        string question = canInvert && inverse.Length > 0 && documents.IsUnique(entity, fact) && draw.Chance(0.2)
            ? entity.Fill(draw.Pick(inverse), fact, byName: true)
            : Text(entity, fact, byName);
        return (question, entity.Answer(fact));
    }

    private string Text(Entity entity, int fact, bool byName) => entity.Fill(draw.Pick(entity.Family.Facts[fact].Asked), fact, byName);

    private int Untold(Entity entity)
    {
        while (true)
        {
            int fact = draw.Below(entity.Family.Facts.Length);
            if (!entity.Told.Contains(fact))
            {
                return fact;
            }
        }
    }
}
