using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace Hymba.JsonSchema.Documents;

/// <summary>The metaschemas of the drafts, embedded, so that a schema may refer to them.</summary>
internal static class Metaschemas
{
    private static readonly ConcurrentDictionary<string, JsonElement?> Read = new(StringComparer.Ordinal);

    /// <summary>The document of a URI without fragment, or null.</summary>
    public static JsonElement? Find(string uri)
    {
        int start = uri.IndexOf("://json-schema.org/", StringComparison.Ordinal);
        return start < 0 ? null : Read.GetOrAdd(uri[(start + "://json-schema.org/".Length)..], Load);
    }

    private static JsonElement? Load(string path)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Metaschemas/{path}.json");
        if (stream is null)
        {
            return null;
        }

        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
