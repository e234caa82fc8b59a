// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Schedules;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Schedules;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger schedule verify</c>: fetches every list of a schedule and judges each revision here, from the first on.</summary>
internal static class ScheduleVerify
{
    public static Command Create(CommandKit kit)
    {
        var choice = new ScheduleChoice();
        return kit.Verb(
            "schedule verify",
            async (session, cancel) =>
            {
                var id = await choice.ScheduleAsync(session, cancel);
                var schedule = (await choice.AllAsync(session, cancel)).Find(one => string.Equals(one.Id.ToString(), id, StringComparison.Ordinal))
                    ?? throw new CliFailure(ExitCode.Refused, "schedule.unknown", ("id", id));
                List<RevisionEvidence> revisions = [];
                foreach (var line in schedule.Revisions)
                {
                    revisions.Add(await GatherAsync(session, schedule, line.Revision, cancel));
                }

                var flaw = RevisionVerifier.Verify(revisions);
                var reason = flaw is null ? null : new RefusalTexts().Describe(flaw.Reason, session.Texts.Language);
                session.Printer.Show(
                    JsonSerializer.SerializeToElement(
                        new { schedule = id, revisions = revisions.Count, verdict = flaw is null ? "valid" : "invalid", brokenBy = flaw?.Revision, reason }, LedgerJson.Options),
                    printer =>
                    {
                        for (var i = 0; i < revisions.Count; i++)
                        {
                            var reached = flaw is null || i < flaw.Revision;
                            printer.Step(
                                flaw is null || i + 1 < flaw.Revision,
                                "revision",
                                flaw?.Revision == i + 1
                                    ? $"{i + 1}: {reason!.Detail}"
                                    : printer.Texts.Say("revision.sound", ("revision", $"{i + 1}"), ("patents", $"{revisions[i].Patents.Length}")),
                                reached);
                        }
                    });
                return flaw is null ? ExitCode.Ok : ExitCode.Refused;
            },
            choice.Pool, choice.Schedule);
    }

    private static async Task<RevisionEvidence> GatherAsync(Session session, ScheduleView schedule, uint revision, CancellationToken cancel)
    {
        var shown = (await session.Api.GetAsync<RevisionView>($"/pools/{schedule.Pool}/schedules/{schedule.Id}/revisions/{revision}", cancel)).Value;
        var contributions = ImmutableArray.CreateBuilder<(Contribution, IReadOnlyList<Patent>)>();
        foreach (var given in shown.Contributions)
        {
            contributions.Add((
                TypedDataJson.ReadMessage<Contribution>(given.TypedData.GetProperty("message")), await ListAsync(session, schedule.Pool, given.Root, cancel)));
        }

        return new RevisionEvidence(
            TypedDataJson.ReadMessage<ScheduleRevision>(shown.Recorded.TypedData.GetProperty("message")),
            [.. await ListAsync(session, schedule.Pool, shown.Root, cancel)],
            contributions.ToImmutable());
    }

    private static async Task<IReadOnlyList<Patent>> ListAsync(Session session, Hash32 pool, Hash32 root, CancellationToken cancel) =>
        [.. (await session.AllAsync<PatentView>($"/pools/{pool}/patent-lists/{root}", cancel)).Select(LeafOf)];

    /// <summary>The leaf that a view shows.</summary>
    public static Patent LeafOf(PatentView patent) => new(
        patent.Country,
        patent.Number,
        patent.Kind,
        patent.Family,
        new PartyId(patent.Holder.Id),
        patent.Standard,
        patent.StandardVersion,
        patent.InForceFrom,
        patent.InForceUntil,
        patent.Source,
        patent.RetrievedAt,
        patent.EssentialityRoot);
}
