// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Ledger.Host.Metrics;

/// <summary>Listens to every meter named <c>Ledger.*</c> and writes what it heard as Prometheus text (version 0.0.4).</summary>
/// <remarks>Counters and up-down counters add up, gauges keep the last value, histograms give sum and count.</remarks>
public sealed class PrometheusText : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Series, Cell> _cells = new();

    public PrometheusText()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Ledger", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All series, sorted by name and labels, so that two readings compare line by line.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _cells.GroupBy(pair => pair.Key.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var kind = family.First().Value.Kind;
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} {kind}\n");
            foreach (var (series, cell) in family.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
            {
                AppendCell(text, series, cell);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void AppendCell(StringBuilder text, Series series, Cell cell)
    {
        var (sum, count) = cell.Read();
        if (string.Equals(cell.Kind, "summary", StringComparison.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{series.Name}_sum{series.Labels} {sum}\n{series.Name}_count{series.Labels} {count}\n");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{series.Name}{series.Labels} {sum}\n");
        }
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var type = instrument.GetType().Name.Split('`')[0];
        var kind = KindOf(type);
        var cell = _cells.GetOrAdd(new Series(NameOf(instrument, kind), LabelsOf(tags)), static (_, made) => new Cell(made), kind);
        // An observable instrument and a gauge say the whole value each time; the others say what came on top.
        cell.Add(value, instrument.IsObservable || type is "Gauge");
    }

    private static string KindOf(string type) => type switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "summary",
        _ => "gauge",
    };

    private static string NameOf(Instrument instrument, string kind)
    {
        var name = new StringBuilder();
        foreach (var letter in instrument.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '_');
        }

        name.Append(instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return string.Equals(kind, "counter", StringComparison.Ordinal) ? name.Append("_total").ToString() : name.ToString();
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            var written = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{key.Replace('.', '_')}=\"{Escape(written)}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return "{" + string.Join(',', labels) + "}";
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private readonly record struct Series(string Name, string Labels);

    private sealed class Cell(string kind)
    {
        private readonly Lock _gate = new();
        private double _sum;
        private long _count;

        public string Kind => kind;

        public void Add(double value, bool isWhole)
        {
            lock (_gate)
            {
                _sum = isWhole ? value : _sum + value;
                _count++;
            }
        }

        public (double Sum, long Count) Read()
        {
            lock (_gate)
            {
                return (_sum, _count);
            }
        }
    }
}
