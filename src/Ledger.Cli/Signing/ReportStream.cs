// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Views;
using Ledger.Cli.Commands;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Cli.Signing;

/// <summary>Where a new report stands: its stream, and the report before it.</summary>
internal sealed record ReportStream(RecordId Stream, ulong Sequence, RecordId Previous)
{
    /// <summary>The place after the stream's last report.</summary>
    /// <param name="stream">Its id or its name; null for the reporter's only one in the license's pool.</param>
    public static async Task<ReportStream> FindAsync(Session session, Hash32 license, string? stream, PartyId reporter, CancellationToken cancel)
    {
        var found = Hash32.TryParse(stream, out var id)
            ? (await session.Api.GetAsync<StreamView>($"/streams/{id}", cancel)).Value
            : await OnlyOneAsync(session, license, stream, reporter, cancel);
        return new ReportStream(new RecordId(found.Id), found.Sequence + 1, new RecordId(found.Last ?? Hash32.Zero));
    }

    /// <summary>The reporter's streams in a pool.</summary>
    public static Task<List<StreamView>> AllAsync(Session session, Hash32 pool, PartyId reporter, CancellationToken cancel) =>
        session.AllAsync<StreamView>(Session.Path("/streams", ("pool", pool.ToString()), ("reporter", reporter.ToString())), cancel);

    /// <summary>The place after a report.</summary>
    public static ReportStream After(UsageReport report) => new(report.Stream, report.Sequence + 1, report.Id);

    private static async Task<StreamView> OnlyOneAsync(Session session, Hash32 license, string? name, PartyId reporter, CancellationToken cancel)
    {
        var pool = (await session.Api.GetAsync<LicenseView>($"/licenses/{license}", cancel)).Value.Pool;
        var all = await AllAsync(session, pool, reporter, cancel);
        IReadOnlyList<StreamView> called = name is null ? all : [.. all.Where(one => one.Name == name)];
        return called switch
        {
            [var only] => only,
            [] when name is not null => throw new CliFailure(ExitCode.Usage, "usage.streamUnknown", ("name", name), ("streams", Names(all))),
            [] => throw new CliFailure(ExitCode.Usage, "usage.noStream", ("pool", pool.ToString())),
            var several => throw new CliFailure(
                ExitCode.Usage, "usage.streams", ("streams", Names(several))),
        };

        static string Names(IEnumerable<StreamView> streams) => string.Join(", ", streams.Select(one => $"{one.Name} {one.Id}"));
    }
}
