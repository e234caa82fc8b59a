// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Payments;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.SystemTests.Simulation;

/// <summary>
/// Payments of the first licensee: he claims them, and the administrator confirms them, disputes them, or lets the deadline pass. What
/// must show of each is judged by what was handed in, what of that the journal has, and the chain's own logs.
/// </summary>
internal sealed class SimPayments(SimChain chain, SimLedger ledger, SimWorld world, SimClock clock, Random random)
{
    /// <summary>How long a claim can be disputed.</summary>
    public const int DeadlineSeconds = SimLedger.PaymentDisputeDays * 86_400;

    private const int Hour = 3_600;

    private readonly List<PaymentClaimed> _claims = [];
    private readonly List<PaymentReceived> _receipts = [];
    private readonly List<PaymentDisputed> _disputes = [];
    private readonly HashSet<Hash32> _promised = [];

    /// <summary>A payment is claimed, or one that was claimed is confirmed or disputed, in time or not.</summary>
    public async Task<string> ActAsync()
    {
        if (_claims.Count == 0 || random.Next(3) == 0)
        {
            return $"claim: {await ClaimAsync()}";
        }

        var claim = _claims[random.Next(_claims.Count)];
        return random.Next(2) == 0 ? $"receipt of {claim.Id.Value}: {await ConfirmAsync(claim)}" : $"dispute of {claim.Id.Value}: {await DisputeAsync(claim)}";
    }

    /// <summary>What was taken is there, and each claim stands as it should by the head that the ledger has.</summary>
    /// <returns>How those stand that were taken.</returns>
    public async Task<SimPaid> CheckAsync()
    {
        var shown = (await ledger.Open.RecordBook.PaymentsAsync(world.License, default)).Value!;
        var judged = await ledger.Store.ReadAsync(reader =>
        {
            Assert.All(_promised, id => Assert.True(reader.Journal.Find(id) is not null, $"record {id} was promised and is lost"));
            return _claims.Where(claim => IsIn(reader, claim)).Select(claim => (claim.Id, Standing: Judge(reader, claim))).ToList();
        });
        Assert.Equal(
            judged.Select(one => $"{one.Id.Value} {one.Standing.State.ToString().ToLowerInvariant()} until {one.Standing.Until}").Order(StringComparer.Ordinal),
            shown.Select(view => $"{view.Claim} {view.State} until {view.DisputeBy}").Order(StringComparer.Ordinal));
        int Count(PaymentState state) => judged.Count(one => one.Standing.State == state);
        return new SimPaid(Count(PaymentState.Claimed), Count(PaymentState.Received), Count(PaymentState.Disputed), Count(PaymentState.Undisputed));
    }

    private async Task<string> ClaimAsync()
    {
        var (now, recent) = await NowAsync();
        var hour = clock.Now - (clock.Now % Hour);
        var claim = new PaymentClaimed(
            new LicenseId(world.License), new PartyId(world.Licensees[0].Id), hour - Hour, hour, (ulong)random.Next(1, 1_000), "EUR", now, "Transfer", recent, world.Salt());
        _claims.Add(claim);
        return await HandInAsync(claim, world.Licensees[0], expected: null);
    }

    private async Task<string> ConfirmAsync(PaymentClaimed claim)
    {
        var (now, recent) = await NowAsync();
        var receipt = new PaymentReceived(claim.License, new PartyId(world.Administrator.Id), claim.Id, claim.Amount, claim.Currency, now, recent, world.Salt());
        var expected = await ledger.Store.ReadAsync(reader => !IsIn(reader, claim) ? "claim-unknown" : IsConfirmed(reader, claim) ? "claim-settled" : null);
        _receipts.Add(receipt);
        return await HandInAsync(receipt, world.Administrator, expected);
    }

    private async Task<string> DisputeAsync(PaymentClaimed claim)
    {
        var (_, recent) = await NowAsync();
        var dispute = new PaymentDisputed(claim.License, new PartyId(world.Administrator.Id), claim.Id, "Nothing came.", recent, world.Salt());
        var expected = await ledger.Store.ReadAsync(reader => !IsIn(reader, claim) ? "claim-unknown" : Judge(reader, claim).State switch
        {
            PaymentState.Claimed => null,
            PaymentState.Undisputed => "dispute-too-late",
            _ => "claim-settled",
        });
        _disputes.Add(dispute);
        return await HandInAsync(dispute, world.Administrator, expected);
    }

    private async Task<string> HandInAsync(IUsageRecord record, SimParty by, string? expected)
    {
        var outcome = await world.HandInAsync(record, by);
        var said = outcome.IsDone ? null : outcome.Refusal.Code;
        Assert.True(said == expected || SimWorld.Weather.Contains(said), $"{record.Kind}: {said ?? "taken"}, and not {expected ?? "taken"}");
        if (outcome.IsDone)
        {
            _promised.Add(record.Id.Value);
        }

        return said ?? "taken";
    }

    private (PaymentState State, ulong? Until) Judge(IStoreReader reader, PaymentClaimed claim)
    {
        var head = reader.Blocks.Head!;
        var until = SimPromises.Anchoring(chain.UpTo(head.Ref.Hash), reader.Journal.Find(claim.Id.Value)!).Time + DeadlineSeconds;
        var state = IsConfirmed(reader, claim) ? PaymentState.Received
            : _disputes.Exists(dispute => dispute.Claim == claim.Id && IsIn(reader, dispute)) ? PaymentState.Disputed
            : head.Time >= until ? PaymentState.Undisputed
            : PaymentState.Claimed;
        return (state, until);
    }

    private bool IsConfirmed(IStoreReader reader, PaymentClaimed claim) => _receipts.Exists(receipt => receipt.Claim == claim.Id && IsIn(reader, receipt));

    /// <summary>Whether a record was taken, also where nobody was told.</summary>
    private static bool IsIn(IStoreReader reader, IUsageRecord record) => reader.Journal.Find(record.Id.Value) is not null;

    private Task<(ulong Now, Hash32 Recent)> NowAsync() => ledger.Store.ReadAsync(reader => (reader.Blocks.Head!.Time, SimWorld.Recent(reader)));
}
