using CsCheck;
using Hymba.SemanticKernel.Tools;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Tools;

public sealed class ToolCallReaderTests
{
    private const string Call = """<toolcall> {"name": "add", "arguments": {"a": 1, "b": "x"}} </toolcall>""";

    [Fact]
    public void Text_without_a_call_passes_unchanged()
        => Assert.Equal("a < b, <tool> and <toolcal", Text(Read("a < b, <tool> and <toolcal")));

    [Fact]
    public void A_call_becomes_content_with_name_arguments_and_an_id_of_its_own()
    {
        ToolCallPiece[] pieces = Read(Call + "\n" + Call);
        Assert.Equal(2, pieces.Length);
        FunctionCallContent first = pieces[0].Call!, second = pieces[1].Call!;
        Assert.Equal("add", first.Name);
        Assert.Equal("1", first.Arguments!["a"]!.ToString());
        Assert.Equal("x", first.Arguments["b"]!.ToString());
        Assert.NotEqual(first.CallId, second.CallId);
    }

    [Fact]
    public void Text_before_and_after_a_call_stays_without_the_space_between()
    {
        ToolCallPiece[] pieces = Read($"Let me see. {Call} Done.");
        Assert.Equal("Let me see.", pieces[0].Text);
        Assert.NotNull(pieces[1].Call);
        Assert.Equal("Done.", pieces[2].Text);
    }

    [Fact]
    public void White_space_around_calls_is_dropped_and_elsewhere_it_stays()
    {
        Assert.All(Read($" \n{Call}\n\n{Call}\n"), piece => Assert.NotNull(piece.Call));
        Assert.Equal("\n hi", Text(Read("\n hi")));
        Assert.Equal("\n", Text(Read("\n")));
    }

    [Theory]
    [InlineData("<toolcall> {not json} </toolcall>", "not valid JSON")]
    [InlineData("<toolcall> [1] </toolcall>", "a JSON Array")]
    [InlineData("""<toolcall> {"arguments": {}} </toolcall>""", "no \"name\"")]
    [InlineData("""<toolcall> {"name": 3} </toolcall>""", "no \"name\"")]
    [InlineData("""<toolcall> {"name": "f", "arguments": [1]} </toolcall>""", "\"arguments\" is a JSON Array")]
    [InlineData("""<toolcall> {"name": "f", "arguments": {""", "the reply ends before")]
    [InlineData("<toolcall> {\"name\": \"f\n </toolcall>", "not valid JSON")]
    [InlineData("""<toolcall> {"name": "\ud800"} </toolcall>""", "surrogate")]
    [InlineData("""<toolcall> {"name": "f", "arguments": {"\ud800": 1}} </toolcall>""", "surrogate")]
    [InlineData("""<toolcall> {"name": "f", "arguments": {"a": ["\udc00"]}} </toolcall>""", "surrogate")]
    public void A_malformed_call_stays_text_and_is_reported(string reply, string problem)
    {
        ToolCallPiece piece = Assert.Single(Read(reply));
        Assert.Equal(reply, piece.Text);
        Assert.Contains(problem, piece.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_call_quotes_nothing_of_it()
        => Assert.Equal("not valid JSON at line 0, byte 11", Assert.Single(Read("""<toolcall> {"name": tsecret} </toolcall>""")).Problem);

    [Fact]
    public void A_closing_tag_inside_an_argument_is_data()
    {
        ToolCallPiece piece = Assert.Single(Read("""<toolcall> {"name": "f", "arguments": {"t": "a \"</toolcall>\" b"}} </toolcall>"""));
        Assert.Equal("a \"</toolcall>\" b", piece.Call!.Arguments!["t"]!.ToString());
    }

    [Fact]
    public void Missing_or_null_arguments_are_none()
    {
        Assert.Empty(Assert.Single(Read("""<toolcall>{"name":"f"}</toolcall>""")).Call!.Arguments!);
        Assert.Null(Assert.Single(Read("""<toolcall>{"name":"f","arguments":{"a":null}}</toolcall>""")).Call!.Arguments!["a"]);
    }

    [Fact]
    public void Text_is_held_back_only_while_it_could_begin_a_call()
    {
        var reader = new ToolCallReader();
        Assert.Equal("Hello", Text([.. reader.Append("Hello")]));
        Assert.Empty(reader.Append("<tool"));
        Assert.Equal("<tools", Text([.. reader.Append("s")]));
        Assert.Empty(reader.Append("<toolcall"));
        Assert.False(reader.IsInCall);
        Assert.Empty(reader.Append("> {"));
        Assert.True(reader.IsInCall);
    }

    [Fact]
    public void Every_split_of_a_reply_gives_the_same_pieces()
    {
        string reply = $"One. {Call}\n<toolcall> broken </toolcall> two < three {Call}";
        string expected = Describe(Read(reply));
        Gen.Int[0, reply.Length].Array[0, 12].Sample(
            cuts =>
            {
                int[] borders = [0, .. cuts.Order(), reply.Length];
                var reader = new ToolCallReader();
                List<ToolCallPiece> pieces = [];
                for (int i = 1; i < borders.Length; i++)
                {
                    pieces.AddRange(reader.Append(reply[borders[i - 1]..borders[i]]));
                }

                pieces.AddRange(reader.Flush());
                return Describe(pieces) == expected;
            },
            seed: "d18Ciub98oq1",
            iter: 500);
    }

    private static ToolCallPiece[] Read(string reply)
    {
        var reader = new ToolCallReader();
        return [.. reader.Append(reply), .. reader.Flush()];
    }

    private static string Text(ToolCallPiece[] pieces) => string.Concat(pieces.Select(piece => piece.Text));

    private static string Describe(IEnumerable<ToolCallPiece> pieces)
        => string.Concat(pieces.Select(piece => piece.Call is { } call ? $"[{call.Name} {call.Arguments!.Count}]" : piece.Problem is null ? piece.Text : $"[bad {piece.Text}]"));
}
