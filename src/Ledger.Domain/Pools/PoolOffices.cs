// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Domain.Pools;

/// <summary>Who administers a pool from a fact on.</summary>
/// <param name="Administrator">The administrator.</param>
/// <param name="By">The charter, or the change.</param>
public sealed record AdministratorTerm(PartyId Administrator, Fact By);

/// <summary>One text and code of a policy.</summary>
/// <param name="Policy">Which policy.</param>
/// <param name="CodeHash">keccak-256 of its code.</param>
/// <param name="PolicyRoot">The salted root over its text; zero for the charter's.</param>
/// <param name="By">The charter, or the change.</param>
public sealed record PolicyVersion(Hash32 Policy, Hash32 CodeHash, Hash32 PolicyRoot, Fact By);

/// <summary>One epoch of a pool's usage log.</summary>
/// <param name="Epoch">Its number, from 0 on.</param>
/// <param name="LogKey">Signs its promises and checkpoints.</param>
/// <param name="By">The charter, or the change.</param>
public sealed record LogEpoch(ulong Epoch, Address LogKey, Fact By);

/// <summary>One text of a pool's charter.</summary>
/// <param name="Root">The salted root over its document; zero where it has none.</param>
/// <param name="By">The charter, or the change of the policy <see cref="CharterTerms.Policy"/>.</param>
public sealed record CharterVersion(Hash32 Root, Fact By);
