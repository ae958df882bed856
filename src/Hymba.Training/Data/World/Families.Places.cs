namespace Hymba.Training.Data.World;

/// <content>Places and journeys.</content>
internal static partial class Families
{
    public static readonly Family Trains = new("train", (d, _) => Numbered(d, "train", Values.Id),
    [
        new("to", Text, Names.Town, "{S} goes to {v}.", ["The last stop of {o} is {v}."], ["Where does {s} go?", "Where does {s} go to?"],
            "Which train goes to {v}?"),
        new("departure", Text, Values.Time, "{S} leaves at {v}.", ["The departure of {o} is at {v}."],
            ["When does {s} leave?", "At what time does {s} leave?"], "Which train leaves at {v}?"),
        new("platform", Integer, Values.Platform, "{S} leaves from platform {v}.", ["Platform {v} is the place for {o}."],
            ["From which platform does {s} leave?", "Which platform does {s} leave from?"]),
        new("from", Text, Names.Town, "{S} comes from {v}.", ["{S} starts in {v}."], ["Where does {s} come from?", "Where does {s} start?"],
            "Which train comes from {v}?"),
        new("delay", Integer, Values.Small, "{S} is {v} minutes late.", ["The delay of {o} is {v} minutes."],
            ["How late is {s}?", "What is the delay of {o}?"]),
    ],
    ["{S} has a restaurant.", "{S} is often full."]);

    public static readonly Family Buses = new("bus", (d, _) => Numbered(d, "bus", x => x.Number(2, 199)),
    [
        new("to", Text, Names.Town, "{S} goes to {v}.", ["You reach {v} with {o}."], ["Where does {s} go?", "Where does {s} go to?"], "Which bus goes to {v}?"),
        new("stop", Text, Names.Street, "{S} stops in {v}.", ["The stop of {o} is in {v}."],
            ["Where does {s} stop?", "In which street does {s} stop?"], "Which bus stops in {v}?"),
        new("departure", Text, Values.Time, "{S} leaves at {v}.", ["The departure of {o} is at {v}."],
            ["When does {s} leave?", "At what time does {s} leave?"], "Which bus leaves at {v}?"),
        new("fare", Real, Values.Price, "A ticket for {o} costs {v} euros.", ["The fare of {o} is {v} euros."],
            ["How much is a ticket for {o}?", "What does a ticket for {o} cost?"]),
        new("driver", Text, Names.Person, "The driver of {o} is {v}.", ["{V} drives {o}."],
            ["Who drives {o}?", "Who is the driver of {o}?"], "What does {v} drive?"),
    ],
    ["{S} is blue and white.", "Pupils take {o} to school."]);

    public static readonly Family Towns = new("town", (d, _) => Plain(Names.Town(d)),
    [
        new("population", Integer, Values.Thousands, "{S} has {v} inhabitants.", ["The population of {o} is {v}.", "About {v} people live in {o}."],
            ["How many people live in {o}?", "What is the population of {o}?", "How many inhabitants does {s} have?"]),
        new("mayor", Text, Names.Person, "The mayor of {o} is {v}.", ["{V} is the mayor of {o}."], ["Who is the mayor of {o}?"],
            "Which town has the mayor {v}?"),
        new("river", Text, Names.Word, "{S} lies on the river {v}.", ["The river {v} flows through {o}."],
            ["On which river does {s} lie?", "Which river flows through {o}?"], "Which town lies on the river {v}?"),
        new("founded", Integer, Values.Year, "{S} was founded in {v}.", ["{S} exists since {v}."], ["When was {s} founded?", "In which year was {s} founded?"]),
        new("known", Text, d => d.Pick(Words.Goods), "{S} is known for {v}.", ["{S} is famous for its {v}."],
            ["What is {s} known for?", "What is {s} famous for?"]),
        new("country", Text, Names.Town, "{S} is in {v}.", ["{S} belongs to the country {v}."],
            ["In which country is {s}?", "Which country does {s} belong to?"]),
    ],
    ["{S} is quiet in winter.", "Many visitors come to {o}.", "{S} has old houses."]);

