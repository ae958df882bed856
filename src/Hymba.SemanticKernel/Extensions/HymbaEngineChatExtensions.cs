using Hymba.Inference;
using Hymba.SemanticKernel;
using Hymba.SemanticKernel.Chat;
using Hymba.SemanticKernel.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.AI;

/// <summary>Makes chat clients of engines, without dependency injection.</summary>
public static class HymbaEngineChatExtensions
{
    /// <summary>Makes a chat client of an engine. It may be used from any thread; several clients may share one engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="options">How the client works; copied. Null takes the defaults.</param>
    /// <param name="loggerFactory">Null logs nothing.</param>
    /// <param name="ownsEngine">Whether disposing the client disposes the engine; false leaves that to the caller.</param>
    /// <exception cref="InvalidOptionsException">Options are out of range, all listed.</exception>
    /// <exception cref="ModelLoadException">The checkpoint has no tokenizer.</exception>
    public static IChatClient AsIChatClient(
        this HymbaEngine engine, HymbaChatClientOptions? options = null, ILoggerFactory? loggerFactory = null, bool ownsEngine = false)
    {
        ArgumentNullException.ThrowIfNull(engine);
        options ??= new HymbaChatClientOptions();
        return new HymbaChatClient(
            new EngineSource(engine, ownsEngine),
            options.ModelId ?? ModelName.FromPath(engine.Options.ModelPath),
            options,
            ownsSource: true,
            new RequestObserver(RequestMetrics.Shared, TimeProvider.System),
            (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<HymbaChatClient>(),
            TimeProvider.System);
    }
}
