namespace Hymba.Training.Data.World;

/// <summary>How the words of a tool's name are joined.</summary>
internal enum ToolNaming
{
    /// <summary>get_weather.</summary>
    Snake,

    /// <summary>getWeather.</summary>
    Camel,

    /// <summary>GetWeather.</summary>
    Pascal,

    /// <summary>Towns_GetWeather or Towns-GetWeather, as Semantic Kernel names the functions of a plugin.</summary>
    Plugin,
}
