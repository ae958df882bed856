using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Pii;
using Hymba.Validation.Secrets;

namespace Hymba.Validation.Tests.Guardrails;

public sealed class StreamingContractTests
{
    private const int MostHeld = 40;

    public static TheoryData<string> Names => new("pii", "pii, not decoded", "secrets", "deobfuscation");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_settled_never_changes(string name)
    {
        ITextValidator validator = Create(name);
        foreach (string text in CaseTexts.All())
        {
            Assert.Null(StreamingContract.FindBreach(validator, text));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Neighbours_do_not_change_what_is_settled(string name)
    {
        ITextValidator validator = Create(name);
        string text = string.Join(' ', CaseTexts.All().Where((_, index) => index % 9 == 0));
        for (int from = 0; from < text.Length; from += 400)
        {
            Assert.Null(StreamingContract.FindBreach(validator, text[from..Math.Min(text.Length, from + 500)]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Little_of_ordinary_prose_is_held_back(string name)
    {
        ITextValidator validator = Create(name);
        string prose = CaseTexts.Prose();
        var held = new List<int>();
        for (int length = 1; length <= prose.Length; length += 7)
        {
            held.Add(length - validator.FindOpenStart(prose[..length], new ValidationContext()));
        }

        held.Sort();
        Assert.InRange(held[held.Count / 2], 0, MostHeld);
        Assert.InRange(held[^1], 1, 4 * MostHeld);
    }

    [Fact]
    public void Reported_splits_hold_their_values_back()
    {
        GuardrailFile file = GuardrailFile.Get("streaming_splits.issues");
        foreach (GuardrailCase item in file.Cases)
        {
            CaseSubject subject = CaseSubject.Of(file, item);
            string hidden = Assert.Single(item.Expected.Strings("never_emitted"));
            int value = item.Text.IndexOf(hidden, StringComparison.Ordinal);

            Assert.InRange(subject.Validators[0].FindOpenStart(item.Strings("chunks")[0], subject.Context), 0, value);
            Finding found = Assert.Single(subject.Find(item.Text));
            Assert.Equal((value, value + hidden.Length), (found.Start, found.End));
        }
    }

    private static ITextValidator Create(string name) => name switch
    {
        "pii" => new PiiValidator(),
        "pii, not decoded" => new PiiValidator(new PiiOptions { DetectEncoded = false }),
        "secrets" => new SecretsValidator(),
        _ => new DeobfuscationValidator(),
    };
}
