// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Verification;

/// <summary>The sizes at which the epochs of a pool's usage log were sealed: a sealed epoch takes no checkpoint any more, so its slot says it.</summary>
internal sealed class SealedSizes
{
    private readonly List<ulong> _sizes = [];

    private SealedSizes()
    {
    }

    /// <summary>What is wrong with the seals; null when nothing.</summary>
    public Note? Flaw { get; private set; }

    /// <summary>Reads the seals.</summary>
    /// <param name="evidence">Has one seal for each epoch that is to be sealed, the first first, and where there is none no account either.</param>
    /// <param name="header">The header of the state's block.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="wanted">How many epochs are to be sealed.</param>
    public static SealedSizes Read(LicenseEvidence evidence, BlockHeader header, PoolId pool, int wanted)
    {
        var read = new SealedSizes();
        var (account, seals) = (evidence.State.Pool.UsageLogAccount, evidence.State.Pool.Seals);
        if (!seals.Select(seal => seal.Epoch).SequenceEqual(Enumerable.Range(0, wanted).Select(epoch => (ulong)epoch))
            || (wanted == 0 && !account.IsEmpty))
        {
            read.Flaw = Note.Of("seals-other", ("epochs", wanted));
            return read;
        }

        var state = wanted == 0 ? null : StateReader.Of(header, "UsageLog", evidence.Deployment.Contracts.UsageLog, account);
        for (var i = 0; i < wanted && read.Flaw is null; i++)
        {
            read.Flaw = state!.Read($"size of epoch {i}", StorageSlots.LogSize(pool, seals[i].Epoch), seals[i].Nodes, out var size);
            read._sizes.Add(StorageSlots.ReadSize(size));
        }

        return read;
    }

    /// <summary>
    /// Where a leaf promised at an index of one epoch stands in a later one: past each seal it is carried on, by what lay
    /// before it. Null where it was no longer promised, because it stands before a seal, or where a seal is missing.
    /// </summary>
    public ulong? Carry(ulong epoch, ulong index, ulong later)
    {
        for (; epoch < later; epoch++)
        {
            if (epoch >= (ulong)_sizes.Count || index < _sizes[(int)epoch])
            {
                return null;
            }

            index -= _sizes[(int)epoch];
        }

        return index;
    }
}
