// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Ledger.Ethereum;

namespace Ledger.Chain.Tests.Embedded;

/// <summary>Changes a line of the record file and its check with it, as somebody would who knows the format.</summary>
internal static class BlockRecords
{
    internal static void Rewrite(string path, string start, Func<string, string> change) =>
        File.WriteAllText(path, string.Concat(File.ReadAllLines(path).Select(line => line.StartsWith(start, StringComparison.Ordinal) ? Line(change(line[..^9])) : line + "\n")));

    internal static string Line(string entry) => $"{entry} {Keccak256.Hash(Encoding.ASCII.GetBytes(entry)).ToString()[2..10]}\n";
}
