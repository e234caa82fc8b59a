// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Usage;

/// <summary>What somebody does that may need a license.</summary>
public enum PatentAct : byte
{
    Manufacture = 0,
    Sale = 1,
    Import = 2,
    Export = 3,
    Use = 4,
    Stream = 5,
}
