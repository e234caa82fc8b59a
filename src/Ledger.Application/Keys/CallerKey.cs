// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Keys;

/// <summary>A caller's own key file, for a door that signs on his behalf; the key's bytes stay in the key ring's room.</summary>
public sealed class CallerKey
{
    private readonly KeyFile _file;

    private CallerKey(KeyFile file) => _file = file;

    public string Path => _file.Path;

    public Address Address => _file.Signer.Address;

    /// <summary>Whether it is one of the demonstration's keys, which anybody may know.</summary>
    public bool IsDemo => _file.Signer.IsDemo;

    /// <summary>The party that the key speaks for, where the file says so.</summary>
    public PartyId? Party => _file.Party;

    /// <summary>Signs a digest.</summary>
    public Signature Sign(Hash32 digest) => _file.Signer.Sign(digest);

    /// <summary>Opens a key file; refused where it is missing, readable by others or malformed.</summary>
    public static Outcome<CallerKey> Read(string path) => Try(() => KeyFile.Read(path));

    /// <summary>Makes a fresh key and writes it, mode 0600; refused where the file exists.</summary>
    public static Outcome<CallerKey> Create(string path, PartyId? party) => Try(() => KeyFile.Create(path, demo: false, party));

    private static Outcome<CallerKey> Try(Func<KeyFile> open)
    {
        try
        {
            return new CallerKey(open());
        }
        catch (KeyFileException unusable)
        {
            return new KeyFileUnusable(unusable.Message);
        }
    }
}

/// <summary>The key file cannot be used; the reason names the file, never the key.</summary>
public sealed record KeyFileUnusable(string Reason) : Refusal
{
    public override string Code => "key-file-unusable";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}
