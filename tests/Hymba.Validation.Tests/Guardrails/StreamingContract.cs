namespace Hymba.Validation.Tests.Guardrails;

/// <summary>What <see cref="ITextValidator.FindOpenStart"/> promises, asked at every length of a text.</summary>
internal static class StreamingContract
{
    /// <summary>First breach; null for none.</summary>
    public static string? FindBreach(ITextValidator validator, string text)
    {
        var context = new ValidationContext();
        List<Finding> whole = validator.Find(text);
        for (int length = 0; length <= text.Length; length++)
        {
            string prefix = text[..length];
            int open = validator.FindOpenStart(prefix, context);
            if (open < 0 || open > length)
            {
                return $"after {length} of {text.Length}: open start {open}";
            }

            List<Finding> settled = validator.Find(prefix).FindAll(finding => finding.Start < open);
            if (settled.Exists(finding => finding.End > open))
            {
                return $"after {length}: a finding reaches over the open start {open}";
            }

            if (!settled.SequenceEqual(whole.Where(finding => finding.Start < open)))
            {
                return $"after {length}: findings before {open} change later";
            }
        }

        return null;
    }
}
