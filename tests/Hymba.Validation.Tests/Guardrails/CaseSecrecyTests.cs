using System.Diagnostics;
using System.Text.Json;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>No value that is found in a case is told in a log, a tag, a record, an error or another request.</summary>
public sealed class CaseSecrecyTests
{
    // Shorter ones occur by chance in hashes and offsets.
    private const int LeastUnits = 6;

    private static readonly string[] Checks = ["spans", "detect", "transform", "stream", "flag", "flag_typed", "leak", "url_filter"];

    [Theory]
    [InlineData(ValidationAction.Redact)]
    [InlineData(ValidationAction.Block)]
    [InlineData(ValidationAction.Retry)]
    public async Task Values_of_core_cases_are_told_nowhere(ValidationAction action)
    {
        var tags = new List<string>();
        using var listener = TagRecorder.Listen(tags);
        var values = new List<(string Id, string Value)>();
        var said = new List<string>();
        foreach (var file in GuardrailFile.All.Where(file => Checks.Contains(file.Check)))
        {
            foreach (var item in file.Cases.Where(item => item.Tier == "core"))
            {
                var subject = CaseSubject.Of(file, item);
                string[] found = [.. subject.Find(item.Text).Select(finding => item.Text[finding.Start..finding.End]).Where(value => IsTelling(subject, value))];
                if (found.Length > 0)
                {
                    values.AddRange(found.Select(value => (item.Id, value)));
                    var lines = await SayAsync(item, subject, action);
                    Assert.All(found, value => Assert.DoesNotContain(lines, line => line.Contains(value, StringComparison.Ordinal)));
                    said.AddRange(lines);
                }
            }
        }

        Assert.InRange(values.Count, 150, int.MaxValue);
        Assert.InRange(said.Count, 10 * values.Count, int.MaxValue);
        lock (tags)
        {
            string[] distinct = [.. tags.Distinct()];
            Assert.NotEmpty(distinct);
            Assert.All(values, value => Assert.DoesNotContain(distinct, tag => tag.Contains(value.Value, StringComparison.Ordinal)));
        }
    }

    /// <summary>A password may be "password", like a rule.</summary>
    private static bool IsTelling(CaseSubject subject, string value)
        => value.Length >= LeastUnits && !subject.Validators.SelectMany(validator => validator.Rules).Any(rule => rule.Contains(value, StringComparison.Ordinal));

    /// <summary>All that is told while a reply and a tool call hold the text, and a careless validator fails with it.</summary>
    private static async Task<List<string>> SayAsync(GuardrailCase item, CaseSubject subject, ValidationAction action)
    {
        var sink = new RecordingSink();
        using var logs = new LogRecorder();
        using var activity = new Activity("request").Start();
        using var careless = new FaultyValidator("citations.careless", Fault.Throw);
        var options = Pipelines.Options(new PolicyRule { Action = action, Roles = { TextRole.Assistant, TextRole.User } });
        options.OnFailure = FailureMode.Open;
        var pipeline = Pipelines.Make(options, [.. subject.Validators, careless], sink: sink, time: new FakeTimeProvider(), loggers: logs);

        var call = new FunctionCallContent("1", "run", new Dictionary<string, object?> { ["text"] = item.Text });
        var script = item.Text.Chunk(7).Select(piece => ScriptedClient.Text(new string(piece))).ToArray();
        var client = new ScriptedClient(script);
        using var talking = new OutputValidationChatClient(client, pipeline);
        using var calling = new OutputValidationChatClient(new ScriptedClient([new ChatResponseUpdate(ChatRole.Assistant, [call]) { MessageId = "m" }]), pipeline);
        ChatMessage[] messages = [new(ChatRole.System, subject.Context.SystemPrompt ?? "be kind")];
        ChatResponse[] responses =
        [
            await talking.GetResponseAsync(messages), await talking.GetStreamingResponseAsync(messages).ToChatResponseAsync(),
            await calling.GetStreamingResponseAsync(messages).ToChatResponseAsync(),
        ];
        return
        [
            .. logs.Lines,
            .. sink.Records.Select(record => record.ToString()),
            .. activity.Events.SelectMany(entry => entry.Tags).Select(tag => $"{tag.Key}={tag.Value}"),
            .. client.Requests.SelectMany(request => request).Where(message => message.Role != ChatRole.System).Select(message => message.Text),
            .. responses.SelectMany(response => response.Messages).SelectMany(message => message.Contents)
                .Select(content => JsonSerializer.Serialize(content, AIJsonUtilities.DefaultOptions)),
        ];
    }
}
