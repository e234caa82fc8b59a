// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Chain.Keys;

/// <summary>Files that hold a secret: read only where nobody else can read them, written for their owner alone.</summary>
internal static class OwnerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The whole file; the caller zeroes it.</summary>
    /// <exception cref="KeyFileException">Missing, readable by others, or longer than <paramref name="maxBytes"/>.</exception>
    public static byte[] Read(string path, int maxBytes)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var mode
                && (mode & ~OwnerOnly) is not (UnixFileMode.None or UnixFileMode.UserExecute))
            {
                throw new KeyFileException(new KeyFileOpenToOthers(path, Convert.ToString((int)mode, 8).PadLeft(4, '0')));
            }

            using var file = File.OpenRead(path);
            var bytes = new byte[file.Length <= maxBytes ? file.Length : throw new KeyFileException(new KeyFileTooLong(path, maxBytes))];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception failure) when (FileTrouble.IsOne(failure))
        {
            throw new KeyFileException(FileTrouble.Reading(path, failure));
        }
    }

    /// <summary>Writes a new file, never over an existing one, and syncs it.</summary>
    /// <exception cref="KeyFileException">It exists, or cannot be written.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using var file = new FileStream(path, options);
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new KeyFileException(new KeyFileExists(path));
        }
        catch (Exception failure) when (FileTrouble.IsOne(failure))
        {
            throw new KeyFileException(FileTrouble.Writing(path, failure));
        }
    }

    /// <summary>Replaces a file as a whole: whoever reads it finds the old content or the new.</summary>
    /// <exception cref="KeyFileException">It cannot be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".new";
        try
        {
            File.Delete(beside);
            Create(beside, content);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception failure) when (FileTrouble.IsOne(failure))
        {
            throw new KeyFileException(FileTrouble.Writing(path, failure));
        }
    }
}
