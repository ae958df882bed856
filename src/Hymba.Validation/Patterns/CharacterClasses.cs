using System.Collections.Frozen;

namespace Hymba.Validation.Patterns;

/// <summary>Puts characters that no pattern tells apart into one class. Thread-safe.</summary>
internal sealed class CharacterClasses
{
    // One more than the class; 0 where it is not known yet. Folding the case of one of the other characters takes longer than all else.
    // Writes race harmlessly: all write the same.
    private readonly byte[] _classes = new byte[char.MaxValue + 1];
    private readonly FrozenDictionary<char, byte> _listed;
    private readonly byte _word;
    private readonly byte _space;
    private readonly byte _rest;
    private readonly List<char> _examples = [];
    private readonly bool _ignoreCase;

    public CharacterClasses(IReadOnlyList<PatternNode> nodes, bool ignoreCase)
    {
        _ignoreCase = ignoreCase;
        CharacterSet[] sets = nodes.Where(node => node.Set is not null).Select(node => node.Set!)
            .DistinctBy(Signature).Append(CharacterSet.Word()).ToArray();
        var known = new Dictionary<string, byte>(StringComparer.Ordinal);
        for (int c = 0; c < 128; c++)
        {
            _classes[c] = (byte)(ClassOf((char)c) + 1);
        }

        // Stand-ins for all characters that no pattern lists: a private letter would do as well.
        var listed = sets.SelectMany(set => set.Listed).Distinct().ToArray();
        _word = ClassOf(StandIn('\u0250', char.IsLetter, listed));
        _space = ClassOf(StandIn('\u2000', char.IsWhiteSpace, listed));
        _rest = ClassOf(StandIn('\u2600', c => !char.IsLetterOrDigit(c) && !char.IsWhiteSpace(c), listed));
        _listed = listed.ToDictionary(c => c, ClassOf).ToFrozenDictionary();

        byte ClassOf(char c)
        {
            string key = string.Create(sets.Length, (sets, c), static (span, data) =>
            {
                for (int i = 0; i < span.Length; i++)
                {
                    span[i] = data.sets[i].Contains(data.c) ? '1' : '0';
                }
            });
            if (!known.TryGetValue(key, out byte index))
            {
                index = checked((byte)known.Count);
                known.Add(key, index);
                _examples.Add(c);
            }

            return index;
        }
    }

    public int Count => _examples.Count;

    /// <summary>A character of the class.</summary>
    public char Example(int index) => _examples[index];

    public int this[char character] => _classes[character] is var known and > 0 ? known - 1 : Classify(character);

    private byte Classify(char character)
    {
        char folded = _ignoreCase ? char.ToLowerInvariant(character) : character;
        byte index = folded < 128 ? (byte)(_classes[folded] - 1)
            : _listed.TryGetValue(folded, out byte listed) ? listed
            : char.IsLetterOrDigit(folded) ? _word
            : char.IsWhiteSpace(folded) ? _space
            : _rest;
        _classes[character] = checked((byte)(index + 1));
        return index;
    }

    private static char StandIn(char first, Func<char, bool> kind, char[] listed)
    {
        char c = first;
        while (!kind(c) || Array.IndexOf(listed, c) >= 0)
        {
            c++;
        }

        return c;
    }

    private static string Signature(CharacterSet set)
    {
        char[] bits = new char[131];
        for (int c = 0; c < 128; c++)
        {
            bits[c] = set.Contains((char)c) ? '1' : '0';
        }

        bits[128] = set.OtherWord ? '1' : '0';
        bits[129] = set.OtherSpace ? '1' : '0';
        bits[130] = set.OtherRest ? '1' : '0';
        return new string(bits) + string.Concat(set.Listed.Order());
    }
}
