// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Application.Views;
using Ledger.Cli.Importing;
using Ledger.Domain;
using Ledger.Domain.Schedules;
using Ledger.Domain.Schedules.Sheets;
using Ledger.Ethereum;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger schedule import</c>: a holder's CSV file becomes a contribution that the holder then signs; every line gets its result.</summary>
internal static class ScheduleImport
{
    public static Command Create(CommandKit kit)
    {
        var choice = new ScheduleChoice();
        var holder = Words.IdOption("--holder", required: true);
        var country = Words.Text("--country", "CC");
        var standard = Words.Text("--standard", "NAME");
        var version = Words.Text("--standard-version", "VERSION");
        var source = Words.Text("--source", "TEXT");
        var retrieved = Words.Text("--retrieved", "TIME");
        var dryRun = Words.Flag("--dry-run");
        var file = Words.File();
        return kit.Verb(
            "schedule import",
            async (session, cancel) =>
            {
                var sheet = PatentSheet.Read(
                    await File.ReadAllBytesAsync(session.Get(file), cancel),
                    new SheetDefaults(
                        new PartyId(Hash32.Parse(session.Get(holder)!)),
                        session.Get(country)?.ToUpperInvariant(),
                        session.Get(standard),
                        session.Get(version),
                        session.Get(source),
                        session.Get(retrieved) is { } time ? Instants.Parse(time) : null));
                var (schedule, listed) = await TargetAsync(session, choice, session.Get(standard), cancel);
                var report = ImportReport.Of(sheet, listed, session.Texts.Language);
                if (!report.IsSound || session.Get(dryRun) || report.Taken.Count == 0)
                {
                    report.Show(session.Printer, schedule, null, everyLine: session.Get(dryRun));
                    return report.IsSound ? ExitCode.Ok : ExitCode.Refused;
                }

                var proposal = await ProposeAsync(session, session.Get(choice.Pool)!, schedule, session.Get(holder)!, report.Taken, cancel);
                report.Show(session.Printer, schedule, proposal, everyLine: false);
                return ExitCode.Ok;
            },
            file, choice.Pool, holder, country, choice.Schedule, standard, version, source, retrieved, dryRun);
    }

    /// <summary>The schedule to contribute to, and what its last revision lists; where the pool has none yet, a new one for the standard.</summary>
    private static async Task<(Hash32 Schedule, IReadOnlyList<Patent> Listed)> TargetAsync(
        Session session, ScheduleChoice choice, string? standard, CancellationToken cancel)
    {
        var pool = session.Get(choice.Pool)!;
        var schedules = await choice.AllAsync(session, cancel);
        var named = session.Get(choice.Schedule) is { } id ? Hash32.Parse(id) : schedules is [var only] ? only.Id : (Hash32?)null;
        if (named is null && (schedules.Count > 0 || standard is null))
        {
            throw new CliFailure(ExitCode.Usage, "usage.missing", ("name", schedules.Count > 0 ? "--schedule" : "--standard"));
        }

        var schedule = named ?? new Schedule(new PoolId(Hash32.Parse(pool)), standard!, new Hash32(RandomNumberGenerator.GetBytes(Hash32.Size))).Id.Value;
        var last = schedules.Find(one => one.Id == schedule);
        return (schedule, last is null
            ? []
            : [.. (await session.AllAsync<PatentView>($"/pools/{pool}/schedules/{schedule}/revisions/{last.Revision}/patents", cancel)).Select(ScheduleVerify.LeafOf)]);
    }

    private static async Task<Reply> ProposeAsync(
        Session session, string pool, Hash32 schedule, string holder, IReadOnlyList<Patent> patents, CancellationToken cancel)
    {
        var message = JsonSerializer.SerializeToElement(new { pool, schedule, holder }, LedgerJson.Options);
        var reply = await session.Api.PostAsync<ProposalView>(
            "/proposals", new ProposalRequest("Contribution", message, new ProposalDocuments(Patents: [.. patents.Select(Fields)])), cancel);
        var contribution = reply.Raw.GetProperty("typedData").GetProperty("message");
        return contribution.GetProperty("count").GetUInt32() == patents.Count
            && string.Equals(contribution.GetProperty("root").GetString(), PatentList.Root(patents).ToString(), StringComparison.Ordinal)
                ? new Reply(reply.Value, reply.Raw)
                : throw new CliFailure(ExitCode.Refused, "import.root");
    }

    /// <summary>What is known of a patent, and nothing else.</summary>
    private static JsonElement Fields(Patent patent) => JsonSerializer.SerializeToElement(
        new (string Name, object? Value)[]
        {
            ("country", patent.Country),
            ("number", patent.Number),
            ("kind", patent.Kind),
            ("family", patent.Family),
            ("standard", patent.Standard),
            ("standardVersion", patent.StandardVersion),
            ("inForceFrom", patent.InForceFrom),
            ("inForceUntil", patent.InForceUntil),
            ("source", patent.Source),
            ("retrievedAt", patent.RetrievedAt),
        }.Where(field => field.Value is not null).ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal),
        LedgerJson.Options);
}
