namespace Hymba.Training.Data.World;

/// <summary>What the tools of the world can do.</summary>
internal static class ToolCatalog
{
    private static readonly string[] Papers = ["order", "ticket", "booking", "invoice", "request", "file"];
    private static readonly string[] Units = ["celsius", "fahrenheit"];
    private static readonly string[] Currencies = ["euros", "dollars", "pounds", "francs", "crowns"];
    private static readonly string[] Levels = ["low", "medium", "high"];
    private static readonly string[] Sizes = ["small", "medium", "large"];

    private static readonly ToolParameter DayExtra = ToolParameter.OneOf("day|weekday", "The day of the week", Words.Days, " on {v}");
    private static readonly ToolParameter DayText = new("day", "string", Values.Day, "The day", " on {v}");
    private static readonly ToolParameter YearExtra = new("year", "integer", Values.Year, "The year", " in the year {v}");
    private static readonly ToolParameter UnitExtra = ToolParameter.OneOf("unit|units", "The unit", Units, " in {v}");
    private static readonly ToolParameter LanguageExtra = new("language", "string", d => d.Pick(Words.Languages), "The language of the answer", " in {v}");
    private static readonly ToolParameter CurrencyExtra = ToolParameter.OneOf("currency", "The currency", Currencies, " in {v}");

    private static readonly Func<Draw, string> Goods = d => $"{Names.Word(d)} {d.Pick(Words.Things)}";
    private static readonly Func<Draw, string> Hundred = d => d.Number(2, 200);

    /// <summary>Tools that look something up.</summary>
    private static readonly ToolConcept[] Lookups =
    [
        .. Lookup("city|town|location|place", "string", Names.Town, "The name of the town", "a town", "Towns|Cities|Geo",
            ("weather", "in", d => d.Pick(Words.Weather), DayExtra), ("temperature", "in", d => $"{d.Number(2, 38)} degrees", UnitExtra),
            ("population", "of", Values.Thousands, YearExtra), ("mayor", "of", Names.Person, YearExtra), ("local_time", "in", Values.Time, null),
            ("area", "of", d => $"{Values.Hundreds(d)} square kilometres", null), ("country", "of", Names.Town, LanguageExtra),
            ("postcode", "of", Values.Phone, null), ("sunrise", "in", Values.Time, DayText), ("forecast", "for", d => d.Pick(Words.Weather), DayText),
            ("tourist_tax", "in", d => $"{Values.Price(d)} euros", CurrencyExtra), ("airport", "of", Names.Town, null)),
        .. Lookup("product|item|product_name|name", "string", Goods, "The name of the product", "a product", "Shop|Products|Catalog",
            ("price", "of", d => $"{Values.Price(d)} euros", CurrencyExtra), ("stock", "of", Values.Hundreds, DayText),
            ("weight", "of", d => $"{Values.Weight(d)} kilograms", null),
            ("colour", "of", d => d.Pick(Words.Colours), null), ("rating", "of", d => d.Number(1, 99), YearExtra),
            ("discount", "for", d => $"{d.Number(2, 60)} percent", DayExtra),
            ("warranty", "of", d => $"{Values.Small(d)} months", null), ("maker", "of", Names.Company, LanguageExtra)),
        .. Lookup("person|name|employee|full_name", "string", Names.Person, "The name of the person", "a person", "People|Contacts|Staff",
            ("phone_number", "of", Values.Phone, null), ("address", "of", Values.Address, LanguageExtra),
            ("birthday", "of", Values.Date, null), ("age", "of", Values.Age, null),
            ("job", "of", d => d.Pick(Words.Jobs)[2..].TrimStart(), null), ("manager", "of", Names.Person, YearExtra),
            ("room", "of", d => d.Number(10, 999), DayText),
            ("salary", "of", d => $"{Values.Thousands(d)} euros", YearExtra)),
        .. Lookup("order_id|order|id|order_number", "integer|string", Values.Id, "The number of the order", "an order", "Orders|Shop",
            ("status", "of order", d => d.Pick(Words.Statuses), null), ("delivery_date", "of order", Values.Date, null),
            ("total", "of order", d => $"{Values.Price(d)} euros", CurrencyExtra),
            ("customer", "of order", Names.Person, null), ("invoice", "of order", Values.Id, LanguageExtra)),
        .. Lookup("account_id|account|number", "integer|string", Values.Id, "The number of the account", "an account", "Bank|Accounts",
            ("balance", "of account", d => $"{Values.Price(d)} euros", CurrencyExtra), ("owner", "of account", Names.Person, null),
            ("limit", "of account", d => $"{Values.Hundreds(d)} euros", DayText)),
        .. Lookup("train|train_id|train_number|number", "integer|string", Values.Id, "The number of the train", "a train", "Trains|Travel",
            ("platform", "of train", Values.Platform, DayExtra), ("delay", "of train", d => $"{Values.Small(d)} minutes", DayText),
            ("departure", "of train", Values.Time, DayExtra),
            ("destination", "of train", Names.Town, null)),
        .. Lookup("company|name|firm", "string", Names.Company, "The name of the company", "a company", "Companies|Market",
            ("founder", "of", Names.Person, null), ("share_price", "of", d => $"{Values.Price(d)} euros", CurrencyExtra),
            ("profit", "of", d => $"{Values.Thousands(d)} euros", YearExtra),
            ("website", "of", Names.Word, LanguageExtra), ("head_office", "of", Names.Town, null)),
    ];