    public static readonly Family Hotels = new("hotel", (d, like) => Branded(d, like, ["hotel", "guest house", "hostel"]),
    [
        new("rooms", Integer, Values.Hundreds, "{S} has {v} rooms.", ["There are {v} rooms in {o}."],
            ["How many rooms does {s} have?", "How many rooms are in {o}?"]),
        new("town", Text, Names.Town, "{S} is in {v}.", ["You find {o} in {v}."], ["Where is {s}?", "In which town is {s}?"], "What is in {v}?"),
        new("price", Real, Values.Price, "A night in {o} costs {v} euros.", ["You pay {v} euros for a night in {o}."],
            ["How much is a night in {o}?", "What does a night in {o} cost?"]),
        new("breakfast", Text, Values.Time, "Breakfast in {o} starts at {v}.", ["In {o} you get breakfast from {v} on."],
            ["When does breakfast in {o} start?", "When is breakfast in {o}?"]),
        new("manager", Text, Names.Person, "The manager of {o} is {v}.", ["{V} runs {o}."], ["Who is the manager of {o}?", "Who runs {o}?"],
            "What does {v} run?"),
    ],
    ["{S} has a garden.", "The beds in {o} are soft.", "{S} is near the station."]);

    public static readonly Family Restaurants = new("restaurant", (d, like) => Branded(d, like, ["restaurant", "grill", "bistro"]),
    [
        new("dish", Text, d => d.Pick(Words.Foods), "The best dish of {o} is {v}.", ["{S} is famous for its {v}."], ["What is the best dish of {o}?"]),
        new("chef", Text, Names.Person, "The chef of {o} is {v}.", ["{V} cooks in {o}."], ["Who is the chef of {o}?", "Who cooks in {o}?"],
            "Where does {v} cook?"),
        new("street", Text, Names.Street, "{S} is in {v}.", ["You find {o} in {v}."], ["Where is {s}?", "In which street is {s}?"], "What is in {v}?"),
        new("opens", Text, Values.Time, "{S} opens at {v}.", ["From {v} on {s} is open."], ["When does {s} open?", "At what time does {s} open?"]),
        new("tables", Integer, Values.Small, "{S} has {v} tables.", ["There are {v} tables in {o}."],
            ["How many tables does {s} have?", "How many tables are in {o}?"]),
    ],
    ["{S} is loud in the evening.", "The waiters of {o} are quick."]);

    public static readonly Family Rivers = new("river", (d, like) => Led(d, like, ["river", "lake", "mountain", "island"]),
    [
        new("size", Integer, Values.Hundreds, "The size of {o} is {v} kilometres.", ["{S} measures {v} kilometres."],
            ["What is the size of {o}?", "How big is {s}?"]),
        new("country", Text, Names.Town, "{S} is in {v}.", ["You find {o} in {v}."], ["Where is {s}?", "In which country is {s}?"], "What is in {v}?"),
        new("found", Text, Names.Person, "{S} was discovered by {v}.", ["{V} discovered {o}."],
            ["Who discovered {o}?", "Who was {s} discovered by?"], "What did {v} discover?"),
        new("year", Integer, Values.Year, "{S} was mapped in {v}.", ["In {v} somebody made the first map of {o}."],
            ["When was {s} mapped?", "In which year was {s} mapped?"]),
    ],
    ["{S} is beautiful.", "Birds live around {o}."]);

    public static readonly Family Rooms = new("room", (d, _) => Numbered(d, "room", x => x.Number(10, 999)),
    [
        new("floor", Integer, d => d.Number(1, 9), "{S} is on floor {v}.", ["You find {o} on floor {v}."], ["On which floor is {s}?"]),
        new("user", Text, Names.Person, "{S} is used by {v}.", ["{V} works in {o}."], ["Who uses {o}?", "Who works in {o}?"], "Which room does {v} use?"),
        new("seats", Integer, Values.Small, "{S} has {v} seats.", ["There are {v} seats in {o}."],
            ["How many seats does {s} have?", "How many seats are in {o}?"]),
        new("free", Text, Values.Time, "{S} is free from {v}.", ["From {v} on {s} is free."], ["From when is {s} free?", "When is {s} free?"]),
    ],
    ["{S} has a large window.", "It is warm in {o}."]);
}
