// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Ledger.Domain;
using Ledger.Ethereum;

namespace Ledger.Application.Upkeep;

/// <summary>The first entry of a backup: what it is of, and every other entry with its size and hash.</summary>
/// <param name="Kind"><c>data</c> or <c>secrets</c>.</param>
/// <param name="MadeAt">UTC seconds.</param>
/// <param name="Head">The newest block that the store follows.</param>
internal sealed partial record ArchiveManifest(
    int LedgerBackup, string Kind, ulong MadeAt, ulong ChainId, Hash32 Genesis, BlockRef? Head, IReadOnlyList<ArchiveEntry> Entries)
{
    public const int Format = 1;
    public const string Data = "data";
    public const string Secrets = "secrets";
    public const string EntryName = "manifest.json";

    private const int RegexTimeoutMs = 1_000;

    /// <summary>Whether an archive of that kind may hold an entry of that name. No other name is ever made into a path.</summary>
    public static bool Allows(string kind, string name) => kind switch
    {
        Data => DataName().IsMatch(name),
        Secrets => SecretName().IsMatch(name),
        _ => false,
    };

    [GeneratedRegex(@"^(deployment\.json|ledger\.db|chain/genesis\.json|chain/blocks\.log|chain/snapshot\.[0-9]{1,20}\.json|divergence-[0-9]{1,20}(-[0-9]{1,9})?\.json)\z", RegexOptions.ExplicitCapture, RegexTimeoutMs)]
    private static partial Regex DataName();

    [GeneratedRegex(@"^(secrets\.jsonl|operator\.key|keys/(demo/)?[A-Za-z0-9][A-Za-z0-9_-]{0,100}(\.[A-Za-z0-9_-]{1,20}){0,3}\.(json|apikey))\z", RegexOptions.ExplicitCapture, RegexTimeoutMs)]
    private static partial Regex SecretName();
}

/// <param name="Sha256">Lower-case hexadecimal digits, as <c>sha256sum</c> writes them.</param>
internal sealed record ArchiveEntry(string Name, long Bytes, string Sha256);
