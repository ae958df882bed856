using Hymba.Cli.Output;

namespace Hymba.Cli.Tests.Output;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a", "a")]
    [InlineData("a\n", "a")]
    [InlineData("a\r\nb\n\nc", "a", "b", "", "c")]
    [InlineData("\n", "")]
    [InlineData("a\u2028b\rc\n", "a\u2028b\rc")]
    [InlineData("\uFEFFa\n\uFEFFb", "a", "\uFEFFb")]
    public async Task Lines_end_at_line_feeds_only(string input, params string[] expected)
        => Assert.Equal(expected, await ReadAllAsync(new LineReader(new StringReader(input), isTerminal: false, () => { })));

    [Fact]
    public async Task A_byte_order_mark_goes_from_a_terminal_too()
        => Assert.Equal(["a", "b"], await ReadAllAsync(new LineReader(new StringReader("\uFEFFa\nb"), isTerminal: true, () => { })));

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task Lines_may_be_longer_than_the_buffer(int length)
    {
        string first = new('x', length), second = new('y', length);
        Assert.Equal([first, second], await ReadAllAsync(new LineReader(new StringReader($"{first}\n{second}\n"), isTerminal: false, () => { })));
    }

    [Fact]
    public async Task Answers_are_sent_before_more_input_is_waited_for()
    {
        var events = new List<string>();
        var input = new StringReader("a\nb\n");
        var lines = new LineReader(input, isTerminal: false, () => events.Add("flush"));
        while (await lines.ReadAsync(TestContext.Current.CancellationToken) is string line)
        {
            events.Add(line);
        }

        Assert.Equal(["flush", "a", "b", "flush"], events);
    }

    private static async Task<List<string>> ReadAllAsync(LineReader lines)
    {
        var all = new List<string>();
        while (await lines.ReadAsync(TestContext.Current.CancellationToken) is string line)
        {
            all.Add(line);
        }

        return all;
    }
}
