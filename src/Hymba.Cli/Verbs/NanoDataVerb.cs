using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Training.Data;

namespace Hymba.Cli.Verbs;

/// <summary>Writes the data of Hymba Nano to a file.</summary>
internal sealed class NanoDataVerb : Verb
{
    private const int DefaultCount = 1000;
    private const string Train = "train";
    private const string Evaluation = "evaluation";

    private static readonly string[] Kinds = [.. NanoData.Kinds.Select(kind => kind.Kind)];

    private readonly Option<string> _split = Choice(
        "--split", "train|evaluation", [Train, Evaluation], "Which world; the two share no names and values.", Train);

    private readonly Option<string> _kind = Choice(
        "--kind", "K", Kinds, $"Only {string.Join(", ", Kinds[..^1])} or {Kinds[^1]}. Default: all of them, mixed as in training.", absent: null);

    private readonly Option<int?> _count = NumberOption.Create<int>(
        "--count", "N", $"How many examples, from 1 on. Default: {DefaultCount}, with --corpus {TokenizerCorpus.DefaultExamples}.", least: 1);

    private readonly Option<ulong?> _seed = NumberOption.Create<ulong>(
        "--seed", "S", "Chooses the examples: the same options give the same bytes.", absent: 1);

    private readonly Option<string> _out = new("--out")
    {
        Required = true,
        HelpName = "FILE",
        Description = "The file to write. It appears complete or not at all, and replaces one that stands there.",
    };

    private readonly Option<bool> _corpus = new("--corpus")
    {
        Description = "Write the text that Nano's tokenizer is trained on, from training examples. Default: examples, one JSON value a line.",
    };

    public NanoDataVerb(ToolConsole console)
        : base("nano-data", "Writes examples of the generated world that Hymba Nano learns from.", console)
    {
        Details = "Each line is {\"kind\",\"text\"} or {\"kind\",\"tools\",\"contexts\",\"messages\":[{\"role\",\"content\",\"tool_calls\"}]}.";
        Array.ForEach<Option>([_split, _kind, _count, _seed, _out, _corpus], Add);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> UsageErrors(SymbolResult arguments)
    {
        if (arguments.GetValue(_corpus) && arguments.GetValue(_kind) is string kind)
        {
            yield return $"--corpus takes no --kind, '{kind}'; it is made of all kinds.";
        }

        if (arguments.GetValue(_corpus) && arguments.GetValue(_split) == Evaluation)
        {
            yield return $"--corpus takes no --split {Evaluation}; it is made of training examples.";
        }
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        string target = arguments.GetRequiredValue(_out);
        bool isCorpus = arguments.GetValue(_corpus);
        int count = arguments.GetValue(_count) ?? (isCorpus ? TokenizerCorpus.DefaultExamples : DefaultCount);
        ulong seed = arguments.GetValue(_seed)!.Value;
        if (isCorpus)
        {
            TokenizerCorpus.Write(target, seed, count, cancellationToken);
        }
        else
        {
            DataSplit split = arguments.GetValue(_split) == Train ? DataSplit.Train : DataSplit.Evaluation;
            ExampleFile.Write(target, Examples(seed, split, arguments.GetValue(_kind), count, cancellationToken));
        }

        Console.WriteRow("file", target);
        Console.WriteRow("examples", $"{count:N0}");
        return Task.CompletedTask;
    }

    private static IEnumerable<Example> Examples(ulong seed, DataSplit split, string? kind, int count, CancellationToken cancellationToken)
    {
        for (int index = 0; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return kind is null ? NanoData.Create(seed, split, index) : NanoData.Create(seed, split, kind, index);
        }
    }

    private static Option<string> Choice(string name, string valueName, string[] values, string description, string? absent)
    {
        var option = new Option<string>(name) { HelpName = valueName, Description = description };
        if (absent is not null)
        {
            option.DefaultValueFactory = _ => absent;
        }

        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !values.Contains(result.Tokens[0].Value))
            {
                result.AddError($"{name} is '{result.Tokens[0].Value}'; it must be {string.Join(", ", values[..^1])} or {values[^1]}.");
            }
        });
        return option;
    }
}
