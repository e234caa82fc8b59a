// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Store;

namespace Ledger.Application;

/// <summary>Tells a fault of the world, which may pass, from a mistake of ours: for doors that see neither chain nor store.</summary>
public static class Faults
{
    /// <summary>Whether it failed because another host has become the writer.</summary>
    public static bool IsFenced(Exception thrown) => thrown is StoreFault { Kind: StoreFaultKind.Fenced } or ChainFault { Kind: ChainFaultKind.Fenced };

    /// <summary>Whether the store's disk failed: after a failed write nothing more is written until the host is started again.</summary>
    public static bool IsOfTheDisk(Exception thrown) => thrown is StoreFault { Kind: StoreFaultKind.InputOutput or StoreFaultKind.Corrupt };

    /// <summary>Whether trying again may help.</summary>
    public static bool IsTransient(Exception thrown) => thrown is ChainFault { IsTransient: true } or StoreFault { IsTransient: true };
}
