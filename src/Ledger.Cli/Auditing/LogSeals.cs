// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Domain.Usage;

namespace Ledger.Cli.Auditing;

/// <summary>Where the chain sealed each epoch of a log, and so where a promised leaf has to stand.</summary>
/// <param name="Sizes">The sealed size of each epoch but the present one, by its number.</param>
internal sealed record LogSeals(IReadOnlyList<ulong> Sizes)
{
    /// <summary>The size at which an epoch was sealed; null of the present one.</summary>
    public ulong? Of(ulong epoch) => epoch < (ulong)Sizes.Count ? Sizes[(int)epoch] : null;

    /// <summary>Whether the leaf stands where it was promised, or where the seals since carried it.</summary>
    public bool Puts(Promise promise, LogLeafView leaf)
    {
        var (epoch, index) = (promise.Epoch, promise.Index);
        for (; epoch < leaf.Epoch; epoch++)
        {
            if (Of(epoch) is not { } size || index < size)
            {
                return false;
            }

            index -= size;
        }

        return (epoch, index) == (leaf.Epoch, leaf.LeafIndex);
    }
}
