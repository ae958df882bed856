namespace Hymba.Training.Data.World;

/// <summary>The sorts of things of the world: people, shops and goods here, the rest in the other files.</summary>
internal static partial class Families
{
    private const string Text = "string";
    private const string Integer = "integer";
    private const string Real = "number";

    public static readonly Family People = new("person", PersonName,
    [
        new("age", Integer, Values.Age, "{S} is {v} years old.", ["{S} is now {v} years old."], ["How old is {s}?", "What is {p} age?"],
            "Who is {v} years old?"),
        new("job", Text, d => d.Pick(Words.Jobs), "{S} is {v}.", ["{S} works as {v}."],
            ["What is {p} job?", "What does {s} do for a living?"], "Who is {v}?", "Who works as {v}?"),
        new("town", Text, Names.Town, "{S} lives in {v}.", ["{P} home is in {v}.", "{S} has a flat in {v}."],
            ["Where does {s} live?", "In which town does {s} live?"], "Who lives in {v}?"),
        new("company", Text, Names.Company, "{S} works for {v}.", ["{S} has a job at {v}.", "{P} employer is {v}."],
            ["Who does {s} work for?", "For which company does {s} work?"], "Who works for {v}?"),
        new("food", Text, d => d.Pick(Words.Foods), "{P} favourite food is {v}.", ["{S} likes {v} best of all food."],
            ["What is {p} favourite food?", "What food does {s} like best?"]),
        new("hobby", Text, d => d.Pick(Words.Hobbies), "{P} hobby is {v}.", ["{S} spends the weekend with {v}."],
            ["What is {p} hobby?", "What hobby does {s} have?"]),
        new("birthday", Text, Values.Date, "{P} birthday is on {v}.", ["{S} was born on {v}."], ["When is {p} birthday?", "When was {s} born?"]),
        new("phone", Text, Values.Phone, "{P} phone number is {v}.", ["You can call {o} at {v}."], ["What is {p} phone number?", "How can I call {o}?"]),
    ],
    ["{S} gets up early.", "{S} is friendly.", "Everybody knows {o}.", "{S} likes to travel."]);

    public static readonly Family Shops = new("shop", (d, like) => Branded(d, like, Words.ShopKinds),
    [
        new("opens", Text, Values.Time, "{S} opens at {v}.", ["The doors of {o} open at {v}.", "From {v} on {s} is open."],
            ["When does {s} open?", "At what time does {s} open?"], "Which shop opens at {v}?"),
        new("closes", Text, Values.Time, "{S} closes at {v}.", ["{S} is open until {v}."], ["When does {s} close?", "Until when is {s} open?"]),
        new("street", Text, Names.Street, "{S} is in {v}.", ["You find {o} in {v}."], ["Where is {s}?", "In which street is {s}?"], "What is in {v}?"),
        new("owner", Text, Names.Person, "{S} belongs to {v}.", ["The owner of {o} is {v}."], ["Who owns {o}?", "Who is the owner of {o}?"],
            "What does {v} own?"),
        new("closedDay", Text, Values.Day, "{S} is closed on {v}.", ["On {v} {s} stays closed."], ["On which day is {s} closed?", "Which day is {s} closed?"]),
        new("phone", Text, Values.Phone, "The phone number of {o} is {v}.", ["Call {o} at {v}."], ["What is the phone number of {o}?", "How can I call {o}?"]),
    ],
    ["{S} is popular.", "Many people like {o}.", "{S} is small.", "Students often visit {o}."]);

    public static readonly Family Products = new("product", (d, like) => Branded(d, like, Words.Things),
    [
        new("price", Real, Values.Price, "{S} costs {v} euros.", ["The price of {o} is {v} euros.", "You can buy {o} for {v} euros."],
            ["How much does {s} cost?", "What is the price of {o}?", "How much is {s}?"], "What costs {v} euros?"),
        new("colour", Text, d => d.Pick(Words.Colours), "{S} is {v}.", ["The colour of {o} is {v}."], ["What colour is {s}?", "Which colour does {s} have?"]),
        new("maker", Text, Names.Company, "{S} is made by {v}.", ["{V} makes {o}.", "The maker of {o} is {v}."],
            ["Who makes {o}?", "Which company makes {o}?"], "What is made by {v}?", "What does {v} make?"),
        new("weight", Real, Values.Weight, "{S} weighs {v} kilograms.", ["The weight of {o} is {v} kilograms."],
            ["How much does {s} weigh?", "How heavy is {s}?"]),
        new("material", Text, d => d.Pick(Words.Materials), "{S} is made of {v}.", ["The material of {o} is {v}."],
            ["What is {s} made of?", "Which material is {s} made of?"]),
        new("warranty", Integer, Values.Small, "The warranty of {o} is {v} months.", ["{S} comes with {v} months of warranty."],
            ["How long is the warranty of {o}?", "What warranty does {s} have?"]),
    ],
    ["{S} is easy to use.", "{S} is new.", "Many customers like {o}.", "{S} is a good present."]);

    public static readonly Family Orders = new("order", (d, _) => Numbered(d, "order", Values.Id),
    [
        new("item", Text, d => $"a {Names.Word(d)} {d.Pick(Words.Things)}", "{S} contains {v}.", ["With {o} the customer bought {v}."],
            ["What does {s} contain?", "What is in {o}?"], "Which order contains {v}?"),
        new("status", Text, d => d.Pick(Words.Statuses), "{S} is {v}.", ["The status of {o} is {v}."], ["What is the status of {o}?"]),
        new("delivery", Text, Values.Date, "{S} arrives on {v}.", ["The delivery of {o} is on {v}."],
            ["When does {s} arrive?", "When is {s} delivered?"], "Which order arrives on {v}?"),
        new("customer", Text, Names.Person, "{S} was placed by {v}.", ["The customer of {o} is {v}.", "{V} placed {o}."],
            ["Who placed {o}?", "Who is the customer of {o}?"], "Which order was placed by {v}?"),
        new("total", Real, Values.Price, "The total of {o} is {v} euros.", ["{S} costs {v} euros in total."],
            ["What is the total of {o}?", "How much does {s} cost?"]),
    ],
    ["{S} came in by phone.", "The customer asked about {o}."]);

    public static readonly Family Companies = new("company", (d, _) => Plain(Names.Company(d)),
    [
        new("founder", Text, Names.Person, "{S} was founded by {v}.", ["The founder of {o} is {v}.", "{V} founded {o}."],
            ["Who founded {o}?", "Who is the founder of {o}?"], "What did {v} found?"),
        new("seat", Text, Names.Town, "{S} is based in {v}.", ["The main office of {o} is in {v}."],
            ["Where is {s} based?", "Where is the main office of {o}?"], "Which company is based in {v}?"),
        new("staff", Integer, Values.Hundreds, "{S} has {v} employees.", ["There are {v} people who work at {o}."],
            ["How many employees does {s} have?", "How many people work at {o}?"]),
        new("year", Integer, Values.Year, "{S} was founded in {v}.", ["{S} exists since {v}."], ["When was {s} founded?", "In which year was {s} founded?"]),
        new("makes", Text, d => d.Pick(Words.Goods), "{S} makes {v}.", ["{S} sells {v}."], ["What does {s} make?", "What does {s} sell?"]),
    ],
    ["{S} is growing.", "{S} is well known.", "Many people trust {o}."]);
}
