// SPDX-License-Identifier: Apache-2.0

using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Cli.Texts;
using Ledger.Domain;

namespace Ledger.Cli.Output;

/// <summary>Writes answers: words and columns for people, or with <c>--json</c> the host's JSON and nothing else.</summary>
public sealed class Printer(TextWriter to, CliTexts texts, bool json, bool useColor)
{
    private static readonly JsonSerializerOptions _pretty =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public CliTexts Texts => texts;

    public bool IsJson => json;

    /// <summary>The raw JSON with <c>--json</c>, else what <paramref name="forPeople"/> writes.</summary>
    public void Show(JsonElement raw, Action<Printer> forPeople)
    {
        if (json)
        {
            to.WriteLine(JsonSerializer.Serialize(raw, _pretty));
        }
        else
        {
            forPeople(this);
        }
    }

    public void Line(string text = "") => to.WriteLine(text);

    public void Say(string key, params IEnumerable<(string Name, string Value)> values) => to.WriteLine(texts.Say(key, values));

    /// <summary>Labels and values in two columns; what is null is left out.</summary>
    public void Fields(params IReadOnlyList<(string Label, string? Value)> fields)
    {
        var shown = fields.Where(field => field.Value is not null).Select(field => (Label: texts.Say("label." + field.Label), field.Value)).ToList();
        var width = shown.Count == 0 ? 0 : shown.Max(field => Columns.WidthOf(field.Label));
        foreach (var (label, value) in shown)
        {
            to.WriteLine($"{Columns.Pad(label, width)}  {value}");
        }
    }

    /// <summary>A table under its labels, or the sentence that there is nothing.</summary>
    public void Table(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
        {
            Say("nothing");
            return;
        }

        var lines = rows.Prepend(labels.Select(label => texts.Say("label." + label)).ToList()).ToList();
        var widths = labels.Select((_, column) => lines.Max(line => Columns.WidthOf(line[column]))).ToList();
        foreach (var line in lines)
        {
            to.WriteLine(string.Join("  ", line.Select((cell, column) => Columns.Pad(cell, widths[column]))).TrimEnd());
        }
    }

    /// <summary>A step that is green or red, or pale where an earlier failure kept it from being judged.</summary>
    public void Step(bool ok, string name, string detail, bool isReached = true)
    {
        var (mark, color) = (ok, isReached) switch
        {
            (true, _) => ("step.ok", 32),
            (_, true) => ("step.failed", 31),
            _ => ("step.notReached", 90),
        };
        to.WriteLine($"{Paint(texts.Say(mark), color)} {texts.Word("step." + name, name)}  {detail}");
    }

    public string Paint(string text, int color) => useColor ? $"\u001b[{color}m{text}\u001b[0m" : text;

    /// <summary>UTC seconds as ISO 8601; a dash for null.</summary>
    public static string Time(ulong? seconds) => seconds is { } value ? Wording.Instant(value) : "-";

    /// <summary>A period by its first and last day in the zone of the terms, which is named.</summary>
    public static string Period(ulong start, ulong end, string? zone) => LocalDays.Period(start, end, zone);

    /// <summary>The name in the reader's language, else in any.</summary>
    public string Name(IReadOnlyDictionary<string, string> names) =>
        names.TryGetValue(texts.Language, out var name) ? name : names.Values.FirstOrDefault() ?? "-";
}
