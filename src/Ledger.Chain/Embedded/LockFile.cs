// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Ledger.Chain.Embedded;

/// <summary>A file that one process at a time holds open for itself: the kernel lets go of it when that process ends, however it ends.</summary>
/// <remarks>
/// A process that stands still holds it on. Then its place can be seized: another file is put under the same name, and the one who
/// slept can tell by <see cref="IsOurs"/>. What tells the two files apart is their time of change, which is drawn by lot.
/// </remarks>
public sealed class LockFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly DateTime _lot;

    private LockFile(FileStream file, string path)
    {
        (_file, _path) = (file, path);

        // Whole and even seconds: the coarsest clocks of file systems keep them.
        _lot = DateTime.UnixEpoch.AddSeconds(2L * RandomNumberGenerator.GetInt32(1, int.MaxValue));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, _lot);
    }

    /// <summary>Whether nobody has put another file in its place.</summary>
    public bool IsOurs => File.GetLastWriteTimeUtc(_path) == _lot;

    /// <summary>Takes what nobody holds; null where somebody does.</summary>
    public static LockFile? TryTake(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }

        var taken = new LockFile(file, path);
        if (taken.IsOurs)
        {
            return taken;
        }

        taken.Dispose(); // its place was seized just now
        return null;
    }

    /// <summary>Takes the place of whoever holds it.</summary>
    public static LockFile Seize(string path)
    {
        var beside = $"{path}.{Guid.CreateVersion7():N}";
        var seized = new LockFile(new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None), path);
        File.Move(beside, path, overwrite: true);
        return seized;
    }

    /// <summary>Puts a copy of a file in its place: what somebody who sleeps still writes to the old one reaches nobody.</summary>
    public static void Renew(string path)
    {
        var beside = path + ".renewed";
        File.Copy(path, beside, overwrite: true);
        using (var copy = new FileStream(beside, FileMode.Open, FileAccess.ReadWrite))
        {
            copy.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose() => _file.Dispose();
}
