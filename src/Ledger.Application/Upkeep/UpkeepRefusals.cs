// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;

namespace Ledger.Application.Upkeep;

/// <summary>Why a backup is not made, or nothing is made of one.</summary>
public abstract record UpkeepRefusal : Refusal;

/// <summary>Something is there already where a backup was to be written.</summary>
public sealed record BackupExists(string File) : UpkeepRefusal
{
    public override string Code => "backup-exists";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File));
}

/// <summary>The file is not a backup of this program, or not of this kind.</summary>
public sealed record BackupForeign(string File, string Reason) : UpkeepRefusal
{
    public override string Code => "backup-foreign";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("reason", Reason));
}

/// <summary>An entry of the backup is not what its manifest says.</summary>
public sealed record BackupDamaged(string File, string Entry) : UpkeepRefusal
{
    public override string Code => "backup-damaged";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("entry", Entry));
}

/// <summary>The secrets are of another ledger than the backup.</summary>
public sealed record BackupMismatch(string File, string Secrets) : UpkeepRefusal
{
    public override string Code => "backup-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("file", File), ("secrets", Secrets));
}

/// <summary>A backup is restored only where nothing is.</summary>
public sealed record DirectoryNotEmpty(string Path) : UpkeepRefusal
{
    public override string Code => "directory-not-empty";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path));
}

/// <summary>The disk has less room than the backup takes.</summary>
public sealed record RoomMissing(string Path, long Needed, long Free) : UpkeepRefusal
{
    public override string Code => "room-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path), ("needed", Needed), ("free", Free));
}

/// <summary>The store cannot be copied; what SQLite says is the reason.</summary>
public sealed record StoreUncopied(string Path, string Reason) : UpkeepRefusal
{
    public override string Code => "store-uncopied";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path), ("reason", Reason));
}

/// <summary>The facts themselves cannot be read, so that nothing can be built from them.</summary>
public sealed record FactsUnreadable(string Reason) : UpkeepRefusal
{
    public override string Code => "facts-unreadable";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}
