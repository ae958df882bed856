using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>Additional properties beside a text that was redacted: what could repeat the text goes (log-probabilities name its tokens).</summary>
internal static class SafeProperties
{
    public static AdditionalPropertiesDictionary? Of(AdditionalPropertiesDictionary? properties)
        => properties is null ? null : new AdditionalPropertiesDictionary(properties.Where(pair => IsSafe(pair.Value)));

    private static bool IsSafe(object? value) => value is null or bool or Enum or DateTime or DateTimeOffset or TimeSpan or Guid
        or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal;
}
