using System.Text.RegularExpressions;
using Hymba.Inference;
using Hymba.Inference.Text;

namespace Hymba.Training.Data;

/// <summary>Writes the text from which SentencePiece learns the pieces of Hymba Nano's tokenizer.</summary>
/// <remarks>
/// A small model copies a name from a document into JSON only if the name is cut alike in both. SentencePiece would join the space or the
/// quote before a name with its first letter, or the last letter of one thing with the first of the next. So each unit of the text (a word with the
/// space in front, a run of punctuation, a marker of the chat template) stands alone here, behind a digit where no space belongs to it: with
/// <c>--split_digits</c> digits join nothing. The space before a capital is left out, and of an invented name its capital too, so that no
/// piece has them.
/// </remarks>
internal static partial class TokenizerCorpus
{
    // A capitalised word of the world's templates is in more than one of so many examples; an invented one is not.
    private const int RareIn = 4000;

    /// <summary>How many examples Hymba Nano's own tokenizer was trained on, with the seed 1.</summary>
    public const int DefaultExamples = 60_000;

    /// <summary>Writes the corpus from training examples; the file appears complete or not at all.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="seed">The seed of the examples.</param>
    /// <param name="examples">How many examples; some ten thousands.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="CheckpointWriteException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped; there is no file.</exception>
    public static void Write(string path, ulong seed, int examples, CancellationToken cancellationToken = default)
        => AtomicTextFile.Write(path, writer => Write(writer, seed, examples, cancellationToken));

    private static void Write(TextWriter writer, ulong seed, int examples, CancellationToken cancellationToken)
    {
        var template = new ChatTemplate(new PromptNeutralizer([]));
        string[] texts = new string[examples];
        for (int index = 0; index < examples; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            texts[index] = Text(template, NanoData.Create(seed, DataSplit.Train, index));
        }

        HashSet<string> ordinary = OrdinaryCapitals(texts);
        writer.WriteLine(string.Join(' ', Enumerable.Range('!', '~' - '!' + 1).Select(c => $"0{(char)c}")));
        foreach (string text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                writer.WriteLine(string.Join(' ', Unit().Matches(line).Select(match => Isolated(match.Value, ordinary)).Where(unit => unit.Length > 0)));
            }
        }
    }

    private static string Text(ChatTemplate template, Example example)
        => example.Conversation is ChatPrompt prompt ? template.Render(prompt).Text : example.Text!;

    private static HashSet<string> OrdinaryCapitals(string[] texts)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            foreach (string word in Capitalised().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            {
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        return [.. counts.Where(pair => pair.Value > texts.Length / RareIn).Select(pair => pair.Key)];
    }

    private static string Isolated(string unit, HashSet<string> ordinary)
    {
        if (unit[0] == ' ')
        {
            return unit.Length > 3 && unit[1] == '<' ? "0" + unit[1..] : unit[1..];
        }

        bool isInvented = char.IsAsciiLetterUpper(unit[0]) && !ordinary.Contains(unit);
        return isInvented ? (unit.Length > 1 ? "0" + unit[1..] : "") : "0" + unit;
    }

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Capitalised();

    [GeneratedRegex("<extra_id_|>(User|Assistant|Tool|System)| ?</?(context|toolcall|tool)>|[A-Z][a-z]*|'s\\b| ?[a-z]+| ?[^\\w\\s<]+| ?<|_")]
    private static partial Regex Unit();
}
