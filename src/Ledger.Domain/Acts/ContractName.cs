// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Domain.Acts;

/// <summary>The contracts that verify acts; the name is also that of the EIP-712 domain.</summary>
public enum ContractName
{
    Parties,
    Pools,
    Licenses,
    UsageLog,
}
