// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Chain.Keys;

/// <summary>A key file: JSON <c>{"ledgerKey":1,"address","privateKey","demo","party"?}</c>, readable by its owner only.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Signer">Signs with it; the key's bytes stay inside.</param>
/// <param name="Party">The party that the key speaks for, where the file says so.</param>
public sealed record KeyFile(string Path, ISigner Signer, PartyId? Party)
{
    /// <summary>Reads a key file.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, malformed, or the address does not belong to the key.</exception>
    public static KeyFile Read(string path) => throw new NotImplementedException(path);

    /// <summary>Makes a fresh key and writes it, mode 0600; never over an existing file.</summary>
    public static KeyFile Create(string path, bool demo, PartyId? party = null) => throw new NotImplementedException(path);
}

/// <summary>A key file is not usable; the message says why and names the file, never the key.</summary>
public sealed class KeyFileException(string message) : Exception(message);
