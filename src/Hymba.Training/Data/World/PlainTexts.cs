namespace Hymba.Training.Data.World;

/// <summary>Short texts without a conversation.</summary>
internal static class PlainTexts
{
    public static Example Create(Draw draw) => Example.OfText("text", draw.Below(4) switch
    {
        0 => HowTo(draw),
        1 => Day(draw),
        _ => Description(draw),
    });

    private static string Description(Draw draw)
    {
        var entity = new Entity(draw, draw.Pick(Sorts.All), null);
        int facts = 3 + draw.Below(2);
        entity.Told = draw.Shuffle(Enumerable.Range(0, entity.Family.Facts.Length)).Take(facts).ToArray();
        return DocumentSet.Write(draw, entity);
    }

    private static string HowTo(Draw draw)
    {
        string dish = $"{Names.Word(draw)} {draw.Pick(Words.Dishes)}";
        string first = draw.Pick(Words.Foods);
        string second = draw.Pick(Words.Foods);
        return $"How to make {dish}\nFor {dish} you need {first}, {second} and {Values.Hundreds(draw)} grams of flour. First mix everything. "
            + $"Then cook it for {Values.Small(draw)} minutes at {draw.Number(40, 260)} degrees. Serve the {dish} with {draw.Pick(Words.Foods)}.";
    }

    private static string Day(Draw draw)
    {
        string person = Names.Word(draw);
        (string she, string her) = draw.Chance(0.5) ? ("She", "her") : ("He", "his");
        string thing = draw.Pick(Words.Things);
        return $"On {Values.Day(draw)} {person} went to {Names.Town(draw)} by train. "
            + $"{she} bought a {draw.Pick(Words.Colours)} {thing} for {Values.Price(draw)} euros. "
            + $"At {Values.Time(draw)} {person} met {her} friend {Names.Word(draw)}. "
            + $"They ate {draw.Pick(Words.Foods)} and talked about {draw.Pick(Words.Hobbies)}. "
            + $"In the evening {person} showed the {thing} to everybody.";
    }
}
