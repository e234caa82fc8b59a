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

    /// <summary>How the key lies in its file.</summary>
    public CallerKeyForm Form => FormOf(_file.Form);

    /// <summary>Whether it is one of the demonstration's keys, which anybody may know.</summary>
    public bool IsDemo => _file.Signer.IsDemo;

    /// <summary>The party that the key speaks for, where the file says so.</summary>
    public PartyId? Party => _file.Party;

    /// <summary>Signs transactions of the caller's own account.</summary>
    internal ISigner Signer => _file.Signer;

    /// <summary>Signs a digest.</summary>
    public Signature Sign(Hash32 digest) => _file.Signer.Sign(digest);

    /// <summary>Opens a key file of any form; refused where it is missing, readable by others or malformed, or the password is another.</summary>
    public static Outcome<CallerKey> Read(string path, AskCaller ask) => Try(() => new CallerKey(KeyFile.Read(path, file => ask(file)?.Value)));

    /// <summary>Makes a fresh key and writes it under a password, or without one in the clear, mode 0600; refused where the file exists.</summary>
    public static Outcome<CallerKey> Create(string path, CallerPassword? password, PartyId? party) => Try(() => new CallerKey(
        password is null ? KeyFile.Create(path, demo: false, party) : KeyFile.Create(path, password.Value, KeystoreCost.Standard, party)));

    /// <summary>Writes the same key to a new file: under a password, or without one in the clear.</summary>
    public Outcome<CallerKey> WriteTo(string path, CallerPassword? password, CallerKeyForm form) => Try(() => new CallerKey(
        password is null
            ? _file.WriteTo(path, form == CallerKeyForm.Hex ? KeyForm.Hex : KeyForm.Plain)
            : _file.WriteTo(path, password.Value, KeystoreCost.Standard)));

    /// <summary>Puts the key under another password; refused where it lies in the clear.</summary>
    public Outcome<CallerKey> WithPassword(CallerPassword password) => Try(() => new CallerKey(_file.WithPassword(password.Value, KeystoreCost.Standard)));

    /// <summary>Whom the key speaks for from now on.</summary>
    public Outcome<CallerKey> WithParty(PartyId party) => Try(() => new CallerKey(_file.WithParty(party)));

    internal static CallerKeyForm FormOf(KeyForm form) => form switch
    {
        KeyForm.Keystore => CallerKeyForm.Keystore,
        KeyForm.Hex => CallerKeyForm.Hex,
        _ => CallerKeyForm.Plain,
    };

    internal static Outcome<T> Try<T>(Func<T> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (KeyFileException unusable)
        {
            return unusable.Refusal;
        }
    }
}

/// <summary>How a caller's key lies in its file.</summary>
public enum CallerKeyForm
{
    /// <summary>Under a password, as wallets keep it.</summary>
    Keystore,

    /// <summary>In the clear, with its address and party.</summary>
    Plain,

    /// <summary>In the clear, 64 hexadecimal digits.</summary>
    Hex,
}
