using System.Runtime.CompilerServices;
using System.Text.Json;
using Hymba.JsonSchema.Documents;
using Hymba.JsonSchema.Nodes;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Evaluation;

/// <summary>One validation: where it stands, what it has found, and what it may still cost. Not thread-safe; schemas are.</summary>
internal sealed class EvaluationContext
{
    private const int MostQuoted = 10;
    private const int FramesPerStep = 16;
    private const int PropertiesPerStep = 16;

    private readonly JsonSchemaOptions _options;
    private readonly List<JsonSchemaError> _errors = [];
    private readonly InstancePath _path;
    private readonly List<SchemaResource> _scope = [];
    private readonly List<(SchemaNode Node, int InstanceDepth)> _frames = [];
    private int _quiet;

    public EvaluationContext(JsonSchemaOptions options)
    {
        _options = options;
        _path = new InstancePath(options.MaxInstanceDepth);
        Budget = new StepBudget(options.MaxEvaluationSteps);
        Comparer = new JsonValueComparer(Budget, options.MaxInstanceDepth, options.MaxNumberDigits);
    }

    public StepBudget Budget { get; }

    public JsonValueComparer Comparer { get; }

    public IReadOnlyList<JsonSchemaError> Errors => _errors;

    /// <summary>Whether there was an error more than the result may hold.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Whether further errors are wanted, or a first failure settles the matter.</summary>
    public bool IsCollecting => _quiet == 0 && !IsTruncated;

    /// <summary>Judges a value.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="instance">The value at the present path.</param>
    /// <param name="outer">Gets what the schema has judged of the value, if it holds; null where nobody asks.</param>
    public bool Evaluate(SchemaNode node, JsonElement instance, EvaluatedParts? outer)
    {
        Budget.Spend(1);
        if (node.Always is bool always)
        {
            return always || Report(node, null, "No value is allowed here.");
        }

        Enter(node);
        EvaluatedParts? own = node.AsksForEvaluated || outer is not null ? new EvaluatedParts() : null;
        bool isValid = true;
        foreach (Keyword keyword in node.Keywords)
        {
            // What a failed rule has judged is not known: what is left over could only be guessed.
            if (!isValid && keyword is (UnevaluatedPropertiesKeyword or UnevaluatedItemsKeyword))
            {
                break;
            }

            Budget.Spend(1);
            isValid &= keyword.Evaluate(this, node, instance, own);
            if (!isValid && !IsCollecting)
            {
                break;
            }
        }

        _scope.RemoveAt(_scope.Count - 1);
        _frames.RemoveAt(_frames.Count - 1);
        if (isValid && outer is not null)
        {
            Budget.Spend(own!.Cost);
            outer.Merge(own);
        }

        return isValid;
    }

    /// <summary>Judges a value without reporting what is wrong.</summary>
    public bool Test(SchemaNode node, JsonElement instance, EvaluatedParts? outer)
    {
        _quiet++;
        bool isValid = Evaluate(node, instance, outer);
        _quiet--;
        return isValid;
    }

    /// <summary>Judges a property of the value at the present path, or its name.</summary>
    public bool EvaluateProperty(SchemaNode node, JsonElement value, string name)
    {
        _path.Push(name, 0);
        bool isValid = Evaluate(node, value, null);
        _path.Pop();
        return isValid;
    }

    /// <summary>Judges an item of the value at the present path.</summary>
    public bool EvaluateItem(SchemaNode node, JsonElement item, int index)
    {
        _path.Push(null, index);
        bool isValid = Evaluate(node, item, null);
        _path.Pop();
        return isValid;
    }

    /// <summary>Judges an item without reporting what is wrong.</summary>
    public bool TestItem(SchemaNode node, JsonElement item, int index)
    {
        _quiet++;
        bool isValid = EvaluateItem(node, item, index);
        _quiet--;
        return isValid;
    }

    /// <summary>Notes an error, where errors are wanted.</summary>
    /// <param name="node">The schema that fails.</param>
    /// <param name="keyword">The keyword that fails; null for the schema <c>false</c>.</param>
    /// <param name="message">One sentence without any string of the instance.</param>
    /// <returns>False, always, so that a keyword can end with it.</returns>
    public bool Report(SchemaNode node, string? keyword, string message)
    {
        if (_quiet > 0)
        {
            return false;
        }

        if (_errors.Count == _options.MaxErrors)
        {
            IsTruncated = true;
            return false;
        }

        string place = keyword is null ? node.Location : JsonPointer.Append(node.Location, keyword);
        _errors.Add(new JsonSchemaError(_path.ToString(), place, keyword ?? node.HeldBy, message));
        return false;
    }

    /// <summary>A number of the instance, exactly.</summary>
    public JsonNumber Number(JsonElement value)
    {
        JsonNumber number = JsonNumber.Read(value, _options.MaxNumberDigits);
        Budget.Spend(number.Digits.Length / StepBudget.BytesPerStep);
        return number;
    }

    /// <summary>A string of the instance.</summary>
    public string Text(JsonElement value)
    {
        string text = JsonText.Of(value);
        Budget.Spend(text.Length / StepBudget.BytesPerStep);
        return text;
    }

    /// <summary>Those of some names that an object lacks.</summary>
    public IReadOnlyList<string> MissingOf(JsonElement value, IReadOnlyCollection<string> names)
    {
        // Looking a property up reads the object to its end.
        Budget.Spend(names.Count * (1L + (value.GetPropertyCount() / PropertiesPerStep)));
        return [.. names.Where(name => !JsonText.TryGet(value, name, out _))];
    }

    /// <summary>The schema of the outermost resource that was entered and has one.</summary>
    public SchemaNode? Outermost(IReadOnlyDictionary<SchemaResource, SchemaNode> anchors)
    {
        Budget.Spend(_scope.Count / FramesPerStep);
        foreach (SchemaResource resource in _scope)
        {
            if (anchors.TryGetValue(resource, out SchemaNode? node))
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>Names for a message; they come from the schema.</summary>
    public static string Quote(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(MostQuoted).Select(name => $"\"{name}\""))
            + (names.Count > MostQuoted ? $" and {names.Count - MostQuoted} more" : string.Empty);

    private void Enter(SchemaNode node)
    {
        Budget.Spend(_frames.Count / FramesPerStep);
        for (int i = _frames.Count - 1; i >= 0 && _frames[i].InstanceDepth == _path.Depth; i--)
        {
            if (ReferenceEquals(_frames[i].Node, node))
            {
                throw new JsonSchemaException(
                    JsonSchemaProblem.ReferenceLoop,
                    "The schema refers to itself without a step into the instance: its validation would never end.",
                    node.Location);
            }
        }

        if (_frames.Count >= _options.MaxEvaluationDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            int limit = Math.Min(_frames.Count, _options.MaxEvaluationDepth);
            throw new JsonSchemaException(
                JsonSchemaProblem.EvaluationTooDeep, $"Schemas apply one another more than {limit} deep, the deepest that they may.", node.Location, limit);
        }

        _scope.Add(node.Resource);
        _frames.Add((node, _path.Depth));
    }
}
