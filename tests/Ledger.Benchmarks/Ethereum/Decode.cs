// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Contracts;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Blocks;

namespace Ledger.Benchmarks.Ethereum;

/// <summary>From a log entry to its event: two topics, an act of six fields, two signatures.</summary>
internal static class Decode
{
    private const int AllocationSample = 10_000;

    private static readonly LogEntry[] Logs = [.. Acts.All.Select((act, i) => Entry(act, Acts.Signatures[i].ToArray()))];

    public static IEnumerable<Measurement> Run()
    {
        yield return new Measurement("ethereum.decode", Rounds.Rate(Read), "event/s");
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

    private static LogEntry Entry(Domain.Licenses.Termination act, byte[] signature)
    {
        var data = new AbiWriter();
        data.Struct("act", act);
        data.Bytes("signatures", [.. signature, .. signature]);
        return new LogEntry(Acts.Domain.VerifyingContract, [LicensesContract.LicenseTerminatedTopic, act.License.Value, act.ActId], data.ToArray());
    }
}
