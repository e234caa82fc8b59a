// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Setup;
using Ledger.Application.Upkeep;
using Ledger.Store;
using Ledger.Store.Facts;
using Ledger.Store.Sqlite;

namespace Ledger.SystemTests.Simulation;

/// <summary>One bit of a copy of the store, turned as a disk turns it: in the file, under everything that would object.</summary>
internal static class SimFlip
{
    private const int Window = 24;

    /// <summary>What a bit can be in.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["header", "fact", "body", "leaf", "signature", "promise"];

    /// <summary>Turns a bit of a copy of the store, and <c>fsck</c> must say so; what it was in.</summary>
    public static async Task<string> ShowAsync(SimLedger ledger, SimTransport transport, SimRandom random)
    {
        using var copy = new ScratchDirectory(ledger.Directory.Root);
        var what = await TurnAsync(ledger, copy.Files, random);
        var report = await ledger.LookOverAsync(copy.Files, transport);
        Assert.True(report.Wrong > 0, $"a bit turned ({what}), and fsck names nothing");
        return what;
    }

    /// <summary>Copies the store and turns a bit of what chance says; what that was.</summary>
    private static async Task<string> TurnAsync(SimLedger ledger, DataDirectory copy, SimRandom random)
    {
        StoreFile.Copy(ledger.Directory.Store, copy.Store);
        File.Copy(ledger.Directory.Secrets, copy.Secrets);
        var file = await File.ReadAllBytesAsync(copy.Store);
        var order = Kinds.OrderBy(_ => random.Next()).ToList();
        foreach (var kind in order)
        {
            // Long bytes may lie in pages that do not follow each other: those are passed over.
            foreach (var bytes in (await ledger.Store.Inner.ReadAsync(reader => Candidates(reader, kind).ToList())).OrderBy(_ => random.Next()))
            {
                if (TryTurn(file, Part(bytes, random), 1 << random.Next(8)))
                {
                    await File.WriteAllBytesAsync(copy.Store, file);
                    return kind;
                }
            }
        }

        throw new InvalidOperationException("Nothing of the store was found in its file.");
    }

    private static IEnumerable<byte[]> Candidates(IStoreReader reader, string kind)
    {
        var records = reader.Journal.List(default, 0, int.MaxValue);
        return kind switch
        {
            "header" => reader.Blocks.Recent(40).Select(block => reader.Blocks.At(block.Number)!.Header),
            "fact" => reader.Blocks.Recent(int.MaxValue).SelectMany(block => reader.Facts.InBlock(block.Hash)).Where(IsFinal(reader)).Select(fact => fact.Data),
            "body" => records.Select(record => record.Body),
            "leaf" => records.Select(record => record.Leaf.ToArray()),
            "signature" => records.Select(record => record.Signature),
            _ => records.Select(record => record.Promise!),
        };
    }

    /// <summary>The chain is asked about these, and answers for each of their bytes.</summary>
    private static Func<FactRow, bool> IsFinal(IStoreReader reader) => fact => fact.Block.Number <= reader.Blocks.Final!.Value.Number;

    /// <summary>So many bytes from somewhere; the same bytes again are taken for a copy of them, so they must not be mostly padding.</summary>
    private static byte[] Part(byte[] bytes, SimRandom random)
    {
        for (var i = 0; i < 50 && bytes.Length >= Window; i++) // a lodging's event has no data at all
        {
            var part = bytes.AsSpan(random.Next(bytes.Length - Window + 1), Window).ToArray();
            if (part.Distinct().Count() > 8)
            {
                return part;
            }
        }

        return [];
    }

    /// <summary>Turns the bit in the middle of these bytes wherever they are: an index holds some of them, too.</summary>
    private static bool TryTurn(byte[] file, byte[] part, int bit)
    {
        var found = false;
        for (var at = 0; part.Length > 0 && file.AsSpan(at).IndexOf(part) is >= 0 and var next; at += next + Window)
        {
            file[at + next + (Window / 2)] ^= (byte)bit;
            found = true;
        }

        return found;
    }
}
