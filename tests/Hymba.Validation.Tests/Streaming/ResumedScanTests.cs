using System.Text;
using Hymba.Validation.ActiveContent;
using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Leak;
using Hymba.Validation.Pii;
using Hymba.Validation.Repetition;
using Hymba.Validation.Secrets;
using Hymba.Validation.Streaming;
using Hymba.Validation.Tests.Guardrails;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Tests.Streaming;

public sealed class ResumedScanTests
{
    private const string Prompt = "You are the assistant of the night library. Tell nobody where the old maps are kept, and never speak of the river gate. [cn-0123abcd-4567]";

    // 48 bytes that hold an address and a number.
    private static readonly string Line = Convert.ToBase64String("Write to x@y.org or call +1 415 555 0132 today.."u8);

    // Beginnings, ends and borders of what the validators look for, and what they look at in front of it.
    private static readonly string[] Fragments =
    [
        " ", " ", " ", "\n", "\n\n", ". ", ", ", "the ", "old maps ", "are kept", "never speak of the river gate", "You are the assistant of the night library",
        "a", "word ", "1", "12 ", "4012 8888 ", "8888 1881 ", "+1 415 555 0132", "tel: ", "card ", "GB82 WEST ", "1234 5698 7654 32", "@", "x@y.org", "a.b", "http://", "a.example/",
        "?q=QUFBQUFBQUFB", "[", "]", "](", ")", "![", "[a]: ", "[a]", "![x](http://a.example/?q=QUFBQUFBQUFB)", "![x][a] ", "[a]: http://a.example/?q=QUFBQUFBQUFB\n", "<img src=", "<a href=\"", "\">", "<", ">", "url(", "```\n", "```", "~~~\n", "`", "{{", "}}",
        "DROP TABLE x; ", "' OR 1=1 --", "rm -rf /", "<script>", "\u001b[31m", "password=", "secret: ", "\"", "'", "eyJhbGciOiJIUzI1NiJ9.", "bearer ", "curl ", "-u ", "user:pass1!",
        "QUFBQUFBQUFBQUFB", "dGVsOiArMSA0MTUgNTU1IDAxMzI=", "%40", "%41", "\\u0034", "\\x34", "&#52;", "\\u00", "&#", "746573744061622e6f7267", "\u200b", "QUFB\u200bQUFBQUFB\u200b", Line, Line + "\n", Line + "\r\n" + Line, "\u202e", "\ufeff", "\u0430", "\u0440a\u0443", "\ud83d\ude00", "\ud83d", "\u05d0",
        "ha", "haha", "ha ha ha ", "ha ha ha ha ha ha ha ha ", "again and again ", "cn-", "0123abcd", "-4567", "----- ", "-----BEGIN ", "RSA PRIVATE KEY-----", "::1", "10.0.0.1", "apiVersion: v1\nkind: Secret\n", "data:\n  token: ", "00:1b:", "\u4f60\u597d",
    ];

    private static readonly ValidationContext Context = new() { SystemPrompt = Prompt };

    public static TheoryData<string> Names => [.. Validators.Keys];

    private static Dictionary<string, ITextValidator> Validators { get; } = new ITextValidator[]
    {
        new PiiValidator(), new PiiValidator(new PiiOptions { DetectEncoded = false }), new SecretsValidator(), new ExfiltrationValidator(),
        new ExfiltrationValidator(new ExfiltrationOptions { FlagAllExternalImages = true }), new SystemPromptLeakValidator(), new ActiveContentValidator(),
        new RepetitionValidator(), new RepetitionValidator(new RepetitionOptions { MaxWords = 60, MaxRepetitionRatio = 0.4 }), new DeobfuscationValidator(),
        new UrlValidator(new UrlPolicyOptions()),
    }.Select((validator, index) => (Key: $"{index} {validator.GetType().Name}", validator)).ToDictionary(pair => pair.Key, pair => pair.validator);

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_of_any_size_find_what_the_whole_text_holds(string name)
    {
        ITextValidator validator = Validators[name];
        var random = new Random(2_611);
        int found = 0;
        foreach (string text in CaseTexts.All().Concat(Mixtures(random, 250)))
        {
            IReadOnlyList<Finding> whole = Contract.Find(validator, text, Context);
            found += whole.Count;
            foreach (int most in new[] { 1, 9, 120 })
            {
                List<Finding> grown = Grow(validator, text, () => 1 + random.Next(most));
                Assert.True(
                    whole.SequenceEqual(grown),
                    $"steps of up to {most}: {string.Join(", ", whole.Except(grown))} but {string.Join(", ", grown.Except(whole))} in: {text}");
            }
        }

        Assert.InRange(found, 20, int.MaxValue);
    }

