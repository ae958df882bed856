namespace Hymba.Validation.Tests;

/// <summary>Ordinary replies, in which nothing is found and little is held back.</summary>
internal static class Prose
{
    public static readonly string[] Replies =
    [
        "The water cycle describes how water moves between the oceans, the air and the land. Heat from the sun turns water into vapour (about "
        + "90 % of it comes from the sea); the vapour rises, cools and becomes clouds. Rain and snow bring it back: some runs off in rivers, some "
        + "seeps into the ground, and plants return a part of it to the air. In short, e.g. in a warm summer, a drop may stay aloft for 9 days.",
        "# Plan\n\n1. Ask the team which dates suit them.\n2. Book the room [1] for 12:30.\n3. Send the agenda; keep it short!\n\n| task | who |\n"
        + "|---|---|\n| minutes | Ann |\n| slides | Bob & Carol |\n\n> \"Well begun is half done.\" — Aristotle"
        + "\n\nUse `git status` first, then **commit**.\n",
        "Yes. In C#, `List<int>` grows by itself: when a < b you can write\n\n```csharp\nvar sum = items.Where(x => x > 3 && x != 7).Sum(); // fast\n"
        + "if (sum >= 10) { Console.WriteLine($\"sum: {sum}\"); }\n```\n\nThat prints the sum. "
        + "System.Text.Json and ASP.NET are separate topics; see README.md or main.py.",
        "Natürlich! Der Zug fährt um 8:15 Uhr ab und kommt gegen 11 Uhr an. Wenn Sie möchten, können Sie unterwegs umsteigen – das dauert nur "
        + "fünf Minuten. Die Fahrkarte kostet 29,90 €, für Kinder ist sie kostenlos.",
    ];
}
