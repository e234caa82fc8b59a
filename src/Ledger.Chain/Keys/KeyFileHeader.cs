// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>What a key file says of itself without its password. A keystore's address is its word until it is opened.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Form">How the key lies in it.</param>
/// <param name="Address">The account; null where a keystore names none.</param>
/// <param name="Party">The party that the key speaks for, where the file says so.</param>
/// <param name="IsDemo">Whether it is one of the demonstration's keys.</param>
public sealed record KeyFileHeader(string Path, KeyForm Form, Address? Address, PartyId? Party, bool IsDemo)
{
    /// <summary>Reads a file's header; a key in the clear is checked against its address.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, or of no form that is known here.</exception>
    public static KeyFileHeader Read(string path)
    {
        var said = KeyFileText.Read(path);
        CryptographicOperations.ZeroMemory(said.Key);
        if (said.Form == KeyForm.Keystore)
        {
            return new KeyFileHeader(path, said.Form, said.Address, said.Party, said.IsDemo);
        }

        var file = KeyFile.Read(path);
        return new KeyFileHeader(path, file.Form, file.Signer.Address, file.Party, file.Signer.IsDemo);
    }
}
