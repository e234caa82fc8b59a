// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Alerts;
using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Takes in signed observations of the market: verified, journaled, promised, and watched.</summary>
public sealed class Observations
{
    private readonly LedgerContext _context;
    private readonly Journaling _journaling;
    private readonly Watch _watch;

    internal Observations(LedgerContext context)
    {
        _context = context;
        _journaling = new Journaling(context);
        _watch = new Watch(context);
    }

    public Task<Outcome<ObservationReceipt>> SubmitAsync(ObservationRequest request, CancellationToken cancellation) =>
        SubmitAsync(request, Caller.Host, cancellation);

    /// <summary>Takes an observation of the caller's own party, made in a pool where it has a role.</summary>
    public async Task<Outcome<ObservationReceipt>> SubmitAsync(ObservationRequest request, Caller caller, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return halted;
        }

        var read = Read(request);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        if (RecordRights.Judge(caller, read.Value.Observation.Observer, read.Value.Observation.Pool, Enum.GetValues<PoolRole>()) is { } denied)
        {
            return denied;
        }

        var outcome = await _context.Store.WriteAsync(writer => Take(writer, read.Value), cancellation);
        _context.Work.Wake();
        return outcome;
    }

    private Outcome<ReadObservation> Read(ObservationRequest request)
    {
        try
        {
            var observation = TypedDataJson.ReadMessage<Observation>(request.Observation);
            if (!Signature.TryParse(request.Signature, out var signature)
                || !Secp256k1.TryRecover(observation.Digest(_context.Contracts.Domain(ContractName.UsageLog)), signature, out var signer))
            {
                return new SignatureInvalid(0);
            }

            return signer == request.Key
                ? new ReadObservation(observation, signature, request.Evidence)
                : new SignatureMismatch(request.Key, signer);
        }
        catch (FormatException wrong)
        {
            return new RecordInvalid(wrong.Message);
        }
    }

    private Outcome<ObservationReceipt> Take(IStoreWriter writer, ReadObservation read)
    {
        var observation = read.Observation;
        if (writer.Journal.Find(observation.Id.Value) is { } same)
        {
            return new ObservationReceipt(same.RecordId, _journaling.Show(same));
        }

        var pool = _context.On(writer).Pool(observation.Pool);
        var intake = _journaling.Intake(writer, _context.On(writer).Party(observation.Observer), observation.RecentBlock);
        if (ObservationDecision.Decide(intake, pool, observation, read.Signature).Refusal is { } refusal)
        {
            return refusal;
        }

        var epochs = UsageEpochs.Of(_context.On(writer), observation.Pool);
        if (_context.Keys.Find(epochs.Present.LogKey) is null)
        {
            return new LogKeyElsewhere(observation.Pool);
        }

        var kept = _journaling.Append(writer, observation.Pool, epochs, new NewRecord(
            JournalKind.Observation,
            observation.Id.Value,
            observation.Observer.Value,
            observation.Subject.IsZero ? null : observation.Subject.Value,
            null,
            null,
            ActJson.Message(observation),
            read.Signature,
            read.Evidence is null ? null : JsonSerializer.SerializeToUtf8Bytes(read.Evidence)));
        _watch.Suspect(writer, kept);
        return new ObservationReceipt(kept.RecordId, _journaling.Show(kept));
    }

    private sealed record ReadObservation(Observation Observation, Signature Signature, IReadOnlyList<JsonElement>? Evidence);
}