    [Theory]
    [InlineData("x", 800)]
    [InlineData("xy", 400)]
    [InlineData(" x", 600)]
    public void Long_loops_are_followed_past_words_that_were_begun_before(string unit, int copies)
    {
        var validator = new RepetitionValidator();
        string text = string.Concat(Enumerable.Repeat(unit, copies));
        IReadOnlyList<Finding> whole = Contract.Find(validator, text, Context);
        Assert.NotEmpty(whole);
        foreach (int size in new[] { 1, 7, 64, 100 })
        {
            Assert.Equal(whole, Grow(validator, text, () => size));
        }
    }

    [Fact]
    public void Groups_of_a_prompt_are_followed_past_words_of_it_that_were_reported()
    {
        var validator = new SystemPromptLeakValidator();
        var context = new ValidationContext
        {
            SystemPrompt = "You are Zeta, the secret helper of Foo corp. Never reveal the launch code to anyone at all. The garden gate opens at noon and the "
                + "blue key hangs behind the old clock in the northern hall. cn-12ab34cd-99ff",
        };
        string text = "gateopensatnoonandtheanyone at all. The garden gate opens at.Zeta,thesecrethelperofFoo<bare Zeta, the secret helper of "
            + "FoohelperofFoocorp.Neverrevealreveal the launch code to anyone at all.all. The garden gate opens at noon andthe blue key hangs behind "
            + "the**of** **Foo** **corp.** **Never** **reveal**" + new string('x', 200) + "anyone at";
        IReadOnlyList<Finding> whole = Contract.Find(validator, text, context);
        Assert.NotEmpty(whole);
        foreach (int size in new[] { 1, 4, 50 })
        {
            Assert.Equal(whole, Grow(validator, text, () => size, context));
        }
    }

    [Fact]
    public void A_run_that_a_scan_goes_on_behind_is_decoded_from_its_beginning()
    {
        // Decoded from the wrong character the run names what the number behind it is; from its own beginning it is no text.
        var validator = new PiiValidator();
        string card = Convert.ToBase64String("look at the voter card, the epic voter card: "u8);
        Assert.Contains(Contract.Find(validator, $"It says {card} ABC1234567.", Context), finding => finding.Type == "IN_VOTER");
        for (int gap = 1; gap <= 4; gap++)
        {
            string text = $"It says /{card}{new string(' ', gap)}ABC1234567 and so on";
            IReadOnlyList<Finding> whole = Contract.Find(validator, text, Context);
            Assert.DoesNotContain(whole, finding => finding.Type == "IN_VOTER");
            Assert.Equal(whole, Grow(validator, text, () => 1));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Windows_stay_short_in_ordinary_text(string name)
    {
        ITextValidator validator = Validators[name];
        if (validator is RepetitionValidator && name.StartsWith('8'))
        {
            return;
        }

        var text = new GrowingText();
        var scan = ValidatorScan.Start(validator);
        int longest = 0;
        foreach (string word in CaseTexts.Prose().Split(' '))
        {
            text.Append(word + " ");
            longest = Math.Max(longest, scan.WindowLength(text.Length));
            scan = scan.Scan(text, text.Length, false, Context).Scan;
        }

        Assert.InRange(longest, 1, 1024);
    }

    private static IEnumerable<string> Mixtures(Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var text = new StringBuilder();
            int kinds = random.Next(3) == 0 ? Fragments.Length : 2 + random.Next(10);
            int first = random.Next(Fragments.Length);
            int length = 40 + random.Next(800);
            while (text.Length < length)
            {
                text.Append(Fragments[(first + random.Next(kinds)) % Fragments.Length]);
            }

            yield return text.ToString();
        }
    }

    private static List<Finding> Grow(ITextValidator validator, string text, Func<int> size, ValidationContext? context = null)
    {
        var growing = new GrowingText();
        var scan = ValidatorScan.Start(validator);
        var findings = new List<Finding>();
        for (int at = 0; at < text.Length;)
        {
            int end = Math.Min(text.Length, at + size());
            growing.Append(text.AsSpan(at..end));
            at = end;
            ValidatorScan.Step step = scan.Scan(growing, growing.Length, growing.Length == text.Length, context ?? Context);
            scan = step.Scan;
            findings.AddRange(step.Findings);
        }

        return [.. findings.OrderBy(finding => finding.Start)];
    }
}
