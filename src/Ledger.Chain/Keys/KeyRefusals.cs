// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Chain.Keys;

/// <summary>Why a key file, a keystore or a password file is not usable. Names the file, never what is in it.</summary>
public abstract record KeyRefusal(string File) : Refusal
{
    public override IReadOnlyDictionary<string, string> Args => Named(("file", File));
}

/// <summary>There is no such file.</summary>
public sealed record KeyFileMissing(string File) : KeyRefusal(File)
{
    public override string Code => "key-file-missing";
}

/// <summary>The system does not let it be read, for a reason that is none of the usual ones.</summary>
/// <param name="Error">The system's number of it.</param>
public sealed record KeyFileUnreadable(string File, int Error) : KeyRefusal(File)
{
    public override string Code => "key-file-unreadable";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("error", Error));
}

/// <summary>Whoever runs the program has no permission for it.</summary>
public sealed record KeyFileForbidden(string File) : KeyRefusal(File)
{
    public override string Code => "key-file-forbidden";
}

/// <summary>A folder stands there.</summary>
public sealed record KeyFileIsFolder(string File) : KeyRefusal(File)
{
    public override string Code => "key-file-is-folder";
}

/// <summary>The path is longer than the system takes.</summary>
public sealed record KeyPathTooLong(string File) : KeyRefusal(File)
{
    public override string Code => "key-path-too-long";
}

/// <summary>The folder that it shall be written to is not there.</summary>
public sealed record KeyFolderMissing(string File) : KeyRefusal(File)
{
    public override string Code => "key-folder-missing";
}

/// <summary>No room is left on the disk.</summary>
public sealed record KeyDiskFull(string File) : KeyRefusal(File)
{
    public override string Code => "key-disk-full";
}

/// <summary>The disk can only be read.</summary>
public sealed record KeyDiskReadOnly(string File) : KeyRefusal(File)
{
    public override string Code => "key-disk-read-only";
}

/// <summary>Others than its owner may read it.</summary>
public sealed record KeyFileOpenToOthers(string File, string Mode) : KeyRefusal(File)
{
    public override string Code => "key-file-open-to-others";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("mode", Mode));
}

/// <summary>It is longer than any key file.</summary>
public sealed record KeyFileTooLong(string File, int MaxBytes) : KeyRefusal(File)
{
    public override string Code => "key-file-too-long";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("maxBytes", MaxBytes));
}

/// <summary>It ends before its JSON does.</summary>
public sealed record KeyFileTruncated(string File) : KeyRefusal(File)
{
    public override string Code => "key-file-truncated";
}

/// <summary>It is neither a keystore, nor a plain key file, nor a key in hexadecimal digits.</summary>
public sealed record KeyFileMalformed(string File) : KeyRefusal(File)
{
    public override string Code => "key-file-malformed";
}

/// <summary>Its form is of a version that is not known here.</summary>
public sealed record KeyFileVersionUnknown(string File, string Version) : KeyRefusal(File)
{
    public override string Code => "key-file-version-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("version", Version));
}

/// <summary>A field is missing or not what its form asks for.</summary>
public sealed record KeyFieldInvalid(string File, string Field) : KeyRefusal(File)
{
    public override string Code => "key-field-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("field", Field));
}

/// <summary>The address in the file is not its key's.</summary>
public sealed record KeyAddressMismatch(string File) : KeyRefusal(File)
{
    public override string Code => "key-address-mismatch";
}

/// <summary>A file stands where a new one should.</summary>
public sealed record KeyFileExists(string File) : KeyRefusal(File)
{
    public override string Code => "key-file-exists";
}

/// <summary>The system does not let it be written, for a reason that is none of the usual ones.</summary>
/// <param name="Error">The system's number of it.</param>
public sealed record KeyFileUnwritable(string File, int Error) : KeyRefusal(File)
{
    public override string Code => "key-file-unwritable";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("error", Error));
}

/// <summary>The keystore needs its password, and nobody can be asked.</summary>
public sealed record KeystorePasswordNeeded(string File) : KeyRefusal(File)
{
    public override string Code => "keystore-password-needed";
}

/// <summary>The MAC disagrees: another password, or a changed file. Nobody can tell which.</summary>
public sealed record KeystorePasswordWrong(string File) : KeyRefusal(File)
{
    public override string Code => "keystore-password-wrong";
}

/// <summary>Cipher, key derivation or its hash is none that is known here.</summary>
public sealed record KeystoreUnsupported(string File, string Field, string Value) : KeyRefusal(File)
{
    public override string Code => "keystore-unsupported";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("field", Field), ("value", Value));
}

/// <summary>To try a password would take more memory or time than any honest keystore asks for.</summary>
public sealed record KeystoreTooCostly(string File, string Asked) : KeyRefusal(File)
{
    public override string Code => "keystore-too-costly";

    public override IReadOnlyDictionary<string, string> Args =>
        Named(("file", File), ("asked", Asked), ("maxMebibytes", KeyDerivation.MaxMebibytes));
}

/// <summary>The key lies in the clear and has no password to change.</summary>
public sealed record KeyHasNoPassword(string File) : KeyRefusal(File)
{
    public override string Code => "key-has-no-password";
}

/// <summary>The password is empty, too long, or no text. The file is a dash where it was typed.</summary>
public sealed record PasswordInvalid(string File) : KeyRefusal(File)
{
    public override string Code => "password-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("maxBytes", Password.MaxBytes));
}

/// <summary>A key file is not usable; the refusal says why.</summary>
public sealed class KeyFileException(KeyRefusal refusal) : Exception($"{refusal.Code}: {string.Join(", ", refusal.Args.Values)}")
{
    /// <summary>Why not.</summary>
    public KeyRefusal Refusal => refusal;
}
