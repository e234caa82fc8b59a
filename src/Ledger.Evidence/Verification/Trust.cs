// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain.Pools;
using Ledger.Ethereum;

namespace Ledger.Evidence.Verification;

/// <summary>What the verifier's caller trusts already, from another source than the evidence.</summary>
/// <param name="Contracts">Chain id and addresses.</param>
/// <param name="Blocks">
/// Hashes of blocks that are final on that chain. A header is confirmed when its hash is one of them, or the parent hash of
/// a confirmed header.
/// </param>
/// <param name="LicensesCodeHash">keccak256 of the code of Licenses; null when the caller does not know it.</param>
public sealed record Trust(ContractAddresses Contracts, ImmutableHashSet<Hash32> Blocks, Hash32? LicensesCodeHash = null);
