// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Proposing;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Parties;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Store;
using Ledger.Store.Journal;

namespace Ledger.Application.Usage;

/// <summary>Takes in outside signatures over checkpoints, and shows them.</summary>
public sealed class WitnessDesk
{
    private readonly LedgerContext _context;

    internal WitnessDesk(LedgerContext context) => _context = context;

    private Eip712Domain Domain => _context.Contracts.Domain(ContractName.UsageLog);

    /// <summary>Keeps the signature of the caller's own party; the same again gives the first.</summary>
    public async Task<Outcome<WitnessView>> SubmitAsync(WitnessRequest request, Caller caller, CancellationToken cancellation)
    {
        if (_context.Halt.Refusal is { } halted)
        {
            return halted;
        }

        try
        {
            var witness = TypedDataJson.ReadMessage<Witness>(request.Witness);
            if (!Signature.TryParse(request.Signature, out var signature) || !Secp256k1.TryRecover(witness.Digest(Domain), signature, out var signer))
            {
                return new SignatureInvalid(0);
            }

            return signer == request.Key
                ? await _context.Store.WriteAsync(writer => Take(writer, witness, signature, caller), cancellation)
                : new SignatureMismatch(request.Key, signer);
        }
        catch (FormatException wrong)
        {
            return new RecordInvalid(wrong.Message);
        }
    }

    /// <summary>The signatures over a pool's checkpoints, in the order in which they came.</summary>
    public Task<Outcome<Page<WitnessView>>> ListAsync(Hash32 pool, string? cursor, int limit, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<Page<WitnessView>>>(
            reader =>
            {
                if (_context.On(reader).Pool(new PoolId(pool)).Formed is null)
                {
                    return new PoolUnknown(new PoolId(pool));
                }

                var rows = reader.Witnesses.List(pool, Cursors.Read(cursor), limit);
                return new Page<WitnessView>([.. rows.Select(View)], rows.Count < limit ? null : Cursors.Write(rows[^1].Seq));
            },
            cancellation);

    /// <summary>Who holds the host to a checkpoint.</summary>
    internal static WitnessesView Of(IStoreReader reader, Checkpoint checkpoint)
    {
        var parties = reader.Witnesses.Of(checkpoint.Pool.Value, checkpoint.Epoch, checkpoint.Size);
        var longest = reader.Witnesses.Longest(checkpoint.Pool.Value, checkpoint.Epoch);
        return new WitnessesView(parties.Count, parties, longest.Count(one => one.Size > checkpoint.Size));
    }

    private Outcome<WitnessView> Take(IStoreWriter writer, Witness witness, Signature signature, Caller caller)
    {
        if (RecordRights.Judge(caller, witness.Party, witness.Pool, PoolRole.Licensor, PoolRole.Licensee) is { } denied)
        {
            return denied;
        }

        if (writer.Witnesses.Find(witness.Id) is { } same)
        {
            return View(same);
        }

        var known = _context.On(writer);
        var ground = new WitnessGround(
            Domain,
            known.Pool(witness.Pool),
            known.Log(witness.Pool),
            known.File(witness.Pool, witness.Party),
            known.Party(witness.Party),
            writer.Blocks.Final?.Number ?? 0,
            writer.Blocks.Head?.Time ?? 0);
        if (WitnessDecision.Decide(ground, witness, signature).Refusal is { } refusal)
        {
            return refusal;
        }

        writer.Witnesses.TryAdd(new WitnessRow(
            0,
            witness.Id,
            witness.Pool.Value,
            witness.Epoch,
            witness.Size,
            witness.Party.Value,
            ActJson.Message(witness),
            signature.ToArray(),
            checked((long)_context.Now)));
        return View(writer.Witnesses.Find(witness.Id)!);
    }

    private WitnessView View(WitnessRow row)
    {
        var witness = ActJson.Read<Witness>(row.Body);
        _ = Signature.TryCreate(row.Signature, out var signature);
        _ = Secp256k1.TryRecover(witness.Digest(Domain), signature, out var key);
        return new WitnessView(
            row.Id,
            ActJson.TypedData(Domain, witness),
            new SignatureView(row.Party, key, nameof(KeyScopes.Witness), signature.ToString()),
            checked((ulong)row.ReceivedAt));
    }
}
