using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Training.Data.World;

/// <summary>Collects the turns of one conversation.</summary>
internal sealed class Dialogue
{
    private readonly List<ChatTurn> _turns = [];

    public Dialogue(Draw draw, double systemChance = 0.4)
    {
        if (draw.Chance(systemChance))
        {
            _turns.Add(new ChatTurn(ChatTurnRole.System, Prompts.System(draw)));
        }
    }

    public IReadOnlyList<JsonElement> Tools { get; set; } = [];

    public IReadOnlyList<string> Contexts { get; set; } = [];

    public void System(string text) => _turns.Add(new ChatTurn(ChatTurnRole.System, text));

    public void Add(string question, string answer)
    {
        User(question);
        Assistant(answer);
    }

    public void User(string text) => _turns.Add(new ChatTurn(ChatTurnRole.User, text));

    public void Assistant(string text) => _turns.Add(new ChatTurn(ChatTurnRole.Assistant, text));

    public void Call(JsonElement call) => _turns.Add(new ChatTurn(ChatTurnRole.Assistant, "") { ToolCalls = [call] });

    public void Result(string text) => _turns.Add(new ChatTurn(ChatTurnRole.Tool, text));

    public Example ToExample(string kind) => Example.OfConversation(kind, new ChatPrompt(_turns) { Tools = Tools, Contexts = Contexts });
}
