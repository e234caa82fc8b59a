// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Ledger.Application.Core;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Chain.Keys;
using Ledger.Domain;
using Ledger.Domain.Acts;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;

namespace Ledger.Application.Setup;

/// <summary>Loads a world through the ordinary use cases: each act is proposed, signed with demo keys and recorded. Resumes where it stopped.</summary>
internal sealed class Seeder(OpenLedger ledger, LedgerContext context, SeedWorld world, Action<int> goTo, IProgress<string>? progress)
{
    private const string MetaPrefix = "seed:";

    private readonly Dictionary<string, (PartyId Id, KeyFile Key)> _parties = new(StringComparer.Ordinal);

    public async Task LoadAsync(CancellationToken cancellation)
    {
        var steps = world.Parties.Select(party => (party.DaysAgo, Run: (Func<Task>)(() => OpenAsync(party, cancellation))))
            .Concat(world.Pools.SelectMany(pool => Steps(pool, cancellation)))
            .OrderByDescending(step => step.DaysAgo)
            .ToList();
        foreach (var (daysAgo, run) in steps)
        {
            goTo(daysAgo);
            await run();
        }
    }

    private IEnumerable<(int DaysAgo, Func<Task> Run)> Steps(SeedPool pool, CancellationToken cancellation)
    {
        yield return (pool.DaysAgo, () => FormAsync(pool, cancellation));
        foreach (var member in pool.Members)
        {
            yield return (member.DaysAgo, () => AdmitAsync(pool, member, cancellation));
        }

        foreach (var schedule in pool.Schedules)
        {
            yield return (schedule.DaysAgo, () => ReviseAsync(pool, schedule, cancellation));
        }

        foreach (var license in pool.Licenses)
        {
            yield return (license.DaysAgo, () => GrantAsync(pool, license, cancellation));
        }
    }

    private async Task OpenAsync(SeedParty party, CancellationToken cancellation)
    {
        var path = Path.Combine(context.Directory.DemoKeys, $"{party.Key}.json");
        var key = File.Exists(path) ? KeyFile.Read(path) : KeyFile.Create(path, demo: true);
        var id = new PartyId(await ActAsync(
            $"party/{party.Key}",
            new ProposalRequest(nameof(ActKind.PartyOpening), Message(new { rootKey = key.Signer.Address }), new ProposalDocuments(Profile: party.Profile)),
            [(null, key)],
            cancellation));
        _parties[party.Key] = (id, key.Party == id ? key : key.WithParty(id));
        progress?.Report($"Party {party.Profile.Names[RefusalTexts.English]}");
    }

    private async Task FormAsync(SeedPool pool, CancellationToken cancellation)
    {
        string[] signers = [pool.Administrator, .. pool.Founders];
        await ActAsync(
            PoolName(pool),
            new ProposalRequest(
                nameof(ActKind.PoolCharter),
                Message(new
                {
                    governance = (byte)pool.GovernanceMode,
                    administrator = _parties[pool.Administrator].Id.Value,
                    founders = pool.Founders.Select(founder => _parties[founder].Id.Value),
                    quorumPerMille = pool.QuorumPerMille,
                }),
                new ProposalDocuments(Profile: pool.Profile)),
            Signers(signers),
            cancellation);
        progress?.Report($"Pool {pool.Profile.Names[RefusalTexts.English]}");
    }

    private async Task AdmitAsync(SeedPool pool, SeedMember member, CancellationToken cancellation) => await ActAsync(
        $"member/{pool.Key}/{member.Party}",
        new ProposalRequest(nameof(ActKind.Admission), Message(new { pool = await IdAsync(PoolName(pool)), party = _parties[member.Party].Id.Value })),
        Signers([pool.Administrator, member.Party]),
        cancellation);

    private async Task ReviseAsync(SeedPool pool, SeedSchedule schedule, CancellationToken cancellation)
    {
        var poolId = await IdAsync(PoolName(pool));
        var id = new Schedule(new PoolId(poolId), schedule.Standard, Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(schedule.Key))).Id;
        List<Hash32> contributions = [];
        foreach (var holder in schedule.Patents.GroupBy(patent => patent.Holder, StringComparer.Ordinal))
        {
            contributions.Add(await ActAsync(
                $"contribution/{pool.Key}/{schedule.Key}/{holder.Key}",
                new ProposalRequest(
                    nameof(ActKind.Contribution),
                    Message(new { pool = poolId, schedule = id.Value, holder = _parties[holder.Key].Id.Value }),
                    new ProposalDocuments(Patents: [.. holder.Select(patent => Patent(patent, schedule.Standard))])),
                Signers([holder.Key]),
                cancellation));
        }

