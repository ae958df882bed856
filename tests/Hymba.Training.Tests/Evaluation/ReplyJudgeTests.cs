using Hymba.Training.Evaluation;

namespace Hymba.Training.Tests.Evaluation;

public sealed class ReplyJudgeTests
{
    private const string Call = """<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": 3}} </toolcall>""";

    [Theory]
    [InlineData("Hello!", "Hello!", true)]
    [InlineData("Hello!", " Hello!\n", true)]
    [InlineData("Hello!", "hello!", false)]
    [InlineData("Hello!", "Hello! Hello!", false)]
    [InlineData("Hello!", "", false)]
    public void Text_must_be_the_same_but_for_space_at_its_ends(string expected, string actual, bool isRight)
        => Assert.Equal(new Verdict(isRight, isRight, HasCall: false), ReplyJudge.Judge(expected, actual));

    [Fact]
    public void The_same_call_is_exact() => Assert.Equal(new Verdict(true, true, true), ReplyJudge.Judge(Call, Call + "\n"));

    [Theory]
    [InlineData("""<toolcall>{"arguments":{"limit":3,"town":"Obra"},"name":"find"}</toolcall>""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": 3.0}} </toolcall>""")]
    public void A_call_counts_by_its_values(string actual) => Assert.Equal(new Verdict(true, false, true), ReplyJudge.Judge(Call, actual));

    [Theory]
    [InlineData("""<toolcall> {"name": "look", "arguments": {"town": "Obra", "limit": 3}} </toolcall>""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": 4}} </toolcall>""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": "3"}} </toolcall>""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra"}} </toolcall>""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": 3, "unit": "km"}} </toolcall>""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": 4, "limit": 3}} </toolcall>""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": 3}}""")]
    [InlineData("""<toolcall> {"name": "find", "arguments": {"town": "Obra", "limit": 3} </toolcall>""")]
    [InlineData(Call + "\n" + Call)]
    [InlineData("I look. " + Call)]
    [InlineData(Call + " Done.")]
    [InlineData("<toolcall>")]
    [InlineData("<toolcall></toolcall>")]
    public void Another_call_is_wrong(string actual) => Assert.Equal(new Verdict(false, false, true), ReplyJudge.Judge(Call, actual));

    [Fact]
    public void Text_for_a_call_and_a_call_for_text_are_wrong()
    {
        Assert.Equal(default, ReplyJudge.Judge(Call, "I have no tool for that."));
        Assert.Equal(new Verdict(false, false, true), ReplyJudge.Judge("I have no tool for that.", Call));
    }
}
