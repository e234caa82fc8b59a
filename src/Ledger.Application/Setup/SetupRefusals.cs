// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary>Why a ledger is not made or not opened.</summary>
public abstract record SetupRefusal : Refusal;

/// <summary>There is nothing to open; <c>init</c> makes it.</summary>
public sealed record DirectoryMissing(string Path) : SetupRefusal
{
    public override string Code => "directory-missing";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path));
}

/// <summary>The directory holds something that is not a ledger's; it is left alone.</summary>
public sealed record DirectoryForeign(string Path) : SetupRefusal
{
    public override string Code => "directory-foreign";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path));
}

/// <summary>A whole ledger is there already.</summary>
public sealed record DirectoryInitialized(string Path) : SetupRefusal
{
    public override string Code => "directory-initialized";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path));
}

/// <summary>Another process has the directory.</summary>
public sealed record DirectoryLocked(string Path) : SetupRefusal
{
    public override string Code => "directory-locked";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path));
}

/// <summary>An <c>init</c> did not end; running it again carries on.</summary>
public sealed record InitUnfinished(string Path) : SetupRefusal
{
    public override string Code => "init-unfinished";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path));
}

/// <summary>The deployment is of a newer version than this program reads.</summary>
public sealed record FormatUnknown(int Format) : SetupRefusal
{
    public override string Code => "format-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("format", Format));
}

/// <summary>The node is of another chain than <c>init</c> pinned: chain id or genesis.</summary>
public sealed record NetworkMismatch(string Pinned, string Found) : SetupRefusal
{
    public override string Code => "network-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("pinned", Pinned), ("found", Found));
}

/// <summary>At a contract's address lies other code than <c>init</c> deployed.</summary>
public sealed record CodeMismatch(string Contract, Address Address) : SetupRefusal
{
    public override string Code => "code-mismatch";

    public override IReadOnlyDictionary<string, string> Args => Named(("contract", Contract), ("address", Address));
}

/// <summary>Demonstration keys, whose bytes anybody may know, stand beside a network that is no demonstration.</summary>
public sealed record DemoKeysOnNetwork(string Path) : SetupRefusal
{
    public override string Code => "demo-keys-on-network";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path));
}

/// <summary>The account that pays for gas has nothing.</summary>
public sealed record RelayerUnfunded(Address Account) : SetupRefusal
{
    public override string Code => "relayer-unfunded";

    public override IReadOnlyDictionary<string, string> Args => Named(("account", Account));
}

/// <summary>The seed file is missing or not one.</summary>
public sealed record SeedInvalid(string Path, string Reason) : SetupRefusal
{
    public override string Code => "seed-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("path", Path), ("reason", Reason));
}

/// <summary>An option is out of range.</summary>
public sealed record OptionsInvalid(string Reason) : SetupRefusal
{
    public override string Code => "options-invalid";

    public override IReadOnlyDictionary<string, string> Args => Named(("reason", Reason));
}

/// <summary>The replay of the embedded chain is not what was recorded.</summary>
public sealed record ChainDiverged(ulong Block, string Evidence) : SetupRefusal
{
    public override string Code => "chain-diverged";

    public override IReadOnlyDictionary<string, string> Args => Named(("block", Block), ("evidence", Evidence));
}
