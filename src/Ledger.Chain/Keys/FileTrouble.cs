// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Keys;

/// <summary>Why the system does not let a file be read or written, by class: its own sentence is in one language.</summary>
public static class FileTrouble
{
    // The error's number is the system's own on Unix, and a code of Windows' within 0x8007____ there.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    /// <summary>Whether a failure is one of those that the refusals below tell of.</summary>
    public static bool IsOne(Exception failure) => failure is IOException or UnauthorizedAccessException or NotSupportedException;

    /// <summary>Why it cannot be read.</summary>
    public static KeyRefusal Reading(string path, Exception failure) => Known(path, failure) ?? failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new KeyFileMissing(path),
        _ => new KeyFileUnreadable(path, failure.HResult),
    };

    /// <summary>Why it cannot be written.</summary>
    public static KeyRefusal Writing(string path, Exception failure) => Known(path, failure) ?? failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new KeyFolderMissing(path),
        IOException { HResult: NoSpace or WindowsDiskFull } => new KeyDiskFull(path),
        IOException { HResult: ReadOnly or WindowsWriteProtected } => new KeyDiskReadOnly(path),
        _ => new KeyFileUnwritable(path, failure.HResult),
    };

    private static KeyRefusal? Known(string path, Exception failure) => failure switch
    {
        PathTooLongException => new KeyPathTooLong(path),
        _ when Directory.Exists(path) => new KeyFileIsFolder(path),
        UnauthorizedAccessException => new KeyFileForbidden(path),
        _ => null,
    };
}
