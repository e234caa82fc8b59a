// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;

namespace Ledger.Evidence.Model;

/// <summary>What is said of the terms of one version of the license, or of one text of the pool's charter: some of the fields, or that they were erased.</summary>
/// <param name="Version">The version's id: the license's for the first one, else its amendment's; of the charter's text the pool's id, or that of the change that made it.</param>
/// <param name="Disclosed">Some of the terms; null where they were erased.</param>
/// <param name="Tombstone">What stays of erased terms; null where some are disclosed.</param>
public sealed record VersionTerms(Hash32 Version, Disclosed? Disclosed, TermsTombstone? Tombstone = null);

/// <summary>The demand that terms were erased for.</summary>
/// <param name="Erasure">The demand.</param>
/// <param name="Signature">The party's that demanded it.</param>
public sealed record TermsTombstone(Erasure Erasure, Signature Signature);
