// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

/// <summary><c>ledger license propose</c>: begins a grant that administrator and licensee then sign.</summary>
internal static class LicensePropose
{
    public static Command Create(CommandKit kit)
    {
        var pool = Words.IdOption("--pool", required: true);
        var licensee = Words.IdOption("--licensee", required: true);
        var schedule = Words.IdOption("--schedule");
        var starts = Words.Text("--starts", "TIME");
        var ends = Words.Text("--ends", "TIME");
        var terms = Words.Text("--terms", "FILE");
        return kit.Verb(
            "license propose",
            async (session, cancel) =>
            {
                var now = (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds();
                var message = JsonSerializer.SerializeToElement(
                    new
                    {
                        pool = session.Get(pool),
                        licensee = session.Get(licensee),
                        schedule = session.Get(schedule) ?? await OnlyScheduleAsync(session, session.Get(pool)!, cancel),
                        startsAt = session.Get(starts) is { } from ? Instants.Parse(from) : now,
                        endsAt = session.Get(ends) is { } until ? Instants.Parse(until) : 0,
                    },
                    LedgerJson.Options);
                JsonElement? document = session.Get(terms) is { } file ? await JsonFiles.ReadAsync(file, TermsTemplate.Options, cancel) : null;
                return await ProposalCommands.CreateAsync(
                    session, new ProposalRequest("LicenseGrant", message, document is null ? null : new ProposalDocuments(Terms: document)), cancel);
            },
            pool, licensee, schedule, starts, ends, terms);
    }

    /// <summary>The pool's schedule where it has but one; with more, the caller says which.</summary>
    private static async Task<string> OnlyScheduleAsync(Session session, string pool, CancellationToken cancel)
    {
        var schedules = (await session.Api.GetAsync<Page<ScheduleView>>($"/pools/{pool}/schedules", cancel)).Value.Items;
        return schedules.Count == 1 ? schedules[0].Id.ToString() : throw new CliFailure(ExitCode.Usage, "usage.missing", ("name", "--schedule"));
    }
}
