// SPDX-License-Identifier: Apache-2.0

using Ledger.Cli.Commands;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>What is to be lodged: the digest of a record that is signed already.</summary>
/// <param name="Digest">See <see cref="Lodging.DigestOf"/>.</param>
/// <param name="License">The license of a report, which names the pool; null where the digest alone is given.</param>
internal sealed record LodgedDigest(Hash32 Digest, Hash32? License)
{
    /// <summary>Reads it from an id, a sheet or a draft that was signed, what was stored beside it, or a signed report's request (JSON).</summary>
    public static async Task<LodgedDigest> ReadAsync(string what, CancellationToken cancel)
    {
        if (Hash32.TryParse(what, out var digest))
        {
            return new LodgedDigest(digest, null);
        }

        if (await SignedFile.FindAsync(what, cancel) is { } kept)
        {
            return Of(kept.Path, kept.Signed);
        }

        if (!File.Exists(what) || UsageSubmit.IsSheet(what))
        {
            throw new CliFailure(ExitCode.Usage, File.Exists(what) ? "lodge.unsigned" : "lodge.noFile", ("file", what));
        }

        return SignedRecord.TryRead(await JsonFiles.ReadAsync(what, cancel)) is { } signed
            ? Of(what, signed)
            : throw new CliFailure(ExitCode.Usage, "lodge.unsigned", ("file", what));
    }

    private static LodgedDigest Of(string file, SignedRecord signed)
    {
        if (signed.Kind is not RecordKind.UsageReport)
        {
            throw new CliFailure(ExitCode.Usage, "lodge.otherKind", ("file", file), ("kind", $"{signed.Kind}"), ("record", $"{signed.Id}"));
        }

        var report = TypedDataJson.ReadMessage<UsageReport>(signed.Message);
        return new LodgedDigest(Lodging.DigestOf(report), report.License.Value);
    }
}
