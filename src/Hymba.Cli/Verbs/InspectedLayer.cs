namespace Hymba.Cli.Verbs;

/// <summary>One layer's plan.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Attention"><c>global</c> or <c>window</c>.</param>
/// <param name="KvLayer">The layer whose keys and values it reads; its own number where it makes them.</param>
internal sealed record InspectedLayer(int Index, string Attention, int KvLayer);
