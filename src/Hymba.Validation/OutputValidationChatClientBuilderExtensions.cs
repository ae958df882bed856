using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.Validation;

/// <summary>Puts output validation into a pipeline of chat clients.</summary>
public static class OutputValidationChatClientBuilderExtensions
{
    /// <summary>
    /// Validates what the clients added after this one are asked and answer. Add it after function invocation, so that tool calls are validated
    /// before they run.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">
    /// Sets options of a pipeline of its own. Default null: the pipeline of <c>AddOutputValidation</c>, or one with default options.
    /// </param>
    public static ChatClientBuilder UseOutputValidation(this ChatClientBuilder builder, Action<OutputValidationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((inner, services) => Around(inner, Pipeline(services, configure)));
    }

    /// <summary>Validates with a given pipeline.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="pipeline">The pipeline.</param>
    public static ChatClientBuilder UseOutputValidation(this ChatClientBuilder builder, ValidationPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(pipeline);
        return builder.Use(inner => Around(inner, pipeline));
    }

    // A client that has passed the same pipeline already has nothing left that it could find.
    private static IChatClient Around(IChatClient inner, ValidationPipeline pipeline)
        => inner.GetService<ValidationPipeline>() == pipeline ? inner : new OutputValidationChatClient(inner, pipeline);

    private static ValidationPipeline Pipeline(IServiceProvider services, Action<OutputValidationOptions>? configure)
    {
        if (configure is null && services.GetService<ValidationPipeline>() is { } registered)
        {
            return registered;
        }

        var options = new OutputValidationOptions();
        configure?.Invoke(options);
        return new ValidationPipeline(() => options, OutputValidationServiceCollectionExtensions.Parts(services));
    }
}
