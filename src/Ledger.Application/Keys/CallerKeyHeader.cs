// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Keys;

/// <summary>What a key file says of itself without its password. A keystore's address is its word until it is opened.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Form">How the key lies in it.</param>
/// <param name="Address">The account; null where a keystore names none.</param>
/// <param name="Party">The party that the key speaks for, where the file says so.</param>
/// <param name="IsDemo">Whether it is one of the demonstration's keys.</param>
public sealed record CallerKeyHeader(string Path, CallerKeyForm Form, Address? Address, PartyId? Party, bool IsDemo)
{
    /// <summary>Reads a file's header; refused where it is missing, readable by others or of no form that is known here.</summary>
    public static Outcome<CallerKeyHeader> Read(string path) => CallerKey.Try(() =>
    {
        var header = KeyFileHeader.Read(path);
        return new CallerKeyHeader(header.Path, CallerKey.FormOf(header.Form), header.Address, header.Party, header.IsDemo);
    });
}
