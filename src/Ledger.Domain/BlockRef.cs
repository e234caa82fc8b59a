// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain;

/// <summary>One block of one chain; the number alone would name another after a reorg.</summary>
public readonly record struct BlockRef(ulong Number, Hash32 Hash)
{
    public override string ToString() => $"{Number}:{Hash}";
}
