namespace Hymba.Training.Data.World;

/// <content>Events, works, animals and food, the list of all families, and how entities are named.</content>
internal static partial class Families
{
    public static readonly Family Events = new("event", (d, like) => Branded(d, like, Words.EventKinds),
    [
        new("date", Text, Values.Date, "{S} is on {v}.", ["The date of {o} is {v}.", "{S} takes place on {v}."],
            ["On which date is {s}?", "What is the date of {o}?"], "What is on {v}?"),
        new("start", Text, Values.Time, "{S} starts at {v}.", ["The start of {o} is at {v}."],
            ["When does {s} start?", "At what time does {s} start?"], "What starts at {v}?"),
        new("place", Text, Names.Town, "{S} takes place in {v}.", ["The place of {o} is {v}.", "People go to {v} for {o}."],
            ["Where does {s} take place?", "Where is {s}?"], "What takes place in {v}?"),
        new("ticket", Real, Values.Price, "A ticket for {o} costs {v} euros.", ["You pay {v} euros for a ticket for {o}."],
            ["How much is a ticket for {o}?", "What does a ticket for {o} cost?"]),
        new("host", Text, Names.Person, "The host of {o} is {v}.", ["{V} organises {o}."],
            ["Who is the host of {o}?", "Who organises {o}?"], "What does {v} organise?"),
        new("guests", Integer, Values.Hundreds, "{S} has {v} guests.", ["About {v} guests come to {o}."],
            ["How many guests does {s} have?", "How many guests come to {o}?"]),
    ],
    ["{S} is open to everybody.", "Families enjoy {o}.", "{S} is famous."]);

    public static readonly Family Meetings = new("meeting", (d, like) => Branded(d, like, ["meeting", "call", "interview", "training"]),
    [
        new("day", Text, Values.Day, "{S} is on {v}.", ["The day of {o} is {v}."], ["On which day is {s}?", "What is the day of {o}?"]),
        new("start", Text, Values.Time, "{S} starts at {v}.", ["The start of {o} is at {v}."],
            ["When does {s} start?", "At what time does {s} start?"], "What starts at {v}?"),
        new("room", Integer, d => d.Number(10, 999), "{S} is in room {v}.", ["Room {v} is booked for {o}."],
            ["In which room is {s}?", "Where is {s}?"], "What is in room {v}?"),
        new("lead", Text, Names.Person, "{S} is led by {v}.", ["{V} leads {o}."], ["Who leads {o}?", "Who is {s} led by?"], "What is led by {v}?"),
        new("length", Integer, Values.Hundreds, "{S} takes {v} minutes.", ["The length of {o} is {v} minutes."],
            ["How long is {s}?", "How long does {s} take?"]),
    ],
    ["{S} is important.", "Please be on time for {o}."]);

    public static readonly Family Works = new("work", (d, like) => Led(d, like, ["novel", "film", "song", "play"]),
    [
        new("author", Text, Names.Person, "{S} was written by {v}.", ["The author of {o} is {v}.", "{V} wrote {o}."],
            ["Who wrote {o}?", "Who is the author of {o}?"], "What did {v} write?"),
        new("year", Integer, Values.Year, "{S} came out in {v}.", ["{S} is from {v}."], ["When did {s} come out?", "In which year did {s} come out?"]),
        new("topic", Text, d => d.Pick(Words.Topics), "{S} is about {v}.", ["The topic of {o} is {v}."], ["What is {s} about?", "What is the topic of {o}?"]),
        new("language", Text, d => d.Pick(Words.Languages), "{S} is in {v}.", ["The language of {o} is {v}."],
            ["In which language is {s}?", "What is the language of {o}?"]),
        new("prize", Text, Names.Word, "{S} won the {v} prize.", ["The {v} prize went to {o}."], ["Which prize did {s} win?"], "What won the {v} prize?"),
    ],
    ["{S} is very good.", "Everybody talks about {o}."]);