    /// <summary>Tools that do something to one thing with a number.</summary>
    private static readonly ToolConcept[] Actions =
    [
        .. Action("cancel", "cancelled"), .. Action("confirm", "confirmed"), .. Action("delete", "deleted"), .. Action("close", "closed"),
            .. Action("open", "open"),
        .. Action("print", "printed"), .. Action("pay", "paid"), .. Action("archive", "archived"), .. Action("approve", "approved"),
            .. Action("return", "returned"),
    ];

    private static readonly ToolConcept[] Others =
    [
        new("send|write", "message", "Mail|Chat|Messages", "Sends a message to a person",
            [new("recipient|to|person", "string", Names.Person, "Who gets the message"), new("text|message|body", "string", Note, "The text of the message")],
            ["Send {0} the message: {1}", "Write to {0}: {1}", "Please send {0} this message: {1}"], "The message to {0} is sent.", null),
        new("set|start", "timer", "Clock|Timers", "Starts a timer",
            [new("minutes|duration", "integer", Hundred, "The minutes"), new("label|name", "string", Names.Word, "The name of the timer", " called {v}")],
            ["Set a timer for {0} minutes{1}.", "Start a timer of {0} minutes{1}.", "I need a timer for {0} minutes{1}."],
            "The timer for {0} minutes is set.", null),
        new("set|create", "alarm", "Clock|Alarms", "Sets an alarm", [new("time|at", "string", Values.Time, "The time"), DayExtra],
            ["Set an alarm for {0}{1}.", "Wake me up at {0}{1}.", "I need an alarm at {0}{1}."], "The alarm for {0} is set.", null),
        new("add|sum", "numbers", "Math|Calculator", "Adds two numbers",
            [new("a|x|first|left", "integer|number", Hundred, "The first number"), new("b|y|second|right", "integer|number", Hundred, "The second number")],
            ["Add {0} and {1}.", "What is {0} plus {1}?", "Add {0} to {1}."], "The result is {r}.", Hundred),
        new("multiply|product_of", "numbers", "Math|Calculator", "Multiplies two numbers",
            [new("a|x|first|left", "integer|number", Hundred, "The first number"), new("b|y|second|right", "integer|number", Hundred, "The second number")],
            ["Multiply {0} by {1}.", "What is {0} times {1}?", "Multiply {0} and {1}."], "The result is {r}.", Values.Thousands),
        new("convert|exchange", "currency", "Bank|Money", "Converts money",
            [new("amount|value", "integer|number", Hundred, "The amount"),
             ToolParameter.OneOf("from|source|from_currency", "The old currency", Currencies),
             ToolParameter.OneOf("to|target|to_currency", "The new currency", Currencies)],
            ["Convert {0} {1} to {2}.", "How much is {0} {1} in {2}?", "Exchange {0} {1} for {2}."], "{0} {1} are {r} {2}.", Values.Price),
        new("book|reserve", "table", "Restaurants|Booking", "Books a table in a restaurant",
            [new("restaurant|name|place", "string", Names.Word, "The restaurant"),
             new("people|guests|seats", "integer", d => d.Number(2, 12), "How many people"),
             new("time|at", "string", Values.Time, "The time"), DayText],
            ["Book a table at {0} for {1} people at {2}{3}.", "Reserve a table at {0} for {1} people at {2}{3}.",
             "I need a table at {0} for {1} people at {2}{3}."], "The table at {0} is booked.", null),
        new("turn_on|switch_on", "light", "Lights|Home", "Turns on the light in a room",
            [ToolParameter.OneOf("room", "The room", Words.Rooms),
            ToolParameter.OneOf("colour|color", "The colour of the light", Words.Colours, " in {v}")],
            ["Turn on the light in the {0}{1}.", "Switch on the light in the {0}{1}.", "Please turn on the light in the {0}{1}."],
            "The light in the {0} is on.", null),
        new("turn_off|switch_off", "light", "Lights|Home", "Turns off the light in a room", [ToolParameter.OneOf("room", "The room", Words.Rooms)],
            ["Turn off the light in the {0}.", "Switch off the light in the {0}.", "Please turn off the light in the {0}."],
            "The light in the {0} is off.", null),
        new("set|change", "heating", "Home|Climate", "Sets the heating of a room",
            [new("room|place", "string", d => d.Pick(Words.Rooms), "The room"),
            new("degrees|temperature", "integer|number", d => d.Number(5, 30), "The degrees"), UnitExtra],
            ["Set the heating in the {0} to {1} degrees{2}.", "Heat the {0} to {1} degrees{2}.", "Make the {0} {1} degrees warm{2}."],
            "The heating in the {0} is set to {1} degrees.", null),
        new("create|add", "event", "Calendar|Events", "Puts an event into the calendar",
            [new("title|name", "string", d => $"{Names.Word(d)} {d.Pick(Words.EventKinds)}", "The title"),
             new("date", "string", Values.Date, "The date"), new("time|start", "string", Values.Time, "The start", " at {v}"),
             new("place|location", "string", Names.Town, "The place", " in {v}")],
            ["Put the {0} on {1}{2}{3} into my calendar.", "Add the {0} on {1}{2}{3} to the calendar.",
             "Create an event for the {0} on {1}{2}{3}."], "The {0} is in the calendar.", null),
        new("find|search", "trains", "Trains|Travel", "Finds trains between two towns",
            [new("from|start|origin", "string", Names.Town, "The first town"),
             new("to|destination|target", "string", Names.Town, "The last town"), DayExtra,
             new("time|after", "string", Values.Time, "The earliest time", " after {v}")],
            ["Find a train from {0} to {1}{2}{3}.", "How can I get from {0} to {1} by train{2}{3}?",
             "Which trains go from {0} to {1}{2}{3}?"], "The train from {0} to {1} leaves at {r}.", Values.Time),
        new("get|find|calculate", "distance", "Maps|Geo", "Finds the distance of two towns",
            [new("from|start|origin|a", "string", Names.Town, "The first town"),
            new("to|destination|target|b", "string", Names.Town, "The second town")],
            ["How far is it from {0} to {1}?", "What is the distance from {0} to {1}?", "Get the distance from {0} to {1}."],
            "From {0} to {1} it is {r} kilometres.", Values.Hundreds),
        new("order|buy", "product", "Shop|Store", "Orders a product",
            [new("product|item|name", "string", Goods, "The product"),
             new("quantity|count|amount", "integer", d => d.Number(2, 40), "How many"),
             ToolParameter.OneOf("colour|color", "The colour", Words.Colours, " in {v}"),
             ToolParameter.OneOf("size", "The size", Sizes, " in size {v}")],
            ["Order {1} times the {0}{2}{3}.", "Buy {1} times the {0}{2}{3}.", "I want {1} times the {0}{2}{3}."], "The {0} is ordered.", null),
        new("translate", "text|word|sentence", "Languages|Texts", "Translates a text",
            [new("text|input", "string", Note, "The text"), new("language|to|target_language", "string", d => d.Pick(Words.Languages), "The new language")],
            ["Translate into {1}: {0}", "Say this in {1}: {0}", "Please translate this into {1}: {0}"], "In {1} it is: {r}",
            d => Names.Word(d) + " " + Names.Word(d)),
        new("play", "song|music", "Music|Player", "Plays a song", [new("title|song|name", "string", Names.Word, "The title"),
            new("artist|singer", "string", Names.Person, "Who sings", " by {v}"),
            new("loud", "boolean", _ => "true", "Whether it is loud", " loudly")],
            ["Play {0}{1}{2}.", "Play the song {0}{1}{2}.", "I want to hear {0}{1}{2}."], "{0} is playing.", null),
        new("add|create|save", "contact", "Contacts|People", "Saves a contact",
            [new("name|person|full_name", "string", Names.Person, "The name"),
             new("phone|number|phone_number", "string", Values.Phone, "The phone number"),
             new("town|city", "string", Names.Town, "The town", " from {v}")],
            ["Save {0}{2} with the number {1}.", "Add {0}{2} with the number {1} to my contacts.",
             "The number of my contact {0}{2} is {1}, save it."], "{0} is saved.", null),
        new("create|add", "task|todo", "Tasks|Todo", "Adds a task to the list", [new("title|text|task", "string", Chore, "What to do"),
            ToolParameter.OneOf("priority", "The priority", Levels, " with {v} priority"), DayExtra],
            ["Add the task {0}{1}{2}.", "Remind me to {0}{1}{2}.", "Create the task {0}{1}{2}."], "The task is on the list.", null),
        new("search|find", "products", "Shop|Store", "Searches for products",
            [new("query|text|name", "string", Goods, "What to look for"),
             new("max_price|limit", "integer|number", Hundred, "The highest price", " below {v} euros"),
             new("in_stock|available", "boolean", _ => "true", "Only what is in stock", " in stock")],
            ["Search for a {0}{1}{2}.", "Find a {0}{1}{2}.", "I am looking for a {0}{1}{2}."], "I found {r} products.", d => d.Number(2, 90)),
        new("book|reserve", "flight", "Flights|Travel", "Books a flight",
            [new("from|origin|start", "string", Names.Town, "The first airport"),
             new("to|destination|target", "string", Names.Town, "The last airport"), new("date|day", "string", Values.Date, "The date"),
             new("seats|people", "integer", d => d.Number(2, 9), "How many seats", " for {v} people")],
            ["Book a flight from {0} to {1} on {2}{3}.", "I want to fly from {0} to {1} on {2}{3}.",
             "Please book a flight from {0} to {1} on {2}{3}."], "The flight from {0} to {1} is booked.", null),
        new("call|phone", "person|contact", "Phone|Calls", "Calls somebody",
            [new("name|person|contact", "string", Names.Person, "Who to call"),
            new("video", "boolean", _ => "true", "With a picture", " by video")],
            ["Call {0}{1}.", "Please call {0}{1}.", "I want to talk to {0}{1}."], "I am calling {0}.", null),
        new("set|switch", "fan", "Home|Fans", "Turns a fan on or off", [ToolParameter.OneOf("room|place", "The room", Words.Rooms),
            new("on|active|state", "switch", d => d.Chance(0.5) ? "on" : "off", "Whether it runs")],
            ["Turn {1} the fan in the {0}.", "Switch {1} the fan in the {0}.", "Please turn {1} the fan in the {0}."], "The fan in the {0} is {1}.", null),
        new("roll|throw", "dice", "Games|Random", "Rolls dice", [new("count|dice|number", "integer", d => d.Number(2, 20), "How many dice"),
            new("sides", "integer", d => d.Number(4, 20), "Sides of each", " with {v} sides")],
            ["Roll {0} dice{1}.", "Please roll {0} dice{1}.", "Throw {0} dice{1}."], "The result is {r}.", Hundred),
    ];

