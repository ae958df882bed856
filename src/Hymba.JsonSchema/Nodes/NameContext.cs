using System.Text.Json.Serialization;

namespace Hymba.JsonSchema.Nodes;

/// <summary>Turns property names into JSON strings without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class NameContext : JsonSerializerContext;
