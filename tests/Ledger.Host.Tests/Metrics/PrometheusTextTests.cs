// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Ledger.Host.Metrics;

namespace Ledger.Host.Tests.Metrics;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Counters_add_up_gauges_keep_the_last_and_histograms_sum()
    {
        using var text = new PrometheusText();
        using var meter = new Meter("Ledger.Tests");
        var counter = meter.CreateCounter<long>("test.things");
        var gauge = meter.CreateGauge<long>("test.level");
        var histogram = meter.CreateHistogram<double>("test.seconds");
        meter.CreateObservableGauge("test.seen", () => 7L);
        counter.Add(2, new KeyValuePair<string, object?>("kind", "a\"b"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a\"b"));
        gauge.Record(5);
        gauge.Record(4);
        histogram.Record(0.5);
        histogram.Record(1);

        var lines = text.Write().Split('\n');

        Assert.Contains("# TYPE test_things_total counter", lines);
        Assert.Contains("test_things_total{kind=\"a\\\"b\"} 5", lines);
        Assert.Contains("test_level 4", lines);
        Assert.Contains("test_seen 7", lines);
        Assert.Contains("test_seconds_sum 1.5", lines);
        Assert.Contains("test_seconds_count 2", lines);
    }

    [Fact]
    public void Meters_of_others_are_not_heard()
    {
        using var text = new PrometheusText();
        using var meter = new Meter("Elsewhere");
        meter.CreateCounter<long>("foreign").Add(1);

        Assert.DoesNotContain("foreign", text.Write(), StringComparison.Ordinal);
    }
}
