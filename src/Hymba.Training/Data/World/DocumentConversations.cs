namespace Hymba.Training.Data.World;

/// <summary>Conversations about documents: answers, missing answers, follow-ups and summaries.</summary>
internal static class DocumentConversations
{
    public static Example Rag(Draw draw) => Build(draw, "rag");

    public static Example Absent(Draw draw) => Build(draw, "rag-absent");

    public static Example FollowUp(Draw draw) => Build(draw, "follow-up");

    public static Example Summary(Draw draw)
    {
        var dialogue = new Dialogue(draw);
        var documents = DocumentSet.Create(draw, 1, 1 + draw.Below(2));
        dialogue.Contexts = documents.Texts;
        if (draw.Chance(0.4))
        {
            (string question, string answer) = new Questions(draw, documents).Direct();
            dialogue.Add(question, answer);
        }

        dialogue.Add(draw.Pick(SummaryRequests), Summary(documents.Entities[0]));
        return dialogue.ToExample("summary");
    }

    /// <summary>The first two facts, in the words of their answers.</summary>
    private static string Summary(Entity entity) => string.Join(' ', entity.Told.Take(2).Select(entity.Answer));

    private static readonly string[] SummaryRequests =
    [
        "Summarise the document.", "Please summarise the document.", "Give me a short summary.", "What does the document say?", "Sum up the document.",
        "Summarize the document.",
    ];

    private static Example Build(Draw draw, string kind)
    {
        while (true)
        {
            var dialogue = new Dialogue(draw);
            int count = draw.Below(20) switch { < 3 => 1, < 10 => 2, < 16 => 3, _ => 4 };
            var documents = DocumentSet.Create(draw, count, kind == "follow-up" ? 2 : 1);
            dialogue.Contexts = documents.Texts;
            var questions = new Questions(draw, documents);
            // Several questions about the same documents: most of what a conversation costs is reading them.
            int earlier = kind == "follow-up" ? 1 + draw.Below(5) : draw.Below(6);
            for (int turn = 0; turn < earlier && questions.Open > 1; turn++)
            {
                bool isLast = turn == earlier - 1;
                (string question, string answer) = Earlier(draw, questions, mustFocus: isLast && kind == "follow-up");
                dialogue.Add(question, answer);
            }

            if (Last(questions, kind) is (string, string) last)
            {
                dialogue.Add(last.Question, last.Answer);
                return dialogue.ToExample(kind);
            }
        }
    }

    private static (string Question, string Answer)? Last(Questions questions, string kind) => kind switch
    {
        "rag" => questions.Direct(),
        "rag-absent" => questions.Absent(),
        _ => questions.FollowUp(),
    };

    private static (string Question, string Answer) Earlier(Draw draw, Questions questions, bool mustFocus)
    {
        double choice = draw.Fraction();
        if (choice < 0.3 && questions.FollowUp() is (string, string) followUp)
        {
            return followUp;
        }

        return choice > 0.62 && !mustFocus ? questions.Absent() : questions.Direct();
    }
}
