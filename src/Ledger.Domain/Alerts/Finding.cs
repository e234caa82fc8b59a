// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Ethereum;

namespace Ledger.Domain.Alerts;

/// <summary>What a watch rule states, or takes for granted.</summary>
public abstract record Clause : Statement;

/// <summary>What one watch rule found. An alert is a finding with a state, kept elsewhere.</summary>
/// <param name="Rule">The rule's name, as the API has it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Records">The deciding records, the observation first: record ids, act ids, license ids.</param>
/// <param name="Assumptions">What was taken for granted where nothing is known.</param>
public sealed record Finding(
    string Rule,
    Clause Reason,
    ImmutableArray<Hash32> Records,
    ImmutableArray<Clause> Assumptions);
