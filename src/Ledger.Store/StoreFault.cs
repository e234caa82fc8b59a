// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Store;

/// <summary>How the world failed the store.</summary>
public enum StoreFaultKind
{
    /// <summary>No room on the disk. Nothing is lost; it works again once there is room.</summary>
    Full,

    /// <summary>Somebody else holds the file.</summary>
    Busy,

    /// <summary>Reading, writing or syncing failed. After it the store takes no write until it is opened again.</summary>
    InputOutput,

    /// <summary>The file is damaged.</summary>
    Corrupt,

    /// <summary>No store is there, or one is there where a new one was wanted.</summary>
    Existence,

    /// <summary>The file is not a ledger's store, or one of a newer version.</summary>
    Foreign,

    /// <summary>The store was closed.</summary>
    Closed,

    /// <summary>Another host has become the writer: this one writes nothing more.</summary>
    Fenced,
}

/// <summary>The world failed the store (DESIGN §6: a Fault). The message is a sentence for the operator.</summary>
public sealed class StoreFault(StoreFaultKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public StoreFaultKind Kind => kind;

    /// <summary>Whether trying again later may help without anybody's doing.</summary>
    public bool IsTransient => Kind is StoreFaultKind.Full or StoreFaultKind.Busy;
}
