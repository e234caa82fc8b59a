// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Keys;

/// <summary>How a key lies in its file.</summary>
public enum KeyForm
{
    /// <summary>Under a password, as wallets keep it: version 3 of the Web3 Secret Storage Definition.</summary>
    Keystore,

    /// <summary>In the clear, with its address and party: for a host that must sign with nobody there, and for demonstrations.</summary>
    Plain,

    /// <summary>In the clear, 64 hexadecimal digits and nothing else.</summary>
    Hex,
}
