using Hymba.Validation.ActiveContent;
using Hymba.Validation.Citations;
using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Groundedness;
using Hymba.Validation.Injection;
using Hymba.Validation.Language;
using Hymba.Validation.Leak;
using Hymba.Validation.Pii;
using Hymba.Validation.Policies;
using Hymba.Validation.Repetition;
using Hymba.Validation.Schemas;
using Hymba.Validation.Secrets;
using Hymba.Validation.Tools;

namespace Hymba.Validation;

/// <summary>
/// The validators that come with this package and work without settings, by category. In a pipeline they take the settings of its options.
/// </summary>
internal static class BuiltInValidators
{
    /// <summary>Makes the text validators of each category.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<ITextValidator>>> Text { get; }
        = new Dictionary<string, Func<IEnumerable<ITextValidator>>>(StringComparer.Ordinal)
        {
            [RuleCategories.Pii] = () => [new PiiValidator()],
            [RuleCategories.Secrets] = () => [new SecretsValidator()],
            [RuleCategories.Exfiltration] = () => [new ExfiltrationValidator()],
            [RuleCategories.Leak] = () => [new SystemPromptLeakValidator()],
            [RuleCategories.Injection] = () => [new InjectionValidator()],
            [RuleCategories.ActiveContent] = () => [new ActiveContentValidator()],
            [RuleCategories.Groundedness] = () => [new GroundednessValidator()],
            [RuleCategories.Citations] = () => [new CitationValidator()],
            [RuleCategories.Repetition] = () => [new RepetitionValidator()],
            [RuleCategories.Schema] = () => [new JsonReplyValidator()],
            [RuleCategories.Language] = () => [new LanguageValidator()],
            [RuleCategories.Deobfuscation] = () => [new DeobfuscationValidator()],
        };

    /// <summary>Makes the validators of tool calls of each category.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<IToolCallValidator>>> Tools { get; }
        = new Dictionary<string, Func<IEnumerable<IToolCallValidator>>>(StringComparer.Ordinal)
        {
            [RuleCategories.Tools] = () =>
            [
                new ToolListValidator(), new ToolArgumentsValidator(), new ToolLoopValidator(), new ToolInjectionValidator(),
                new ToolApprovalValidator(), new ToolResultValidator(),
            ],
        };
}
