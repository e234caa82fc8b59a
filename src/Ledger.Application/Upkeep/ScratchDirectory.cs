// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Setup;

namespace Ledger.Application.Upkeep;

/// <summary>A directory for copies, readable by its owner only; it goes when the work is done.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    /// <param name="beside">Where to make it; null for the system's place for temporary files.</param>
    public ScratchDirectory(string? beside = null)
    {
        var root = beside is null
            ? Directory.CreateTempSubdirectory("ledger-").FullName
            : Path.Combine(beside, $".ledger-{Guid.CreateVersion7():N}");
        Files = new DataDirectory(root);
        DataDirectory.Make(root);
    }

    public DataDirectory Files { get; }

    public void Dispose()
    {
        if (Directory.Exists(Files.Root))
        {
            Directory.Delete(Files.Root, recursive: true);
        }
    }
}
