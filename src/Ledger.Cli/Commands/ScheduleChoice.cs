// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Ledger.Application.Views;

namespace Ledger.Cli.Commands;

/// <summary>Which revision of which schedule a verb speaks of: the pool's only one and the last, where nothing else is said.</summary>
internal sealed class ScheduleChoice
{
    public Option<string?> Pool { get; } = Words.IdOption("--pool", required: true);

    public Option<string?> Schedule { get; } = Words.IdOption("--schedule");

    public Option<string?> Revision { get; } = Words.Text("--revision", "N");

    /// <summary>The path of the chosen revision.</summary>
    public async Task<string> PathAsync(Session session, CancellationToken cancel)
    {
        var schedule = await FindAsync(session, cancel);
        var revision = session.Get(Revision) ?? schedule.Revision.ToString(CultureInfo.InvariantCulture);
        return $"/pools/{session.Get(Pool)}/schedules/{schedule.Id}/revisions/{Uri.EscapeDataString(revision)}";
    }

    /// <summary>The chosen schedule's id; a schedule that is named need not have a revision yet.</summary>
    public async Task<string> ScheduleAsync(Session session, CancellationToken cancel) =>
        session.Get(Schedule) ?? (await FindAsync(session, cancel)).Id.ToString();

    /// <summary>Every schedule of the pool.</summary>
    public async Task<List<ScheduleView>> AllAsync(Session session, CancellationToken cancel) =>
        await session.AllAsync<ScheduleView>($"/pools/{session.Get(Pool)}/schedules", cancel);

    private async Task<ScheduleView> FindAsync(Session session, CancellationToken cancel)
    {
        var schedules = await AllAsync(session, cancel);
        return session.Get(Schedule) is { } id
            ? schedules.Find(schedule => string.Equals(schedule.Id.ToString(), id, StringComparison.Ordinal))
                ?? throw new CliFailure(ExitCode.Refused, "schedule.unknown", ("id", id))
            : schedules is [var only] ? only : throw new CliFailure(ExitCode.Usage, "usage.missing", ("name", "--schedule"));
    }
}
