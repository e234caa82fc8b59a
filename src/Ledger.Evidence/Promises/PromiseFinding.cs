// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Evidence.Divergences;

namespace Ledger.Evidence.Promises;

/// <summary>What a promise's file comes to.</summary>
public enum PromiseVerdict
{
    /// <summary>Not proven: a step fails.</summary>
    Invalid,

    /// <summary>Not proven: every step holds, but nothing says that these blocks are of that chain.</summary>
    Unconfirmed,

    /// <summary>Not anchored, and not yet due at the block shown.</summary>
    Open,

    /// <summary>The promised leaf was anchored in time.</summary>
    Kept,

    /// <summary>Not anchored in time, or another leaf was.</summary>
    Broken,
}

/// <summary>What became of it.</summary>
/// <param name="Verdict">What the file proves.</param>
/// <param name="Steps">Each thing looked at, in order; after the first that fails none is judged.</param>
/// <param name="Promise">The promise; null where the file cannot be read.</param>
/// <param name="Standing">Where the promise stands if the blocks are of that chain; null where a step fails.</param>
/// <param name="Time">The time of the block that the state is of (UTC seconds); null where a step fails.</param>
public sealed record PromiseFinding(
    PromiseVerdict Verdict, ImmutableArray<DivergenceStep> Steps, Promise? Promise = null, PromiseStanding? Standing = null, ulong? Time = null);

/// <summary>What the verifier's caller knows from elsewhere.</summary>
/// <param name="Blocks">Hashes of blocks that are final on that chain.</param>
/// <param name="Contracts">Chain and contracts; null to take those that the charter names.</param>
/// <param name="Pool">The pool; null to take the promise's.</param>
public sealed record PromiseTrust(ImmutableHashSet<Hash32> Blocks, Domain.Pools.ContractAddresses? Contracts = null, PoolId? Pool = null);