    public static readonly Family Animals = new("animal", (d, like) => Led(d, like, Words.Animals),
    [
        new("owner", Text, Names.Person, "{S} belongs to {v}.", ["The owner of {o} is {v}."], ["Who owns {o}?", "Who does {s} belong to?"],
            "What does {v} own?"),
        new("age", Integer, Values.Small, "{S} is {v} years old.", ["The age of {o} is {v} years."], ["How old is {s}?", "What is the age of {o}?"]),
        new("colour", Text, d => d.Pick(Words.Colours), "{S} is {v}.", ["The colour of {o} is {v}."], ["What colour is {s}?", "Which colour does {s} have?"]),
        new("food", Text, d => d.Pick(Words.Foods), "{S} eats {v}.", ["{S} gets {v} every day."], ["What does {s} eat?"]),
        new("home", Text, Names.Town, "{S} lives in {v}.", ["The home of {o} is {v}."], ["Where does {s} live?"], "Which animal lives in {v}?"),
    ],
    ["{S} sleeps a lot.", "Children love {o}."]);

    public static readonly Family Recipes = new("recipe", (d, like) => Branded(d, like, Words.Dishes),
    [
        new("minutes", Integer, Values.Hundreds, "{S} takes {v} minutes.", ["You need {v} minutes for {o}."],
            ["How long does {s} take?", "How many minutes does {s} take?"]),
        new("degrees", Integer, d => d.Number(40, 260), "{S} is cooked at {v} degrees.", ["Cook {o} at {v} degrees."],
            ["At how many degrees is {s} cooked?", "How hot is {s} cooked?"]),
        new("cook", Text, Names.Person, "{S} was invented by {v}.", ["{V} invented {o}."], ["Who invented {o}?"], "What did {v} invent?"),
        new("flour", Integer, Values.Hundreds, "{S} needs {v} grams of flour.", ["Take {v} grams of flour for {o}."], ["How much flour does {s} need?"]),
        new("with", Text, d => d.Pick(Words.Foods), "{S} goes well with {v}.", ["Serve {o} with {v}."],
            ["What goes well with {o}?", "What is {s} served with?"]),
    ],
    ["{S} tastes good.", "{S} is easy to make."]);

    public static readonly Family Teams = new("team", (d, like) => Branded(d, like, ["team", "club"]),
    [
        new("sport", Text, d => d.Pick(Words.Sports), "{S} plays {v}.", ["The sport of {o} is {v}."], ["What does {s} play?", "Which sport does {s} play?"]),
        new("coach", Text, Names.Person, "The coach of {o} is {v}.", ["{V} trains {o}."], ["Who is the coach of {o}?", "Who trains {o}?"],
            "Which team does {v} train?"),
        new("points", Integer, Values.Small, "{S} has {v} points.", ["{S} has made {v} points so far."], ["How many points does {s} have?"]),
        new("town", Text, Names.Town, "{S} comes from {v}.", ["The home of {o} is {v}."], ["Where does {s} come from?"], "Which team comes from {v}?"),
        new("members", Integer, Values.Hundreds, "{S} has {v} members.", ["There are {v} members in {o}."],
            ["How many members does {s} have?", "How many members are in {o}?"]),
    ],
    ["{S} is happy.", "Many fans follow {o}."]);

    private static EntityName PersonName(Draw draw, Entity? like)
    {
        string last = like is null ? Names.Word(draw) : like.Name.Invented;
        string name = $"{Names.Word(draw)} {last}";
        return new EntityName(name, name, last, "");
    }

    private static EntityName Plain(string name) => new(name, name, name, "");

    private static EntityName Numbered(Draw draw, string noun, Func<Draw, string> number)
    {
        string id = number(draw);
        return new EntityName($"{noun} {id}", $"{Entity.Capital(noun)} {id}", id, noun);
    }

    // "the Zorvath lamp"
    private static EntityName Branded(Draw draw, Entity? like, string[] nouns)
    {
        (string invented, string noun) = Parts(draw, like, nouns);
        return new EntityName($"the {invented} {noun}", $"{invented} {noun}", invented, noun);
    }

    // "the novel Zorvath"
    private static EntityName Led(Draw draw, Entity? like, string[] nouns)
    {
        (string invented, string noun) = Parts(draw, like, nouns);
        return new EntityName($"the {noun} {invented}", $"{Entity.Capital(noun)} {invented}", invented, noun);
    }

    // One that resembles another has the same invented word with another noun, or the same noun with another word.
    private static (string Invented, string Noun) Parts(Draw draw, Entity? like, string[] nouns)
    {
        if (like is null || draw.Chance(0.6))
        {
            return (Names.Word(draw), like?.Name.Noun ?? draw.Pick(nouns));
        }

        string noun = like.Name.Noun;
        while (noun == like.Name.Noun)
        {
            noun = draw.Pick(nouns);
        }

        return (like.Name.Invented, noun);
    }
}
