// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Embedded;

/// <summary>Changes a line of the record file and its check with it, as somebody would who knows the format.</summary>
internal static class BlockRecords
{
    internal static void Rewrite(string path, string start, Func<string, string> change)
    {
        // Beside and renamed: a chain that holds the file open does not notice.
        using (var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)))
        {
            var lines = file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            File.WriteAllText(path + ".changed", string.Concat(
                lines.Select(line => line.StartsWith(start, StringComparison.Ordinal) ? Line(change(line[..^9])) : line + "\n")));
        }

        File.Move(path + ".changed", path, overwrite: true);
    }

    internal static string Line(string entry) => $"{entry} {Keccak256.Hash(Encoding.ASCII.GetBytes(entry)).ToString()[2..10]}\n";
}
