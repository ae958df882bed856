using Hymba.Validation.ActiveContent;
using Hymba.Validation.Banned;
using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Groundedness;
using Hymba.Validation.Injection;
using Hymba.Validation.Language;
using Hymba.Validation.Leak;
using Hymba.Validation.Pii;
using Hymba.Validation.Repetition;
using Hymba.Validation.Schemas;
using Hymba.Validation.Secrets;
using Hymba.Validation.Urls;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>What judges the text of a case.</summary>
/// <param name="Validators">The validators of its kind, with the settings that it asks for. None where this package has none.</param>
/// <param name="Context">What they know.</param>
internal sealed record CaseSubject(IReadOnlyList<ITextValidator> Validators, ValidationContext Context)
{
    private static readonly CaseSubject None = new([], new());

    // Made once: the compiled tables of these are large.
    private static readonly ITextValidator Injections = new InjectionValidator();
    private static readonly ITextValidator AnySecret = new SecretsValidator();
    private static readonly ITextValidator AnyPii = new PiiValidator();
    private static readonly ITextValidator Active = new ActiveContentValidator();
    private static readonly ITextValidator Fetching = new ExfiltrationValidator();
    private static readonly ITextValidator Hidden = new DeobfuscationValidator();
    private static readonly ITextValidator Prompt = new SystemPromptLeakValidator();

    public static CaseSubject Of(GuardrailFile file, GuardrailCase item) => file.Kind switch
    {
        "pii/sentences" => On(AnyPii),
        "pii/obfuscated" => On(new PiiValidator(new PiiOptions
        {
            Types = item.Config().Strings("entities"),
            DetectEncoded = item.Config().GetProperty("detect_encoded").GetBoolean(),
        })),
        "secrets" or "secrets/redact" => On(AnySecret),
        "benign/user_prompt" or "injection/user_prompt" or "injection/jailbreak" or "injection/system_prompt_extraction" => In(TextRole.User, Injections),
        "injection/tool_result" => In(TextRole.Tool, Injections),
        "injection/retrieved_chunk" => In(TextRole.Document, Injections, AnySecret, AnyPii),
        "normalization" or "text/invisible" => On(Hidden),
        "output/active_content" or "output/terminal_escapes" => On(Active),
        "output/markdown_exfiltration" => On(Fetching),
        "output/system_prompt_leak" => new([Prompt], new() { SystemPrompt = item.String("system_prompt") }),
        "output/repetition" => On(new RepetitionValidator(CaseSettings.Repetition(item))),
        "output/scanner" => Scanner(item),
        "groundedness" => new([new GroundednessValidator()], new() { Documents = [item.String("context")] }),
        "url/allow_list" or "url/detection" => On(new UrlValidator(CaseSettings.Urls(item))),
        "streaming/split_chunks" => item.Expected.Text("type") switch { "SECRET" => On(AnySecret), "CANARY" => On(Prompt), _ => On(AnyPii) },
        _ when file.Kind.StartsWith("pii/", StringComparison.Ordinal)
            => On(new PiiValidator(new PiiOptions { Types = [CaseSettings.EntityType(file, item)] })),
        _ => None,
    };

    public IReadOnlyList<Finding> Find(string text)
        => [.. Validators.SelectMany(validator => Contract.Find(validator, text, Context)).OrderBy(finding => finding.Start)];

    private static CaseSubject Scanner(GuardrailCase item) => item.String("scanner") switch
    {
        "Sensitive" => On(new PiiValidator(new PiiOptions { Types = item.Config().Strings("entity_types") })),
        "ReadingTime" => On(new RepetitionValidator(CaseSettings.Repetition(item))),
        "Regex" => On(new BannedTextValidator(new() { Patterns = item.Config().Strings("patterns") })),
        "Language" => On(new LanguageValidator(item.Config().Strings("valid_languages"))),
        "LanguageSame" => new([new LanguageValidator()], new() { Messages = [new(ChatRole.User, item.String("prompt"))] }),
        "JSON" => new([new JsonReplyValidator()], new() { ResponseFormat = ChatResponseFormat.Json }),
        _ => None,
    };

    private static CaseSubject On(params ITextValidator[] validators) => new(validators, new());

    private static CaseSubject In(TextRole role, params ITextValidator[] validators) => new(validators, new() { Role = role });
}
