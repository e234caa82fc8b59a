// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Xunit.Abstractions;

namespace Ledger.Ethereum.Tests;

/// <summary>Whatever is done to the bytes: our refusals only, never another exception, never a wrong accept.</summary>
/// <remarks>A tenth of the million that <c>LEDGER_TEST_FULL</c> runs, or less; seeds are counted, so that a failure comes again.</remarks>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int FullCount = 1_000_000;
    private const int ShortCount = 60_000;

    private static readonly bool Full = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 };

    public static TheoryData<string> Targets => [.. Mutants.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_changed_input_is_refused_or_is_what_it_says(string target)
    {
        var trial = Mutants.All[target];
        var count = 1 + (((Full ? FullCount : ShortCount) - 1) / Mutants.All.Count);
        var accepted = 0;
        for (var seed = 0; seed < count; seed++)
        {
            try
            {
                accepted += trial(new Samples(seed)) ? 1 : 0;
            }
            catch (Exception wrong)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{target}, seed {seed}: {wrong}"));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target}: {count} changed, {count - accepted} refused, {accepted} accepted as they stand"));
        Assert.True(accepted < count, "Nothing was refused.");
    }
}
