// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Tests.Bundles;

/// <summary>One bit of one byte of anything is changed. With <c>LEDGER_TEST_FULL</c> of every byte, else of every one outside the entries and of a large sample inside.</summary>
public sealed class FlippedByteTests
{
    private const int Sample = 400;

    private static readonly bool Full = Environment.GetEnvironmentVariable("LEDGER_TEST_FULL") is { Length: > 0 };
    private static readonly EvidenceWorld World = new(rekeyed: true);
    private static readonly byte[] Bundle = EvidenceBundle.Write(BundleTests.Disclosing(World));
    private static readonly List<BundleEntry> Split = StoredZip.Read(Bundle, 10)!;

    public static TheoryData<string> Entries => [.. Split.Select(entry => entry.Name)];

    /// <summary>Which steps an entry carries; the container's own where it can no longer be read as what it was.</summary>
    public static TheoryData<string, StepName[]> Carried => new()
    {
        { "deployment.json", [StepName.Bundle, StepName.Id] },
        { "license.json", [StepName.Bundle, StepName.Id, StepName.Signature] },
        { "headers.json", [StepName.Bundle, StepName.Header] },
        { "events.json", [StepName.Bundle, StepName.Header, StepName.Receipt] },
        { "state.json", [StepName.Bundle, StepName.Header, StepName.Key, StepName.Completeness, StepName.Standing, StepName.Schedule] },
        { "records.json", [StepName.Bundle, StepName.Id, StepName.Signature, StepName.Header, StepName.Receipt, StepName.Completeness, StepName.Records] },
        { "terms.json", [StepName.Bundle, StepName.Terms] },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void In_an_entry_it_is_the_container_that_fails(string name) => Each(Place(name), position =>
    {
        var verification = EvidenceBundle.Verify(Flip(Bundle, position), World.Trust);
        return (verification.Verdict, verification.Failed?.Name) == (Verdict.Invalid, StepName.Bundle);
    });

    [Fact]
    public void Outside_the_entries_every_one_is_found()
    {
        HashSet<int> inside = [.. Split.SelectMany(entry => Place(entry.Name))];
        var passed = Enumerable.Range(0, Bundle.Length).Where(position => !inside.Contains(position))
            .Where(position => EvidenceBundle.Verify(Flip(Bundle, position), World.Trust).Verdict != Verdict.Invalid);
        Assert.Empty(passed);
    }

    /// <summary>The forger writes a new manifest too: a step that the entry carries must fail, and no other comes before it.</summary>
    [Theory]
    [MemberData(nameof(Carried))]
    public void Under_a_new_manifest_a_step_fails_that_the_entry_carries(string name, StepName[] steps)
    {
        var at = Split.FindIndex(entry => entry.Name == name);
        ConcurrentDictionary<StepName, int> seen = [];
        Each(Enumerable.Range(0, Split[at].Content.Length), position =>
        {
            List<BundleEntry> entries = [.. Split];
            entries[at] = new(name, Flip(entries[at].Content.ToArray(), position));
            entries[0] = new(EntryNames.Manifest, Manifest.Write(entries.Skip(1)));
            var verification = EvidenceBundle.Verify(StoredZip.Write(entries), World.Trust);
            var failed = verification.Failed?.Name;
            seen.AddOrUpdate(failed ?? StepName.Bundle, 1, (_, count) => count + 1);
            return verification.Verdict == Verdict.Invalid && failed is { } step && steps.Contains(step);
        });
        // One byte alone, the epoch of a promise, moves a record within its stream: a sample need not have it.
        Assert.Equal(steps.Where(IsSampled).Order(), seen.Keys.Where(IsSampled).Order());
    }

    private static bool IsSampled(StepName step) => Full || step is not StepName.Records;

    /// <summary>Asks of each position, or of a sample that begins and ends with the first and the last.</summary>
    private static void Each(IEnumerable<int> positions, Func<int, bool> holds)
    {
        var all = positions.ToArray();
        var stride = Full ? 1 : Math.Max(1, all.Length / Sample);
        ConcurrentBag<int> wrong = [];
        Parallel.ForEach(all.Where((_, i) => i % stride == 0 || i == all.Length - 1), position =>
        {
            if (!holds(position))
            {
                wrong.Add(position);
            }
        });
        Assert.Empty(wrong.Order());
    }

    private static byte[] Flip(byte[] bytes, int position)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[position] ^= 1;
        return flipped;
    }

    private static IEnumerable<int> Place(string name)
    {
        var offset = 0;
        foreach (var entry in Split)
        {
            offset += 30 + entry.Name.Length;
            if (entry.Name == name)
            {
                return Enumerable.Range(offset, entry.Content.Length);
            }

            offset += entry.Content.Length;
        }

        throw new InvalidOperationException(name + " is no entry.");
    }
}
