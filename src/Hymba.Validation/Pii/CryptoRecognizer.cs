using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>
/// Addresses of wallets: Bitcoin in base58check and bech32 (BIP 173, BIP 350), Ethereum with the check of letter case (EIP-55).
/// </summary>
internal sealed class CryptoRecognizer() : Recognizer("13bBtT0")
{
    private const int LongestBech32 = 90;

    private static readonly ScanRule Rule = PiiRules.Of("CRYPTO");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Rule];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        char first = cursor[start];
        int end = first switch
        {
            '0' => ReadEthereum(cursor, start),
            '1' or '3' => ReadBase58(cursor, start),
            _ => ReadBech32(cursor, start),
        };
        if (end == 0)
        {
            return false;
        }

        match = new Candidate(Rule, start, end, Confidence: 0.95);
        return true;
    }

    private static int ReadEthereum(TextCursor cursor, int start)
    {
        if (cursor[start + 1] is not ('x' or 'X'))
        {
            return 0;
        }

        int end = cursor.Skip(start + 2, CharSet.Hex, 41);
        return end - start == 42 && !Chars.IsWord(cursor[end]) && EthereumAddress.IsValid(cursor.Read(start + 2, end)) ? end : 0;
    }

    private static int ReadBase58(TextCursor cursor, int start)
    {
        int end = cursor.Skip(start, CharSet.Alphanumeric, 36);
        return end - start is >= 26 and <= 35 && cursor[end] != '_' && Base58Check.IsValid(cursor.Read(start, end)) ? end : 0;
    }

    private static int ReadBech32(TextCursor cursor, int start)
    {
        if (!cursor.IsAt(start, "bc1") && !cursor.IsAt(start, "tb1"))
        {
            return 0;
        }

        int end = cursor.Skip(start, CharSet.Alphanumeric, LongestBech32 + 1);
        return end - start is >= 14 and <= LongestBech32 && cursor[end] != '_' && Bech32.IsValid(cursor.Read(start, end)) ? end : 0;
    }
}
