using System.Text.Json;
using Hymba.Inference.Text;
using Hymba.Training.Data;
using Hymba.Training.Data.World;

namespace Hymba.Training.Tests.Data;

/// <summary>Every reply follows from what stands before it.</summary>
public sealed class AnswerTests
{
    private const int Count = 1500;

    [Fact]
    public void The_answer_stands_in_the_one_document_that_the_question_names()
    {
        for (int index = 0; index < Count; index++)
        {
            var draw = new Draw(1, DataSplit.Train, index);
            var documents = DocumentSet.Create(draw, 1 + index % 4);
            (string question, string answer) = new Questions(draw, documents).Direct();
            (Entity entity, int fact) = Assert.Single(Told(documents), told => told.Entity.Answer(told.Fact) == answer);
            string document = documents.Texts[Array.IndexOf([.. documents.Entities], entity)];
            Assert.Contains(entity.Value(fact), document, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(entity.Name.Title, document, StringComparison.OrdinalIgnoreCase);
            Assert.True(
                question.Contains(entity.Name.Inside, StringComparison.OrdinalIgnoreCase)
                || (question.Contains(entity.Value(fact), StringComparison.Ordinal) && documents.IsUnique(entity, fact)),
                question);
        }
    }

    [Fact]
    public void Nothing_in_the_documents_answers_a_question_whose_answer_is_absent()
    {
        for (int index = 0; index < Count; index++)
        {
            var draw = new Draw(2, DataSplit.Evaluation, index);
            var documents = DocumentSet.Create(draw, 1 + index % 4);
            (string question, string answer) = new Questions(draw, documents).Absent();
            Assert.Equal("The documents do not say.", answer);
            Assert.DoesNotContain(
                Told(documents),
                told => told.Entity.Family.Facts[told.Fact].Asked.Any(asked => told.Entity.Fill(asked, told.Fact, byName: true) == question));
            foreach ((Entity entity, string document) in documents.Entities.Zip(documents.Texts))
            {
                IEnumerable<int> untold = Enumerable.Range(0, entity.Family.Facts.Length).Where(fact => !entity.Told.Contains(fact));
                IEnumerable<string> sentences = untold.SelectMany(
                    fact => entity.Family.Facts[fact].Sentences.SelectMany(text => new[] { entity.Fill(text, fact, true), entity.Fill(text, fact, false) }));
                Assert.DoesNotContain(sentences, sentence => document.Contains(sentence, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public void A_call_names_an_offered_tool_and_fits_its_schema_with_values_that_the_user_said()
    {
        for (int index = 0; index < Count; index++)
        {
            ChatPrompt prompt = NanoData.CreateEvaluation(3, "tool", index).Conversation!;
            JsonElement call = Assert.Single(prompt.Turns[^1].ToolCalls);
            JsonElement tool = Assert.Single(prompt.Tools, tool => tool.GetProperty("name").GetString() == call.GetProperty("name").GetString());
            JsonElement schema = tool.GetProperty("parameters"), arguments = call.GetProperty("arguments");
            string said = prompt.Turns.Last(turn => turn.Role is ChatTurnRole.User).Content;
            Assert.All(schema.GetProperty("required").EnumerateArray(), name => Assert.True(arguments.TryGetProperty(name.GetString()!, out _)));
            foreach (JsonProperty argument in arguments.EnumerateObject())
            {
                RequireFits(argument.Value, schema.GetProperty("properties").GetProperty(argument.Name));
                if (argument.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                {
                    Assert.Contains(argument.Value.ToString(), said, StringComparison.OrdinalIgnoreCase);
                }
            }
        }
    }

    [Fact]
    public void The_last_sentence_after_a_call_tells_its_result()
    {
        for (int index = 0; index < Count; index++)
        {
            ChatPrompt prompt = NanoData.CreateEvaluation(4, "tool-result", index).Conversation!;
            (string result, string answer) = (prompt.Turns[^2].Content, prompt.Turns[^1].Content);
            Assert.Equal((ChatTurnRole.Tool, ChatTurnRole.Assistant), (prompt.Turns[^2].Role, prompt.Turns[^1].Role));
            string[] told = result.StartsWith('{')
                ? [.. JsonDocument.Parse(result).RootElement.EnumerateObject().Select(property => property.Value.ToString())]
                : [result];
            bool isRight = result.StartsWith("Error", StringComparison.Ordinal) || result.StartsWith("{\"error\"", StringComparison.Ordinal)
                ? answer == "The tool failed."
                : told is ["ok" or "done" or "true" or "True" or "success"] || answer.Contains(told[^1], StringComparison.OrdinalIgnoreCase);
            Assert.True(isRight, $"{result} / {answer}");
        }
    }

    [Fact]
    public void Where_no_tool_fits_no_offered_one_could_be_meant()
    {
        int refused = 0;
        for (int index = 0; index < Count; index++)
        {
            ChatPrompt prompt = NanoData.CreateEvaluation(5, "no-tool", index).Conversation!;
            Assert.NotEmpty(prompt.Tools);
            Assert.Empty(prompt.Turns[^1].ToolCalls);
            refused += prompt.Turns[^1].Content == "I have no tool for that." ? 1 : 0;
        }

        Assert.InRange(refused, Count / 4, Count * 3 / 4);
    }

    [Fact]
    public void A_reply_in_JSON_has_what_its_schema_requires()
    {
        for (int index = 0; index < Count; index++)
        {
            ChatPrompt prompt = NanoData.CreateEvaluation(6, "json", index).Conversation!;
            string instruction = prompt.Turns.Last(turn => turn.Role is ChatTurnRole.System).Content;
            JsonElement schema = JsonDocument.Parse(instruction[instruction.IndexOf('{', StringComparison.Ordinal)..]).RootElement;
            JsonElement reply = JsonDocument.Parse(prompt.Turns[^1].Content).RootElement;
            Assert.Equal(
                schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!),
                reply.EnumerateObject().Select(property => property.Name));
            Assert.All(reply.EnumerateObject(), property => RequireFits(property.Value, schema.GetProperty("properties").GetProperty(property.Name)));
        }
    }

    private static IEnumerable<(Entity Entity, int Fact)> Told(DocumentSet documents)
        => documents.Entities.SelectMany(entity => entity.Told.Select(fact => (entity, fact)));

    private static void RequireFits(JsonElement value, JsonElement schema)
    {
        JsonElement type = schema.GetProperty("type");
        string expected = type.ValueKind is JsonValueKind.Array ? type[0].GetString()! : type.GetString()!;
        bool fits = expected switch
        {
            "string" => value.ValueKind is JsonValueKind.String,
            "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind is JsonValueKind.Number,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => false,
        };
        Assert.True(fits, $"{value.GetRawText()} is no {expected}.");
        if (schema.TryGetProperty("enum", out JsonElement members))
        {
            Assert.Contains(members.EnumerateArray(), member => member.ValueKind is JsonValueKind.String && member.GetString() == value.GetString());
        }
    }
}
