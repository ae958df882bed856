using Hymba.Validation.Language;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Language;

public sealed class LanguageValidatorTests
{
    [Fact]
    public void Most_cases_are_judged_right()
    {
        GuardrailCase[] cases = [.. GuardrailCase.Read("output_scanners.llm-guard")
            .Where(item => item.String("scanner").StartsWith("Language", StringComparison.Ordinal))];
        GuardrailCase[] wrong = [.. cases.Where(item => Passes(item) != item.Expected.GetProperty("valid").GetBoolean())];
        Figures.Write($"language: {cases.Length - wrong.Length} of {cases.Length}");
        Assert.True(wrong.Length <= 2, string.Join('\n', wrong.Select(item => item.Text)));
    }

    [Theory]
    [InlineData("de", "Wie kann ich mein Passwort zurücksetzen?")]
    [InlineData("fr", "Le train part à huit heures et il arrive vers midi, mais vous pouvez aussi prendre le bus.")]
    [InlineData("es", "El tren sale a las ocho y llega al mediodía, pero también puedes tomar el autobús.")]
    [InlineData("it", "Il treno parte alle otto e arriva a mezzogiorno, ma puoi anche prendere l'autobus.")]
    [InlineData("pt", "O trem sai às oito e não chega antes do meio-dia, mas você também pode tomar um ônibus.")]
    [InlineData("nl", "De trein vertrekt om acht uur en komt rond de middag aan, maar je kan ook met de bus.")]
    [InlineData("sv", "Tåget går klockan åtta och är framme vid tolv, men du kan också ta bussen till staden.")]
    [InlineData("pl", "Pociąg odjeżdża o ósmej i nie jest to daleko, ale można też jechać autobusem.")]
    [InlineData("en", "The train leaves at eight and arrives around noon, but you can also take the bus.")]
    [InlineData("ru", "Сколько стоит этот товар?")]
    [InlineData("ja", "今日の天気はどうですか？")]
    [InlineData("zh", "今天天气怎么样？")]
    [InlineData(null, "OK 42 = x + y")]
    [InlineData(null, "Paris")]
    public void Languages_are_told_apart_and_doubt_is_admitted(string? code, string text) => Assert.Equal(code, LanguageIdentifier.Identify(text));

    [Fact]
    public void A_language_that_the_question_names_lowers_the_confidence()
    {
        const string Reply = "El tren sale a las ocho y llega al mediodía.";
        Assert.Equal(0.8, Confidence("When does the train leave and what does it cost?"));
        Assert.Equal(0.4, Confidence("When does the train leave? Answer in Spanish, please, as it is for a friend"));
        Assert.Empty(Contract.Find(new LanguageValidator(), Reply, Context("¿A qué hora sale el tren y cuándo llega?")));

        static double Confidence(string question) =>
            Assert.Single(Contract.Find(new LanguageValidator(), Reply, Context(question))).Confidence;
    }

    private static bool Passes(GuardrailCase item) =>
        Contract.Find(Create(item), item.Text, Context(item.String("prompt"))).Count == 0;

    private static LanguageValidator Create(GuardrailCase item) => new(item.Data.TryGetProperty("config", out var config)
        ? config.GetProperty("valid_languages").EnumerateArray().Select(code => code.GetString()!) : null);

    private static ValidationContext Context(string question) => new() { Messages = [new(ChatRole.User, question)] };
}
