namespace Hymba.JsonSchema.Evaluation;

/// <summary>The properties or items of one value that subschemas have judged, for unevaluated*.</summary>
internal sealed class EvaluatedParts
{
    private readonly HashSet<string> _properties = new(StringComparer.Ordinal);
    private readonly HashSet<int> _items = [];
    private int _itemsBelow;

    /// <summary>What merging these parts costs, in steps.</summary>
    public int Cost => _properties.Count + _items.Count;

    public void AddProperty(string name) => _properties.Add(name);

    public bool HasProperty(string name) => _properties.Contains(name);

    public void AddItem(int index) => _items.Add(index);

    /// <summary>Adds all items with a smaller index.</summary>
    public void AddItemsBelow(int index) => _itemsBelow = Math.Max(_itemsBelow, index);

    public bool HasItem(int index) => index < _itemsBelow || _items.Contains(index);

    /// <summary>Adds what another schema has judged of the same value.</summary>
    public void Merge(EvaluatedParts other)
    {
        _properties.UnionWith(other._properties);
        _items.UnionWith(other._items);
        AddItemsBelow(other._itemsBelow);
    }
}
