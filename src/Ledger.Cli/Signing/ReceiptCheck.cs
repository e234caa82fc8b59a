// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;

namespace Ledger.Cli.Signing;

/// <summary>What a host's promise for a record comes to.</summary>
internal enum ReceiptVerdict
{
    Holds,

    /// <summary>It promises another leaf than fields and signature of the record make.</summary>
    RecordOther,

    /// <summary>It is for the log of another pool, contract or chain, or is no promise.</summary>
    LogOther,

    /// <summary>Another key signed it than the log key of its epoch.</summary>
    KeyOther,
}

/// <summary>Judges the promise of a receipt before it is shown or kept: one that does not hold is nothing to hold the host to.</summary>
/// <remarks>Which pool a license is of, and which log keys there are, the host says, as it does when a report is signed; <c>promise prove</c> asks any node.</remarks>
internal static class ReceiptCheck
{
    /// <param name="id">Of which record the host says that it is.</param>
    /// <exception cref="CliFailure">Refused: it is of another record, or does not hold.</exception>
    public static async Task DemandAsync(Session session, SignedRecord signed, Hash32 id, SignedPromiseView shown, CancellationToken cancel)
    {
        if (id != signed.Id)
        {
            throw new CliFailure(ExitCode.Refused, "kept.otherRecord", ("record", $"{signed.Id}"), ("found", $"{id}"));
        }

        if (await JudgeAsync(session, signed, shown, cancel) is var verdict and not ReceiptVerdict.Holds)
        {
            throw new CliFailure(ExitCode.Refused, "receipt.not", ("record", $"{signed.Id}"), ("reason", session.Texts.Say($"receipt.{verdict}")));
        }
    }

    private static async Task<ReceiptVerdict> JudgeAsync(Session session, SignedRecord signed, SignedPromiseView shown, CancellationToken cancel)
    {
        var record = RecordMessages.Read(signed.Kind, signed.Message);
        var deployment = (await session.Api.GetAsync<DeploymentView>("/deployment", cancel)).Value;
        var usageLog = deployment.Eip712.Domains["UsageLog"];
        var domain = signed.Domain ?? new Eip712Domain(usageLog.Name, usageLog.Version, usageLog.ChainId, usageLog.VerifyingContract);
        return Read(shown, domain) is not { } promise ? ReceiptVerdict.LogOther
            : !Signature.TryParse(signed.Request.GetProperty("signature").GetString(), out var own) || promise.Leaf != UsageLeaf.Hash(signed.Kind, record.Id, own) ? ReceiptVerdict.RecordOther
            : promise.Pool.Value != await PoolOfAsync(session, record.Place, cancel) ? ReceiptVerdict.LogOther
            : !Signature.TryParse(shown.Signature, out var signature) || !Secp256k1.TryRecover(promise.Digest(domain), signature, out var signer)
                || !deployment.LogKeys.Any(key => key.Pool == promise.Pool.Value && key.Epoch == promise.Epoch && key.Address == signer) ? ReceiptVerdict.KeyOther
            : ReceiptVerdict.Holds;
    }

    /// <summary>The promise; null where it is none of that log.</summary>
    private static Promise? Read(SignedPromiseView shown, Eip712Domain domain)
    {
        try
        {
            return TypedData.TryParse(shown.TypedData, out var data, out _) && data is { PrimaryType: "Promise" } && data.Domain == domain
                ? TypedDataJson.ReadMessage<Promise>(shown.TypedData.GetProperty("message"))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static async Task<Hash32> PoolOfAsync(Session session, RecordPlace place, CancellationToken cancel) => place is { License: { } license }
        ? (await session.Api.GetAsync<LicenseView>($"/licenses/{license}", cancel)).Value.Pool
        : place.Pool!.Value.Value;
}