        contributions.Sort();
        await ActAsync(
            $"schedule/{pool.Key}/{schedule.Key}",
            new ProposalRequest(nameof(ActKind.ScheduleRevision), Message(new { pool = poolId, schedule = id.Value, contributions })),
            Signers([pool.Administrator]),
            cancellation);
        progress?.Report($"Schedule {schedule.Standard} of {schedule.Patents.Count} patents, made up");
    }

    private async Task GrantAsync(SeedPool pool, SeedLicense license, CancellationToken cancellation)
    {
        var poolId = await IdAsync(PoolName(pool));
        var schedule = pool.Schedules.First(schedule => string.Equals(schedule.Key, license.Schedule, StringComparison.Ordinal));
        var scheduleId = new Schedule(
            new PoolId(poolId), schedule.Standard, Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(schedule.Key))).Id;
        var startsAt = DateTimeOffset.FromUnixTimeSeconds((long)context.Now);
        await ActAsync(
            $"license/{pool.Key}/{license.Key}",
            new ProposalRequest(
                nameof(ActKind.LicenseGrant),
                Message(new
                {
                    pool = poolId,
                    licensee = _parties[license.Licensee].Id.Value,
                    schedule = scheduleId.Value,
                    startsAt = startsAt.ToUnixTimeSeconds(),
                    endsAt = startsAt.AddYears(license.Years).ToUnixTimeSeconds(),
                }),
                new ProposalDocuments(Terms: license.Terms)),
            Signers([pool.Administrator, license.Licensee]),
            cancellation);
        progress?.Report($"License of {license.Licensee}");
    }

    /// <summary>Proposes, signs and waits until the act stands on chain; what was done before is not done again.</summary>
    private async Task<Hash32> ActAsync(
        string name, ProposalRequest request, IReadOnlyList<(PartyId? Party, KeyFile Key)> signers, CancellationToken cancellation)
    {
        var kept = await context.Store.ReadAsync(reader => reader.Meta.Get(MetaPrefix + name), cancellation);
        var proposal = kept is not null
            ? Require(name, await ledger.Proposals.GetAsync(Hash32.Parse(kept), RefusalTexts.English, cancellation))
            : Require(name, await ledger.Proposals.CreateAsync(request, RefusalTexts.English, cancellation));
        if (kept is null)
        {
            await context.Store.WriteAsync(
                writer =>
                {
                    writer.Meta.Set(MetaPrefix + name, proposal.Id.ToString());
                    return true;
                },
                cancellation);
        }

        foreach (var (party, key) in proposal.State is "collecting" ? signers : [])
        {
            var signature = new SignatureRequest(party?.Value, key.Signer.Address, key.Signer.Sign(proposal.Digest).ToString());
            proposal = Require(name, await ledger.Proposals.SignAsync(proposal.Id, signature, RefusalTexts.English, cancellation));
        }

        while (proposal.State is not "recorded" && !(proposal.State is "ready" && proposal.Operation is null))
        {
            if (proposal.State is "stale" or "expired" or "withdrawn")
            {
                throw new InvalidOperationException($"The seed {name} is {proposal.State}: {proposal.Problem?.Detail}");
            }

            if (!await ledger.StepAllAsync(cancellation))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(context.Options.PollIntervalMs), cancellation);
            }

            proposal = Require(name, await ledger.Proposals.GetAsync(proposal.Id, RefusalTexts.English, cancellation));
        }

        return proposal.Id;
    }

    private async Task<Hash32> IdAsync(string name) =>
        Hash32.Parse(await context.Store.ReadAsync(reader => reader.Meta.Get(MetaPrefix + name)) ?? throw new InvalidOperationException($"The seed {name} is not there."));

    private static string PoolName(SeedPool pool) => $"pool/{pool.Key}";

    private IReadOnlyList<(PartyId? Party, KeyFile Key)> Signers(IReadOnlyList<string> names) =>
        [.. names.Select(name => ((PartyId?)_parties[name].Id, _parties[name].Key))];

    private JsonElement Patent(SeedPatent patent, string standard) => Message(new
    {
        country = patent.Country,
        number = patent.Number,
        kind = patent.Kind,
        family = patent.Family,
        holder = _parties[patent.Holder].Id.Value,
        standard,
        inForceFrom = Seconds(patent.InForceFrom),
        inForceUntil = Seconds(patent.InForceUntil),
        source = patent.Source,
        retrievedAt = context.Now,
        essentialityRoot = Hash32.Zero,
    });

    private static long Seconds(DateOnly? day) =>
        day is { } date ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds() : 0;

    private static JsonElement Message(object fields) => JsonSerializer.SerializeToElement(fields, LedgerJson.Options);

    private static ProposalView Require(string name, Outcome<ProposalView> outcome) => outcome.IsDone
        ? outcome.Value
        : throw new InvalidOperationException($"The seed {name} was refused: {new RefusalTexts().Describe(outcome.Refusal, RefusalTexts.English).Detail}");
}
