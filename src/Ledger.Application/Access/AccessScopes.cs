// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Application.Access;

/// <summary>What an API key may be used for at all; its roles say where.</summary>
[Flags]
public enum AccessScopes
{
    None = 0,

    /// <summary>Reading what the party may read.</summary>
    Read = 1,

    /// <summary>Making and withdrawing proposals, and bringing signatures to them.</summary>
    Propose = 2,

    /// <summary>Handing in signed records: usage reports, observations.</summary>
    Report = 4,

    /// <summary>Acknowledging alerts, opening matters and exporting their evidence.</summary>
    Resolve = 8,

    /// <summary>Running the host: API keys and what else is the operator's. Never a party's.</summary>
    Operate = 16,

    /// <summary>All that a party's key may have.</summary>
    Party = Read | Propose | Report | Resolve,

    /// <summary>All that the operator's key may have.</summary>
    Operator = Read | Operate,
}
