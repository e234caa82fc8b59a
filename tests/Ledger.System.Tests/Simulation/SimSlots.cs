// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Ethereum.Abi;
using Ledger.Evidence.Storage;

namespace Ledger.SystemTests.Simulation;

/// <summary>What of the contracts' state a stranger reads: log keys by a call, sizes of logs from their slots.</summary>
internal static class SimSlots
{
    private const int SelectorSize = 4;

    /// <summary>What <c>logKeyOf(pool)</c> returns: the key and its epoch.</summary>
    public static string LogKeyOf(SimState state, ReadOnlySpan<byte> call)
    {
        var pool = new Hash32(call[SelectorSize..]);
        var answer = new AbiWriter();
        var (key, epoch) = state.LogKeys.GetValueOrDefault(pool);
        answer.Address("logKey", key);
        answer.Uint16("epoch", epoch);
        return Hex.Encode(answer.ToArray());
    }

    /// <summary>A slot of UsageLog; zero where nothing is written.</summary>
    public static Hash32 Read(SimState state, Hash32 slot)
    {
        foreach (var ((pool, epoch), (size, _)) in state.Checkpoints)
        {
            if (StorageSlots.LogSize(new PoolId(pool), epoch) == slot)
            {
                Span<byte> word = stackalloc byte[Hash32.Size];
                new UInt256(0, size).WriteBigEndian(word);
                return new Hash32(word);
            }
        }

        return Hash32.Zero;
    }
}
