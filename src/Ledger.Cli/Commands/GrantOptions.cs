// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Text.Json;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

/// <summary>The options that say what a license is, apart from whose.</summary>
internal sealed class GrantOptions
{
    private readonly Option<string?> _pool = Words.IdOption("--pool", required: true);
    private readonly Option<string?> _schedule = Words.IdOption("--schedule");
    private readonly Option<string?> _starts = Words.Text("--starts", "TIME");
    private readonly Option<string?> _ends = Words.Text("--ends", "TIME");
    private readonly Option<string?> _terms = Words.Text("--terms", "FILE");

    public IEnumerable<Symbol> Symbols => [_pool, _schedule, _starts, _ends, _terms];

    /// <summary>Reads them once; what comes of it makes the proposal for a licensee.</summary>
    public async Task<Func<string, ProposalRequest>> ReadAsync(Session session, CancellationToken cancel)
    {
        var pool = session.Get(_pool)!;
        var schedule = session.Get(_schedule) ?? await OnlyScheduleAsync(session, pool, cancel);
        var startsAt = session.Get(_starts) is { } from ? Instants.Parse(from) : (ulong)session.Around.Clock.GetUtcNow().ToUnixTimeSeconds();
        var endsAt = session.Get(_ends) is { } until ? Instants.Parse(until) : 0;
        JsonElement? terms = session.Get(_terms) is { } file ? await JsonFiles.ReadAsync(file, TermsTemplate.Options, cancel) : null;
        return licensee => new ProposalRequest(
            "LicenseGrant",
            JsonSerializer.SerializeToElement(new { pool, licensee, schedule, startsAt, endsAt }, LedgerJson.Options),
            terms is null ? null : new ProposalDocuments(Terms: terms));
    }

    /// <summary>The pool's schedule where it has but one; with more, the caller says which.</summary>
    private static async Task<string> OnlyScheduleAsync(Session session, string pool, CancellationToken cancel)
    {
        var schedules = (await session.Api.GetAsync<Page<ScheduleView>>($"/pools/{pool}/schedules", cancel)).Value.Items;
        return schedules.Count == 1 ? schedules[0].Id.ToString() : throw new CliFailure(ExitCode.Usage, "usage.missing", ("name", "--schedule"));
    }
}
