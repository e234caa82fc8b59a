// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>Signs with one key that it alone holds. A remote signer or an HSM may stand here.</summary>
public interface ISigner
{
    /// <summary>The account of the key.</summary>
    Address Address { get; }

    /// <summary>Whether the key is one of the demonstration's, whose bytes anybody may know.</summary>
    bool IsDemo { get; }

    /// <summary>Signs a digest (of typed data or of a transaction): low s, v 27 or 28.</summary>
    Signature Sign(Hash32 digest);
}