    /// <summary>All concepts, those with one parameter several times as likely together as the others.</summary>
    public static readonly ToolConcept[] All = [.. Lookups, .. Actions, .. Others, .. Others, .. Others];

    private static readonly string[] Chores = ["buy", "clean", "repair", "order", "sell", "find", "wash", "pack"];
    private static readonly string[] Notes =
        ["I am late", "See you in {0}", "The meeting is at {1}", "Please call me at {1}", "I am in {0}", "We meet in {0}",
         "Thank you for the {2}", "The {2} is here", "Dinner is at {1}"];

    private static string Note(Draw draw)
    {
        string note = draw.Pick(Notes);
        return note.Contains("{0}", StringComparison.Ordinal) ? note.Replace("{0}", Names.Town(draw), StringComparison.Ordinal)
            : note.Contains("{1}", StringComparison.Ordinal) ? note.Replace("{1}", Values.Time(draw), StringComparison.Ordinal)
            : note.Replace("{2}", draw.Pick(Words.Things), StringComparison.Ordinal);
    }

    private static string Chore(Draw draw) => $"{draw.Pick(Chores)} the {Names.Word(draw)} {draw.Pick(Words.Things)}";

    private static IEnumerable<ToolConcept> Lookup(
        string names, string type, Func<Draw, string> key, string what, string thing, string plugins,
        params (string Noun, string Link, Func<Draw, string> Result, ToolParameter? Extra)[] attributes)
        => attributes.Select(attribute =>
        {
            (string noun, string link, Func<Draw, string> result, ToolParameter? extra) = attribute;
            string about = $"the {noun.Replace('_', ' ')} {link} {{0}}";
            string tail = extra is null ? "" : "{1}";
            ToolParameter first = new(names, type, key, what);
            return new ToolConcept(
                "get|find|read|fetch|look_up", noun, plugins, $"Gets the {noun.Replace('_', ' ')} {link.Split(' ')[0]} {thing}",
                extra is null ? [first] : [first, extra],
                [$"{(result == Names.Person ? "Who" : "What")} is {about}{tail}?", $"Tell me {about}{tail}.", $"I need {about}{tail}.",
                 $"Please look up {about}{tail}.", $"Can you find {about}{tail}?"],
                $"{Entity.Capital(about)} is {{r}}.", result)
            { Again = $"And {link} {{0}}?" };
        });

    private static IEnumerable<ToolConcept> Action(string verb, string done) => Papers.Select(noun => new ToolConcept(
        verb, noun, Entity.Capital(noun) + "s|Office", $"{Entity.Capital(verb)}s {(noun is "order" or "invoice" ? "an" : "a")} {noun}",
        [new ToolParameter($"{noun}_id|id|number|{noun}", "integer|string", Values.Id, $"The number of the {noun}")],
        [$"{Entity.Capital(verb)} {noun} {{0}}.", $"Please {verb} {noun} {{0}}.", $"Can you {verb} {noun} {{0}}?", $"I want to {verb} {noun} {{0}}."],
        $"{Entity.Capital(noun)} {{0}} is {done}.", null));
}
