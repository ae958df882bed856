using System.Diagnostics.Metrics;
using Hymba.Validation.Audit;

namespace Hymba.Validation.Tests.Fakes;

/// <summary>Keeps the tags of what is measured.</summary>
internal static class TagRecorder
{
    /// <summary>Listens until the listener is disposed. Other tests count in the same meter.</summary>
    /// <param name="said">Added to, under its own lock.</param>
    public static MeterListener Listen(List<string> said)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == ValidationTelemetry.MeterName)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (said)
            {
                foreach (var tag in tags)
                {
                    said.Add($"{instrument.Name} {tag.Key}={tag.Value}");
                }
            }
        });
        listener.Start();
        return listener;
    }
}
