using System.Text.RegularExpressions;
using Hymba.Validation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.SemanticKernel.Tests.Snippets;

/// <summary>The code of docs/validation.md.</summary>
internal sealed class ValidationSnippets(IChatClient inner, TextWriter console)
{
    /// <summary>Asks through the pipeline of the first block.</summary>
    public async Task ClientAsync()
    {
        #region validation-client
        IChatClient client = new ChatClientBuilder(inner)
            .UseFunctionInvocation()
            .UseOutputValidation(options => options.Preset = ValidationPreset.Rag)
            .Build();
        #endregion
        console.WriteLine(client.GetService<ValidationPipeline>() is not null);
        console.WriteLine((await client.GetResponseAsync("Hi", new ChatOptions { MaxOutputTokens = 2 })).FinishReason);
    }

    /// <summary>Validates a text with the policies, the validator and the judge of the other blocks.</summary>
    public async Task PoliciesAsync(string text)
    {
        var services = new ServiceCollection();
        services.AddOutputValidation(Configure);
        #region validation-validator
        services.AddTextValidator(TextValidator.Create("house.ticket", reach: 16, (text, _) => Tickets(text)));
        #endregion
        await using ServiceProvider provider = services.BuildServiceProvider();
        ValidationResult result = await provider.GetRequiredService<ValidationPipeline>().ValidateAsync(text, new ValidationContext());
        console.WriteLine(string.Join(' ', result.Findings.Select(found => $"{found.Finding.Rule}:{found.Action}").Order(StringComparer.Ordinal)));
    }

    private static void Configure(OutputValidationOptions options)
    {
        #region validation-policies
        options.Policies.Add(new PolicyRule { Category = RuleCategories.Pii, Action = ValidationAction.Redact, Style = RedactionStyle.Token });
        options.Policies.Add(new PolicyRule { Rule = "pii.ip-address", Action = ValidationAction.Annotate });
        #endregion
        #region validation-suffix
        options.Policies.Add(new PolicyRule { Category = RuleCategories.Suffix, Roles = { TextRole.User } });
        #endregion
    }

    /// <summary>Adds the judge of the last block.</summary>
    public static void AddJudge(OutputValidationOptions options, IChatClient otherClient)
    {
        #region validation-judge
        options.Judges.Add(new Judge(otherClient, "house.insult", "Does the text insult somebody?"));
        #endregion
    }

    private static IEnumerable<Range> Tickets(string text)
        => Regex.Matches(text, "T-[0-9]{4}", RegexOptions.NonBacktracking).Select(match => match.Index..(match.Index + match.Length));
}
