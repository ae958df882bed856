using Hymba.Validation.Pii;
using Hymba.Validation.Scanning;
using Hymba.Validation.Secrets;

namespace Hymba.Validation.Tests.Scanning;

public sealed class LinearWorkTests
{
    private const int Small = 20_000;
    private const int Large = 80_000;
    private const int MostReadsPerCharacter = 600;

    public static TheoryData<string> Pieces => new(
        "a", "1 ", "1", "4012 8888 8888 1882 ", "+1 415 555 0132 ", "a.", "a.a@", "sk-", "password=",
        "-----BEGIN RSA PRIVATE KEY-----\n", "http://a", "%41",
        "QUFBQUFB ", "::1 ", "1234567890", "eyJ", "\"a", "GB82 WEST ", "://a:a@", "00:", "(((", "x@x.x.", "curl -u a:", "bearer a");

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Work_grows_with_the_text_and_no_faster(string piece)
    {
        EntityScanner[] scanners = [new(PiiRecognizers.Create(null)), new(SecretRecognizers.Create(new SecretsOptions()))];
        foreach (EntityScanner scanner in scanners)
        {
            long small = scanner.CountReads(Repeat(piece, Small));
            long large = scanner.CountReads(Repeat(piece, Large));

            Assert.InRange(large, 0, (small * Large / Small * 11 / 10) + 10_000);
            Assert.InRange(large, 0, (long)Large * MostReadsPerCharacter);
        }
    }

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
