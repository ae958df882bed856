using Hymba.Inference;
using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>
/// Makes engine options. They are immutable, so that code changes them by making others, which the framework's own factory has no place for;
/// its ways to configure and validate are kept. Where nobody names a model, it is the embedded one.
/// </summary>
internal sealed class EngineOptionsFactory(
    IServiceProvider services,
    IEnumerable<EngineOptionsStep> steps,
    IEnumerable<IConfigureOptions<HymbaEngineOptions>> setups,
    IEnumerable<IPostConfigureOptions<HymbaEngineOptions>> postSetups,
    IEnumerable<IValidateOptions<HymbaEngineOptions>> validations,
    DefaultModelNotice notice) : IOptionsFactory<HymbaEngineOptions>
{
    /// <inheritdoc/>
    public HymbaEngineOptions Create(string name)
    {
        HymbaEngineOptions options = steps.Where(step => step.Name == name)
            .Aggregate(new HymbaEngineOptions { ModelPath = string.Empty }, (made, step) => step.Apply(services, made));
        foreach (IConfigureOptions<HymbaEngineOptions> setup in setups)
        {
            if (setup is IConfigureNamedOptions<HymbaEngineOptions> named)
            {
                named.Configure(name, options);
            }
            else if (name == Options.DefaultName)
            {
                setup.Configure(options);
            }
        }

        if (string.IsNullOrEmpty(options.ModelPath))
        {
            options = options with { ModelPath = HymbaModels.NanoName };
            notice.Give(name);
        }

        foreach (IPostConfigureOptions<HymbaEngineOptions> setup in postSetups)
        {
            setup.PostConfigure(name, options);
        }

        string[] failures = [.. validations.Select(v => v.Validate(name, options)).Where(r => r.Failed).SelectMany(r => r.Failures ?? [])];
        return failures.Length == 0 ? options : throw new OptionsValidationException(name, typeof(HymbaEngineOptions), failures);
    }
}
