// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain;

/// <summary>A rule says no. One closed family of records per feature.</summary>
public abstract record Refusal : Statement;
