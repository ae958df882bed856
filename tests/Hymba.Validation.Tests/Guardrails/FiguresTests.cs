namespace Hymba.Validation.Tests.Guardrails;

public sealed class FiguresTests(ITestOutputHelper output)
{
    [Fact]
    public void Personal_data_reaches_its_floors()
        => Check([.. PiiFigures.Spans(alone: true), .. PiiFigures.Spans(alone: false), .. PiiFigures.Sentences(), PiiFigures.Obfuscated()]);

    [Fact]
    public void Credentials_reach_their_floors() => Check(SecretFigures.All());

    private void Check(IEnumerable<Figure> figures)
    {
        var below = new List<string>();
        foreach (Figure figure in figures)
        {
            output.WriteLine(figure.ToString());
            if (figure.Total == 0 || figure.Share < figure.Floor)
            {
                below.Add(figure.ToString());
            }
        }

        Assert.Empty(below);
    }
}
