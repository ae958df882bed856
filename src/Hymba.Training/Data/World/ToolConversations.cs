namespace Hymba.Training.Data.World;

/// <summary>Conversations with tools: calls, results, and requests that no tool fits.</summary>
internal static class ToolConversations
{
    public static Example Call(Draw draw)
    {
        Dialogue dialogue = Begin(draw, out IReadOnlyList<Tool> tools);
        bool isRequired = draw.Chance(0.06);
        (Tool tool, ToolRequest request) = Request(draw, tools, isRequired ? null : Earlier(draw, dialogue, tools));
        if (isRequired)
        {
            // As the chat client says that a call is required.
            dialogue.System($"You must call {(draw.Chance(0.5) ? "one of the tools" : $"the tool {tool.Name}")}. Reply with a tool call only.");
        }

        dialogue.User(request.Text);
        dialogue.Call(request.Call(tool));
        return dialogue.ToExample("tool");
    }

    public static Example Result(Draw draw)
    {
        Dialogue dialogue = Begin(draw, out IReadOnlyList<Tool> tools);
        Round(dialogue, Request(draw, tools, Earlier(draw, dialogue, tools)));
        return dialogue.ToExample("tool-result");
    }

    public static Example None(Draw draw)
    {
        bool hasDocuments = draw.Chance(0.25);
        Dialogue dialogue = Begin(draw, out IReadOnlyList<Tool> tools, documentChance: 0);
        Earlier(draw, dialogue, tools);
        if (hasDocuments)
        {
            AskDocuments(draw, dialogue, tools);
        }
        else if (draw.Chance(0.35))
        {
            (string said, string reply) = SmallTalk.Pick(draw);
            dialogue.Add(said, reply);
        }
        else
        {
            dialogue.Add(Unfitting(draw, tools), Prompts.NoTool);
        }

        return dialogue.ToExample("no-tool");
    }

    private static void AskDocuments(Draw draw, Dialogue dialogue, IReadOnlyList<Tool> tools)
    {
        while (true)
        {
            var documents = DocumentSet.Create(draw, 1 + draw.Below(3));
            var questions = new Questions(draw, documents);
            (string question, string answer) = draw.Chance(0.2) ? questions.Absent() : questions.Direct();

            // A tool with the same word would do as well.
            if (!tools.Any(tool => question.Contains(tool.Concept.Spoken, StringComparison.OrdinalIgnoreCase)))
            {
                dialogue.Contexts = documents.Texts;
                dialogue.Add(question, answer);
                return;
            }
        }
    }

    private static Dialogue Begin(Draw draw, out IReadOnlyList<Tool> tools, double documentChance = 0.08)
    {
        var dialogue = new Dialogue(draw);
        List<Tool> offered = [];
        int count = draw.Below(10) switch { < 3 => 1, < 8 => 2, _ => 3 };
        while (offered.Count < count)
        {
            if (Tool.Create(draw, draw.Pick(ToolCatalog.All)) is Tool tool && offered.All(other => other.Concept.Key != tool.Concept.Key))
            {
                offered.Add(tool);
            }
        }

        tools = offered;
        dialogue.Tools = [.. offered.Select(tool => tool.Json)];
        if (draw.Chance(documentChance))
        {
            dialogue.Contexts = DocumentSet.Create(draw, 1 + draw.Below(2)).Texts;
        }

        return dialogue;
    }

    /// <summary>What comes before: up to three turns; returns the tool that was called in the last one.</summary>
    private static Tool? Earlier(Draw draw, Dialogue dialogue, IReadOnlyList<Tool> tools)
    {
        Tool? called = null;
        for (int turns = draw.Below(4); turns > 0; turns--)
        {
            called = Turn(draw, dialogue, tools, called);
        }

        return called;
    }

    private static Tool? Turn(Draw draw, Dialogue dialogue, IReadOnlyList<Tool> tools, Tool? before)
    {
        int choice = draw.Below(20);
        if (choice < 12)
        {
            (Tool tool, ToolRequest request) = Request(draw, tools, before);
            Round(dialogue, (tool, request));
            return tool;
        }

        (string said, string reply) = choice < 18 ? (Unfitting(draw, tools), Prompts.NoTool) : SmallTalk.Pick(draw);
        dialogue.Add(said, reply);
        return null;
    }

    private static (Tool Tool, ToolRequest Request) Request(Draw draw, IReadOnlyList<Tool> tools, Tool? before)
    {
        bool again = before?.Concept.Again is not null && draw.Chance(0.5);
        Tool tool = again ? before! : draw.Pick(tools);
        return (tool, new ToolRequest(draw, tool.Concept, again));
    }

    private static void Round(Dialogue dialogue, (Tool Tool, ToolRequest Request) round)
    {
        dialogue.User(round.Request.Text);
        dialogue.Call(round.Request.Call(round.Tool));
        dialogue.Result(round.Request.ResultText);
        dialogue.Assistant(round.Request.Answer);
    }

    private static string Unfitting(Draw draw, IReadOnlyList<Tool> tools)
    {
        while (true)
        {
            ToolConcept concept = draw.Pick(ToolCatalog.All);
            if (tools.All(tool => tool.Concept.Key != concept.Key && tool.Concept.Noun != concept.Noun)
                || (draw.Chance(0.3) && tools.All(tool => tool.Concept.Key != concept.Key)))
            {
                return new ToolRequest(draw, concept).Text;
            }
        }
    }
}
