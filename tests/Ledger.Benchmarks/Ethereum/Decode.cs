// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Chain.Contracts;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Blocks;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>From a log entry to its event: two topics, an act of six fields, two signatures; against the same words read unchecked.</summary>
internal static class Decode
{
    private const int AllocationSample = 10_000;
    private const int Word = 32;

    private static readonly LogEntry[] Logs = [.. Acts.All.Select((act, i) => Entry(act, Acts.Signatures[i].ToArray()))];

    public static IEnumerable<Measurement> Run()
    {
        var (rate, limit, ratio) = Rounds.Against(Read, ReadBare);
        yield return new Measurement("ethereum.decode", rate, "event/s", limit, ratio);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(AllocationSample);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        yield return new Measurement("ethereum.decode.allocation", (double)allocated / AllocationSample, "B/event");
    }

    private static void Read(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var at = i % Acts.Count;
            if (LicensesContract.ReadLicenseTerminated(Logs[at]).Act.EffectiveAt != Acts.All[at].EffectiveAt)
            {
                throw new InvalidOperationException("The event was not decoded.");
            }
        }
    }

    /// <summary>The same event out of the same bytes, nothing judged.</summary>
    private static void ReadBare(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var at = i % Acts.Count;
            var data = Logs[at].Data.Span;
            var act = new Termination(
                new LicenseId(new Hash32(data[..Word])),
                BinaryPrimitives.ReadUInt64BigEndian(data[((2 * Word) - 8)..]),
                new Hash32(data.Slice(2 * Word, Word)),
                new Hash32(data.Slice(3 * Word, Word)),
                BinaryPrimitives.ReadUInt64BigEndian(data[((5 * Word) - 8)..]),
                new Hash32(data.Slice(5 * Word, Word)));
            var entry = new LicenseTerminatedEvent(
                new LicenseId(Logs[at].Topics[1]), Logs[at].Topics[2], act, data.Slice(8 * Word, 2 * Signature.Size).ToArray());
            if (entry.Act.EffectiveAt != Acts.All[at].EffectiveAt)
            {
                throw new InvalidOperationException("The event was not read.");
            }
        }
    }

    private static LogEntry Entry(Termination act, byte[] signature)
    {
        var data = new AbiWriter();
        data.Struct("act", act);
        data.Bytes("signatures", [.. signature, .. signature]);
        return new LogEntry(Acts.Domain.VerifyingContract, [LicensesContract.LicenseTerminatedTopic, act.License.Value, act.ActId], data.ToArray());
    }
}
