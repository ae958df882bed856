using System.Globalization;
using Hymba.Validation.Groundedness;

namespace Hymba.Validation.Tests.Groundedness;

public sealed class GroundednessValidatorTests
{
    private static readonly GroundednessValidator Validator = new();

    [Fact]
    public void HaluEval_is_told_apart()
    {
        (double Score, bool Grounded)[] scores = [.. GuardrailCase.Read("groundedness.halueval")
            .Select(item => (GroundednessValidator.Score(item.Text, [item.String("context")]), item.Expected.GetProperty("grounded").GetBoolean()))];
        double[] right = [.. scores.Where(score => score.Grounded).Select(score => score.Score).Order()];
        double[] wrong = [.. scores.Where(score => !score.Grounded).Select(score => score.Score)];
        double auc = wrong.Average(bad => right.Average(good => bad > good ? 1.0 : bad == good ? 0.5 : 0));
        double limit = right[(int)Math.Ceiling(right.Length * 0.95) - 1];
        double recall = wrong.Count(score => score > limit) / (double)wrong.Length;
        string table = string.Create(CultureInfo.InvariantCulture, $"HaluEval: AUC {auc:F3}, recall {recall:P0} at 5 % false positives");
        Figures.Write(table);
        Assert.True(auc >= 0.85 && recall >= 0.7, table);
    }

    [Fact]
    public void Mixed_cases_are_told_apart()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("groundedness.mixed"))
        {
            int found = Contract.Find(Validator, item.Text, Context(item.String("context"))).Count;
            Assert.Equal(item.Expected.GetProperty("grounded").GetBoolean(), found == 0);
        }
    }

    [Theory]
    [InlineData("The bridge opened in 1932.", null)]
    [InlineData("It was opened in March 1932, the Sydney bridge, at 134 metres.", null)]
    [InlineData("The bridge opened in 1935.", "groundedness.number")]
    [InlineData("The Sydney bridge was built by Bradfield.", "groundedness.name")]
    [InlineData("The bridge collapsed.", "groundedness.words")]
    public void Names_and_numbers_count_most(string text, string? rule)
    {
        ValidationContext context = Context("The Sydney Harbour Bridge was opened on 19 March 1932. The bridge rises 134 metres above the water.");
        Assert.Equal(rule, Contract.Find(Validator, text, context).SingleOrDefault().Rule);
        Contract.CheckFindings(Validator, text, context);
    }

    [Fact]
    public void Without_documents_it_is_silent() => Assert.Empty(Contract.Find(Validator, "Anything in 1999."));

    private static ValidationContext Context(string document) => new() { Documents = [document] };
}
