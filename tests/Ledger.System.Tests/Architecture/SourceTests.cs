// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Ledger.SystemTests.Architecture;

public sealed partial class SourceTests
{
    private const int MedianLines = 80;
    private const int MostLines = 500;

    [Fact]
    public void Every_source_names_its_license()
    {
        var scripts = Checkout.Files("scripts").Concat([".ci/run"]).Where(path => !path.EndsWith(".json", StringComparison.Ordinal));
        Offenders.None(Checkout.Sources().Concat(scripts).Distinct(StringComparer.Ordinal)
            .Where(path => !Checkout.Read(path).Split('\n').Take(3).Any(line => line.Contains("SPDX-License-Identifier: Apache-2.0", StringComparison.Ordinal))));
    }

    [Fact]
    public void Files_are_short()
    {
        var sizes = Checkout.Sources().Select(path => (Path: path, Lines: Checkout.Read(path).Count(letter => letter == '\n'))).OrderBy(file => file.Lines).ToList();
        Offenders.None(sizes.Where(file => file.Lines > MostLines).Select(file => $"{file.Path} has {file.Lines} lines."));
        Assert.True(sizes[sizes.Count / 2].Lines < MedianLines, $"The median file has {sizes[sizes.Count / 2].Lines} lines.");
    }

    [Fact]
    public void Nothing_is_left_for_later() => Offenders.None(Places(LeftOver(), Checkout.Sources()));

    [Fact]
    public void No_test_is_skipped_and_none_waits_for_luck() =>
        // Data beside the checkout may be absent, and a shell on the machine: the two attributes that skip for it say so in a sentence.
        Offenders.None(Places(SkippedOrAsleep(), Checkout.Sources().Where(path =>
            path.StartsWith("tests/", StringComparison.Ordinal)
            && Path.GetFileName(path) is not ("SharedDataFactAttribute.cs" or "ShellTheoryAttribute.cs"))));

    [Fact]
    public void A_suppressed_warning_says_why() =>
        Offenders.None(Places(Suppression(), Checkout.Sources().Where(path => path.StartsWith("src/", StringComparison.Ordinal))));

    private static IEnumerable<string> Places(Regex pattern, IEnumerable<string> paths) =>
        paths.SelectMany(path => Checkout.Read(path).Split('\n').Select((line, index) => (path, line, index)))
            .Where(place => pattern.IsMatch(place.line))
            .Select(place => $"{place.path}:{place.index + 1}: {place.line.Trim()}");

    // Written apart, so that this file does not find itself.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|XX" + @"X|HA" + @"CK)\b|NotImplemented" + @"Exception|throw new NotSupported" + @"Exception\(\)", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"\bSkip" + @"\s*=|Task\.Del" + @"ay\((?!Timeout\.Infinite)|Thread\.Sle" + @"ep\(|\b(it|describe|test)\.(skip|only)\b", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex SkippedOrAsleep();

    [GeneratedRegex(@"#pragma warning dis" + @"able (?!.* // .)|eslint-dis" + @"able|@ts-ig" + @"nore|@ts-noch" + "eck", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex Suppression();
}
