// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Keys;
using Ledger.Application.Relaying;
using Ledger.Application.Texts;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Setup;

/// <summary>Does what a world's parties do about records and logs, through the ordinary use cases. What was done before is not done again.</summary>
internal sealed class DeedSeeder(OpenLedger ledger, LedgerContext context, SeedWorld world, SeedReferences references, Func<string, KeyFile> keyOf)
{
    public async Task RunAsync(SeedDeedStep step, CancellationToken cancellation)
    {
        await ledger.SettleAsync(cancellation); // a block of the day that the clock was moved to
        var pool = new PoolId(references.Id(step.Pool));
        var refusal = step.Deed switch
        {
            SeedDeed.Lodge => await LodgeAsync(pool, Keccak256.Hash(Encoding.UTF8.GetBytes($"{world.Name}/{step.Text}")), step.By, cancellation),
            SeedDeed.Witness => await WitnessAsync(pool, step.By, cancellation),
            SeedDeed.Hold => (await ledger.RecordErasures.HoldAsync(
                As(step.By, pool, PoolRole.Dispute), references.Id(step.Record!), new HoldRequest(step.Matter!, step.Text!), cancellation)).Refusal,
            SeedDeed.Erase => await EraseAsync(pool, step, cancellation),
            _ => throw new InvalidOperationException($"The seed {world.Name} has a deed of no kind."),
        };
        if (refusal is not null)
        {
            throw new InvalidOperationException($"{step.Deed} by {step.By} of {world.Name} was refused: {new RefusalTexts().Describe(refusal, RefusalTexts.English).Detail}");
        }
    }

    /// <summary>Puts a digest on chain, by the party's own account: where it stands already, the first lodging stays.</summary>
    public async Task<Refusal?> LodgeAsync(PoolId pool, Hash32 digest, string by, CancellationToken cancellation)
    {
        var payer = CallerKey.Read(keyOf(by).Path, _ => null);
        if (!payer.IsDone)
        {
            return payer.Refusal;
        }

        using var lodging = new OwnLodging(context.Node, payer.Value);
        var sent = await lodging.SendAsync(new LodgingOrder(context.Contracts.ChainId, context.Contracts.UsageLog, pool, digest), cancellation);
        await ledger.SettleAsync(cancellation);
        return sent.Refusal;
    }

    /// <summary>Signs the newest final checkpoint of the present epoch.</summary>
    private async Task<Refusal?> WitnessAsync(PoolId pool, string by, CancellationToken cancellation)
    {
        var anchored = await context.Store.ReadAsync(
            reader => context.On(reader) is var known && UsageEpochs.Of(known, pool).Present.Epoch is var epoch
                ? known.Log(pool).Down(epoch).FirstOrDefault(one => one.At.Block.Number <= reader.Blocks.Final!.Value.Number) : null,
            cancellation)
            ?? throw new InvalidOperationException($"{by} of {world.Name} finds no checkpoint to sign.");
        var act = anchored.Act;
        var (message, key, signature) = Sign(new Witness(pool, act.Epoch, act.Size, act.Root, anchored.At.Block.Hash, new PartyId(references.Id(by))), by);
        return (await ledger.Witnesses.SubmitAsync(new WitnessRequest(message, key, signature), Caller.Host, cancellation)).Refusal;
    }

    private async Task<Refusal?> EraseAsync(PoolId pool, SeedDeedStep step, CancellationToken cancellation)
    {
        var record = references.Id(step.Record!);
        var (message, key, signature) = Sign(
            new RecordErasure(new RecordId(record), new PartyId(references.Id(step.By)), step.Text!, context.Now, Keccak256.Hash(Encoding.UTF8.GetBytes($"{world.Name}/{step.Record}/erased"))), step.By);
        var refusal = (await ledger.RecordErasures.EraseAsync(
            As(step.By, pool, PoolRole.Administrator), record, new ErasureRequest(message, key, signature), cancellation)).Refusal;
        return refusal is RecordErased ? null : refusal;
    }

    private Caller As(string party, PoolId pool, PoolRole role) =>
        new($"demo key of {party}", new PartyId(references.Id(party)), AccessScopes.Party, new Dictionary<PoolId, PoolRole> { [pool] = role });

    private (JsonElement Message, Address Key, string Signature) Sign<T>(T value, string by)
        where T : ITypedStruct<T>
    {
        var signer = keyOf(by).Signer;
        return (JsonElement.Parse(ActJson.Message(value)), signer.Address, signer.Sign(Eip712.Digest(context.Contracts.Domain(ContractName.UsageLog), value)).ToString());
    }
}
