using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hymba.Cli.Output;

/// <summary>How every verb writes JSON.</summary>
internal static class JsonFormat
{
    /// <summary>snake_case names, no line breaks, text beyond ASCII as it is; numbers that JSON lacks as "NaN" and "Infinity".</summary>
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };
}
