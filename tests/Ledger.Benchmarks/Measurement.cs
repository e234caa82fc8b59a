// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ledger.Benchmarks;

/// <summary>What one benchmark found.</summary>
/// <param name="Name">Group, dot, name.</param>
/// <param name="Value">The median.</param>
/// <param name="Unit">Its unit, such as <c>op/s</c>.</param>
/// <param name="Limit">What the machine gave the bare work in the same run, where there is such a thing.</param>
/// <param name="Ratio">The median of the rounds' value / limit.</param>
internal sealed record Measurement(string Name, double Value, string Unit, double? Limit = null, double? Ratio = null)
{
    private const int Digits = 4;

    /// <summary>One line: <c>{"name","value","unit","limit","ratio","load1"}</c>.</summary>
    public string ToJson(double? load1)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("name", Name);
            Write(writer, "value", Value);
            writer.WriteString("unit", Unit);
            Write(writer, "limit", Limit);
            Write(writer, "ratio", Ratio);
            Write(writer, "load1", load1);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter to, string name, double? value)
    {
        if (value is { } number)
        {
            to.WriteNumber(name, Math.Round(number, number > 1000 ? 0 : Digits));
        }
        else
        {
            to.WriteNull(name);
        }
    }
}
