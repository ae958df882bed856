using System.Text;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Chat;

/// <summary>Texts of a reply beside its text: files, errors, citations.</summary>
public sealed class SideTextTests
{
    [Theory]
    [InlineData("text/plain", "utf-8")]
    [InlineData("text/csv; charset=iso-8859-1", "iso-8859-1")]
    [InlineData("text/plain; charset=utf-16", "utf-16")]
    [InlineData("application/json", "utf-8")]
    [InlineData("image/svg+xml", "utf-8")]
    [InlineData("text/plain", "iso-8859-1")]
    public async Task A_file_of_text_is_redacted_in_its_own_encoding(string mediaType, string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        foreach (var contents in await RepliesAsync(() => new DataContent(encoding.GetBytes("caf\u00E9, a secret"), mediaType) { Name = "list", RawRepresentation = "secret" }))
        {
            var shown = Assert.IsType<DataContent>(Assert.Single(contents));
            Assert.Equal(("caf\u00E9, a <WORD>", mediaType, "list"), (encoding.GetString(shown.Data.Span), shown.MediaType, shown.Name));
            Assert.Null(shown.RawRepresentation);
        }
    }

    [Theory]
    [InlineData("text/plain", "utf-16LE")]
    [InlineData("text/plain; charset=x-nobody-knows", "utf-8")]
    public async Task A_file_that_cannot_be_read_blocks_where_policy_changes_replies(string mediaType, string charset)
    {
        var bytes = Encoding.GetEncoding(charset).GetBytes("a secret");
        Assert.All(await RepliesAsync(() => new DataContent(bytes, mediaType)), contents => Assert.Equal("pipeline.validator-failed", Blocked(contents)));
        foreach (var contents in await RepliesAsync(() => new DataContent(bytes, mediaType), options => options.OnFailure = FailureMode.Open))
        {
            Assert.Equal(bytes, Assert.IsType<DataContent>(Assert.Single(contents)).Data.ToArray());
        }
    }

    [Fact]
    public async Task What_is_no_text_or_holds_nothing_stays_the_same_object()
    {
        AIContent[] given =
        [
            new DataContent("secret"u8.ToArray(), "image/png"), new DataContent("fine"u8.ToArray(), "text/plain"), new ErrorContent("fine"),
            new TextContent("fine") { Annotations = [new CitationAnnotation { Snippet = "fine", Url = new Uri("https://a.test/") }] },
        ];
        foreach (var content in given)
        {
            Assert.All(await RepliesAsync(() => content), contents => Assert.Same(content, Assert.Single(contents)));
        }
    }

    [Fact]
    public async Task Messages_of_errors_are_redacted()
    {
        foreach (var contents in await RepliesAsync(() => new ErrorContent("no secret") { ErrorCode = "5", Details = "by secret" }))
        {
            var error = Assert.IsType<ErrorContent>(Assert.Single(contents));
            Assert.Equal(("no <WORD>", "5", "by <WORD>"), (error.Message, error.ErrorCode, error.Details));
        }
    }

    [Fact]
    public async Task Citations_are_redacted_and_the_given_ones_left()
    {
        var citation = new CitationAnnotation
        {
            Title = "The secret",
            Snippet = "it is secret",
            Url = new Uri("https://a.test/secret"),
            FileId = "f",
            RawRepresentation = "secret",
            AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = 0, EndIndex = 2 }],
        };
        foreach (var contents in await RepliesAsync(() => new TextContent("all well") { Annotations = [citation] }))
        {
            var text = Assert.IsType<TextContent>(Assert.Single(contents));
            var shown = Assert.IsType<CitationAnnotation>(Assert.Single(text.Annotations!));
            Assert.Equal(("all well", "The <WORD>", "it is <WORD>", null, "f"), (text.Text, shown.Title, shown.Snippet, shown.Url, shown.FileId));
            Assert.Null(shown.RawRepresentation);
            Assert.Single(shown.AnnotatedRegions!);
        }

        Assert.Equal("it is secret", citation.Snippet);
    }

    [Fact]
    public async Task A_redacted_citation_of_a_content_that_cannot_be_copied_blocks()
    {
        var content = new HostedFileContent("f") { Annotations = [new CitationAnnotation { Snippet = "a secret" }] };
        Assert.All(await RepliesAsync(() => content), contents => Assert.Equal("pipeline.validator-failed", Blocked(contents)));
    }

    [Fact]
    public async Task What_is_blocked_ends_the_reply()
    {
        AIContent[] given =
        [
            new DataContent("a BOOM"u8.ToArray(), "text/plain"), new ErrorContent("a BOOM"),
            new TextContent("x") { Annotations = [new CitationAnnotation { Title = "BOOM" }] },
        ];
        foreach (var content in given)
        {
            Assert.All(await RepliesAsync(() => content), contents => Assert.Equal("banned.word", Blocked(contents)));
        }
    }

    private static string? Blocked(IList<AIContent> contents) => Assert.IsType<ErrorContent>(Assert.Single(contents)).Details;

    /// <summary>The contents of a reply with one content, whole and streamed.</summary>
    private static async Task<IList<AIContent>[]> RepliesAsync(Func<AIContent> content, Action<OutputValidationOptions>? configure = null)
    {
        using var client = new ScriptedClient([[new ChatResponseUpdate(ChatRole.Assistant, [content()]) { MessageId = "m" }]]);
        using var guarded = new OutputValidationChatClient(client, Pipelines.Simple(configure));
        var whole = await guarded.GetResponseAsync("hi");
        var streamed = new List<AIContent>();
        await foreach (var update in guarded.GetStreamingResponseAsync("hi"))
        {
            streamed.AddRange(update.Contents);
        }

        return [whole.Messages[0].Contents, streamed];
    }
}
