// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Parties;

/// <summary>What a key may sign for its party.</summary>
[Flags]
public enum KeyScopes : byte
{
    None = 0,

    /// <summary>Admits and retires keys.</summary>
    Root = 1,

    /// <summary>Signs acts that bind the party: pools, schedules, licenses.</summary>
    Contract = 2,

    /// <summary>Signs usage reports and observations.</summary>
    Report = 4,

    /// <summary>Signs essentiality opinions.</summary>
    Opinion = 8,

    /// <summary>Witnesses checkpoints.</summary>
    Witness = 16,

    All = Root | Contract | Report | Opinion | Witness,
}
