// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.SystemTests.Running;

namespace Ledger.SystemTests.Tour;

/// <summary>The README's five minutes, walked word by word on a fresh ledger: what it shows cannot drift from what is.</summary>
public sealed class TourTests
{
    private const string English = "README.md";
    private const string Chinese = "README.zh-CN.md";
    private const string Data = ".ledger";
    private const string Elision = "…";
    private const int Unconfirmed = 4;
    private const int DaysInAYear = 366;

    private static readonly string[] _unconfirmed = ["Unconfirmed", "未确认"];

    [Theory]
    [InlineData(English)]
    [InlineData(Chinese)]
    public async Task The_tour_goes_as_it_is_written(string readme)
    {
        var steps = TourText.Read(readme);
        using var place = new Place();
        await using var run = ScriptRun.Start(["--data", place[Data], "--port", "0"], ("Ledger__AnchorIntervalSeconds", "3600"));
        var url = await run.ReadyAsync();
        var words = await WordsAsync(run, place);
        var years = (DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber - TourText.Day(steps).DayNumber) / DaysInAYear;
        foreach (var step in steps)
        {
            switch (step)
            {
                case TourFile file:
                    place.Write(file.Name, Put(words, TourText.Moved(file.Text, years)));
                    break;
                case TourCommand command:
                    await WalkAsync(url, place, words, command);
                    break;
                default:
                    throw new InvalidOperationException($"Nobody knows how to do {step}.");
            }
        }

        Assert.Equal(0, await run.InterruptAsync());
    }

    [Fact]
    public void Both_languages_walk_the_same_way()
    {
        Assert.True(TourText.Read(English).OfType<TourCommand>().Count(command => command.Output.Count > 0) >= 5);
        Assert.Equal(Way(English), Way(Chinese));
    }

    private static async Task WalkAsync(Uri url, Place place, Dictionary<string, string> words, TourCommand command)
    {
        var typed = Put(words, command.Line).Split(' ');
        Assert.Equal("./scripts/ledger", typed[0]);
        var ended = await Shell.LedgerAsync(url, place.Root, typed[1..]);
        var code = command.Output.Any(line => _unconfirmed.Any(word => line.StartsWith(word, StringComparison.Ordinal))) ? Unconfirmed : 0;
        Assert.True(ended.Code == code, $"{command.Line} ended with {ended.Code}: {ended.Error}{ended.Output}");

        var written = ended.Output.TrimEnd().Split('\n');
        Compare(command, written, words);
        if (command.Line.Contains(" propose ", StringComparison.Ordinal))
        {
            words["PROPOSAL"] = TourText.Ids(ended.Output)[0];
        }
    }

    /// <summary>Line by line; what the README calls an id is from then on the one that was really there.</summary>
    private static void Compare(TourCommand command, string[] written, Dictionary<string, string> words)
    {
        var at = 0;
        var isElided = false;
        foreach (var line in command.Output)
        {
            if (line == Elision)
            {
                isElided = true;
                continue;
            }

            var shape = TourText.Shape(line);
            at = isElided ? Array.FindIndex(written, at, each => TourText.Shape(each) == shape) : at;
            Assert.True(at >= 0 && at < written.Length, $"{command.Line} does not write: {line}\n{string.Join('\n', written)}");
            Assert.Equal(shape, TourText.Shape(written[at]));
            foreach (var (told, real) in TourText.Ids(line).Zip(TourText.Ids(written[at])).Where(pair => !pair.First.EndsWith(Elision, StringComparison.Ordinal)))
            {
                words[told] = real;
            }

            isElided = false;
            at++;
        }

        Assert.True(isElided || command.Output.Count == 0 || at == written.Length, $"{command.Line} writes more: {string.Join('\n', written)}");
    }

    /// <summary>What the README leaves for the reader to fill in.</summary>
    private static async Task<Dictionary<string, string>> WordsAsync(ScriptRun run, Place place)
    {
        var willow = Party(place, "licensee-willow");
        return new(StringComparer.Ordinal)
        {
            ["POOL"] = (await run.GetAsync("/api/v1/pools")).GetProperty("items")[0].GetProperty("id").GetString()!,
            ["PARTY"] = willow,
            ["LICENSE"] = (await run.GetAsync($"/api/v1/licenses?licensee={willow}")).GetProperty("items")[0].GetProperty("id").GetString()!,
        };
    }

    private static string Party(Place place, string name) =>
        KeyFile.Read(Path.Combine(place[Data], "keys", "demo", name + ".json")).Party!.Value.Value.ToString();

    private static string Put(Dictionary<string, string> words, string text) =>
        words.Aggregate(text, (put, word) => put.Replace(word.Key, word.Value, StringComparison.Ordinal));

    private static IEnumerable<string> Way(string readme)
    {
        var steps = TourText.Read(readme);
        return steps.Select(step => step switch
        {
            TourFile file => $"{file.Name}: {file.Text}",
            TourCommand command => $"{TourText.Shape(command.Line.Replace(" --lang zh-CN", "", StringComparison.Ordinal))}: {command.Output.Count} lines",
            _ => "",
        });
    }
}
