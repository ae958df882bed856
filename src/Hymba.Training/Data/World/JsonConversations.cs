using System.Text;

namespace Hymba.Training.Data.World;

/// <summary>Replies that are JSON after a schema, with values from a document.</summary>
internal static class JsonConversations
{
    private static readonly string[] Requests =
        ["Describe {s}.", "Give me the data of {o}.", "What do you know about {o}?", "Tell me about {o}.", "Extract the data of {o}."];

    public static Example Create(Draw draw)
    {
        var dialogue = new Dialogue(draw, 0.3);
        var documents = DocumentSet.Create(draw, 1 + draw.Below(3), 2);
        dialogue.Contexts = documents.Texts;
        Entity entity = draw.Pick(documents.Entities);
        List<(string Key, string Type, string Value)> properties = [];
        if (draw.Chance(0.5))
        {
            string name = entity.Name.Inside;
            properties.Add(("name", "string", name.StartsWith("the ", StringComparison.Ordinal) ? name[4..] : name));
        }

        // In the order of the world, which is not the document's: keys must be looked up.
        foreach (int index in entity.Told.Order().Take(3 - properties.Count))
        {
            Fact fact = entity.Family.Facts[index];
            properties.Add((fact.Key, fact.Type, entity.Value(index)));
        }

        dialogue.System("Answer with one JSON value and nothing else. It must match this JSON schema: " + Schema(draw, properties));
        dialogue.Add(entity.Fill(draw.Pick(Requests), 0, byName: true), Reply(properties));
        return dialogue.ToExample("json");
    }

    private static string Reply(List<(string Key, string Type, string Value)> properties) => "{"
        + string.Join(", ", properties.Select(property => $"\"{property.Key}\": {Quoted(property.Type, property.Value)}")) + "}";

    private static string Quoted(string type, string value) => type == "string" ? $"\"{value}\"" : value;

    private static string Schema(Draw draw, List<(string Key, string Type, string Value)> properties)
    {
        var schema = new StringBuilder("{");
        if (draw.Chance(0.3))
        {
            schema.Append("\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",");
        }

        schema.Append("\"type\":\"object\",\"properties\":{")
            .AppendJoin(',', properties.Select(property => $"\"{property.Key}\":{{\"type\":\"{property.Type}\"}}")).Append('}');
        if (draw.Chance(0.4))
        {
            schema.Append(",\"additionalProperties\":false");
        }

        return schema.Append(",\"required\":[").AppendJoin(',', properties.Select(property => $"\"{property.Key}\"")).Append("]}").ToString();
    }
}
