using System.Globalization;
using TorchSharp;

namespace Hymba.Inference;

/// <summary>Reads the device names that options take.</summary>
internal static class DeviceName
{
    /// <summary>Parses <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>; says nothing of whether the device is there.</summary>
    public static bool TryParse(string? name, out (DeviceType Type, int Index) device)
    {
        device = (DeviceType.CPU, -1);
        if (name == "cpu")
        {
            return true;
        }

        device = (DeviceType.CUDA, 0);
        return name == "cuda"
            || (name is not null && name.StartsWith("cuda:", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out device.Index));
    }
}
