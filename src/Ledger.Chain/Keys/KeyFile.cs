// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Chain.Keys;

/// <summary>A key file, readable by its owner only: a keystore under a password, or a key in the clear.</summary>
/// <remarks>
/// In the clear it is <c>{"ledgerKey":1,"address","privateKey","demo","party"?}</c>, or 64 digits and nothing else.
/// A keystore names its party under <c>ledger</c>, which wallets pass over.
/// </remarks>
/// <param name="Path">Where it lies.</param>
/// <param name="Form">How the key lies in it.</param>
/// <param name="Signer">Signs with it; the key's bytes stay inside.</param>
/// <param name="Party">The party that the key speaks for, where the file says so.</param>
public sealed record KeyFile(string Path, KeyForm Form, ISigner Signer, PartyId? Party)
{
    /// <summary>Reads a key that lies in the clear; a keystore needs its password.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, malformed, a keystore, or the address does not belong to the key.</exception>
    public static KeyFile Read(string path) => Read(path, null);

    /// <summary>Reads a key file of any form; the password is asked for only where the form has one.</summary>
    /// <exception cref="KeyFileException">Not usable, or the password is not the file's.</exception>
    public static KeyFile Read(string path, AskPassword? ask)
    {
        var said = KeyFileText.Read(path);
        Span<byte> key = stackalloc byte[KeyFileText.KeyBytes];
        try
        {
            if (said.Keystore is { } keystore)
            {
                using var password = ask?.Invoke(path) ?? throw new KeyFileException(new KeystorePasswordNeeded(path));
                if (!keystore.TryOpen(password, key))
                {
                    throw new KeyFileException(new KeystorePasswordWrong(path));
                }
            }
            else
            {
                said.Key.CopyTo(key);
            }

            var signer = Secp256k1.IsPrivateKey(key) ? new LocalSigner(key, said.IsDemo) : throw new KeyFileException(new KeyFieldInvalid(path, "privateKey"));
            return said.Address is { } address && address != signer.Address
                ? throw new KeyFileException(new KeyAddressMismatch(path))
                : new KeyFile(path, said.Form, signer, said.Party);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(said.Key);
        }
    }

    /// <summary>Makes a fresh key and writes it in the clear, mode 0600; never over an existing file.</summary>
    /// <param name="path">Where to; the directory exists.</param>
    /// <param name="demo">Marks the key as the demonstration's.</param>
    /// <param name="party">The party that it speaks for.</param>
    /// <exception cref="KeyFileException">The file exists already, or cannot be written.</exception>
    public static KeyFile Create(string path, bool demo, PartyId? party = null) => Fresh(demo, party).WriteTo(path, KeyForm.Plain);

    /// <summary>Makes a fresh key and writes it under a password, mode 0600; never over an existing file.</summary>
    /// <exception cref="KeyFileException">The file exists already, or cannot be written.</exception>
    public static KeyFile Create(string path, Password password, KeystoreCost cost, PartyId? party = null) =>
        Fresh(demo: false, party).WriteTo(path, password, cost);

    /// <summary>Writes the same key to another file in the clear, mode 0600; never over an existing file.</summary>
    /// <exception cref="KeyFileException">The file exists already, or cannot be written.</exception>
    public KeyFile WriteTo(string path, KeyForm form) => Written(path, form, bytes => OwnerFile.Create(path, bytes), null, default);

    /// <summary>Writes the same key to another file under a password, mode 0600; never over an existing file.</summary>
    /// <exception cref="KeyFileException">The file exists already, or cannot be written.</exception>
    public KeyFile WriteTo(string path, Password password, KeystoreCost cost) =>
        Written(path, KeyForm.Keystore, bytes => OwnerFile.Create(path, bytes), password, cost);

    /// <summary>Puts the key under another password; the file is replaced as a whole.</summary>
    /// <exception cref="KeyFileException">It lies in the clear, or cannot be written.</exception>
    public KeyFile WithPassword(Password password, KeystoreCost cost) => Form == KeyForm.Keystore
        ? Written(Path, Form, bytes => OwnerFile.Replace(Path, bytes), password, cost)
        : throw new KeyFileException(new KeyHasNoPassword(Path));

    /// <summary>Names the party that the key speaks for; the file is replaced as a whole.</summary>
    /// <exception cref="KeyFileException">The file cannot be read or written.</exception>
    public KeyFile WithParty(PartyId party)
    {
        var named = this with { Party = party };
        if (Form != KeyForm.Keystore)
        {
            return named.Written(Path, KeyForm.Plain, bytes => OwnerFile.Replace(Path, bytes), null, default);
        }

        var file = JsonNode.Parse(OwnerFile.Read(Path, KeyFileText.MaxBytes))!.AsObject();
        file["ledger"] = new JsonObject { ["party"] = party.ToString() };
        OwnerFile.Replace(Path, System.Text.Encoding.UTF8.GetBytes(file.ToJsonString(KeyFileText.Indented)));
        return named;
    }

    /// <summary>A fresh key that lies nowhere yet.</summary>
    public static KeyFile Unsaved() => Fresh(demo: false, null);

    private static KeyFile Fresh(bool demo, PartyId? party)
    {
        Span<byte> key = stackalloc byte[KeyFileText.KeyBytes];
        do
        {
            RandomNumberGenerator.Fill(key);
        }
        while (!Secp256k1.IsPrivateKey(key));

        var signer = new LocalSigner(key, demo);
        CryptographicOperations.ZeroMemory(key);
        return new KeyFile("", KeyForm.Plain, signer, party);
    }

    private KeyFile Written(string path, KeyForm form, Action<byte[]> write, Password? password, KeystoreCost cost)
    {
        var key = ((LocalSigner)Signer).Key;
        var keystore = password is null ? null : Keystore.Seal(key, Signer.Address, password, cost);
        var bytes = KeyFileText.Write(form, keystore, key, Signer, Party);
        try
        {
            write(bytes);
            return this with { Path = path, Form = form };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
