// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.SystemTests.Architecture;

namespace Ledger.SystemTests.Tour;

/// <summary>A README's tour as it stands: the commands with what they write, and the files that they read.</summary>
internal static partial class TourText
{
    private const string Prompt = "$ ";
    private const string Fence = "```";

    /// <summary>Commands and files in their order; a block with a word behind its fence shows something else. A file's name is the last <c>`name.json`</c> in the prose before it.</summary>
    public static IReadOnlyList<TourStep> Read(string readme)
    {
        List<TourStep> steps = [];
        var lines = Checkout.Read(readme).Split('\n');
        var named = "";
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                named = FileName().Matches(lines[i]) is [.., var last] ? last.Groups["name"].Value : named;
                continue;
            }

            var (isFile, isWalked) = (lines[i] == Fence + "json", lines[i] == Fence);
            var block = lines.Skip(i + 1).TakeWhile(line => line != Fence).ToList();
            i += block.Count + 1;
            if (isFile)
            {
                steps.Add(new TourFile(named, string.Join('\n', block)));
            }
            else if (isWalked && block.Count > 0 && block[0].StartsWith(Prompt, StringComparison.Ordinal))
            {
                steps.AddRange(Commands(block));
            }
        }

        return steps;
    }

    /// <summary>A line without what differs from run to run: ids, times, numbers and the width of columns.</summary>
    public static string Shape(string line) =>
        Gap().Replace(Number().Replace(Time().Replace(Id().Replace(line, "<id>"), "<time>"), "<n>"), "  ").TrimEnd();

    /// <summary>The ids, hashes and signatures in a line; <c>0x…</c> where the README leaves one out.</summary>
    public static IReadOnlyList<string> Ids(string line) => [.. Id().Matches(line).Select(match => match.Value)];

    /// <summary>The day on which the output was taken, the latest that a step of a verification names: drafts name days before it.</summary>
    public static DateOnly Day(IEnumerable<TourStep> steps) => steps.OfType<TourCommand>()
        .SelectMany(command => command.Output)
        .Where(line => line.StartsWith('['))
        .SelectMany(line => Time().Matches(line))
        .Max(time => DateOnly.ParseExact(time.Value[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The text with every day moved by whole years, which leaves quarters what they are.</summary>
    public static string Moved(string text, int years) => Date().Replace(
        text,
        match => DateOnly.ParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddYears(years).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static IEnumerable<TourCommand> Commands(List<string> block)
    {
        for (var at = 0; at < block.Count;)
        {
            var output = block.Skip(at + 1).TakeWhile(line => !line.StartsWith(Prompt, StringComparison.Ordinal)).ToList();
            yield return new TourCommand(block[at][Prompt.Length..], output);
            at += output.Count + 1;
        }
    }

    [GeneratedRegex("`(?<name>[a-z]+\\.json)`", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex FileName();

    [GeneratedRegex("0x([0-9a-fA-F]{40,}|…)", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex Time();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex Date();

    [GeneratedRegex(@"\d+", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex Number();

    [GeneratedRegex(" {2,}", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex Gap();
}

/// <summary>Something that the reader does.</summary>
internal abstract record TourStep;

/// <summary>The reader writes a file.</summary>
internal sealed record TourFile(string Name, string Text) : TourStep;

/// <summary>The reader types a line and sees what it writes; <c>…</c> stands for any lines, and nothing for whatever it may be.</summary>
internal sealed record TourCommand(string Line, IReadOnlyList<string> Output) : TourStep;
