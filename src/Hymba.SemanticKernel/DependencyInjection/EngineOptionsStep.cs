using Hymba.Inference;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>One step in making an engine's options.</summary>
/// <param name="Name">The options' name.</param>
/// <param name="Apply">Returns changed options.</param>
internal sealed record EngineOptionsStep(string Name, Func<IServiceProvider, HymbaEngineOptions, HymbaEngineOptions> Apply);
