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
    /// <summary>The place after the stream's last report. Where no stream is named, the reporter's only one in the license's pool.</summary>
    public static async Task<ReportStream> FindAsync(Session session, Hash32 license, Hash32? stream, PartyId reporter, CancellationToken cancel)
    {
        var found = stream is { } named
            ? (await session.Api.GetAsync<StreamView>($"/streams/{named}", cancel)).Value
            : await OnlyOneAsync(session, license, reporter, cancel);
        return new ReportStream(new RecordId(found.Id), found.Sequence + 1, new RecordId(found.Last ?? Hash32.Zero));
    }

    /// <summary>The place after a report.</summary>
    public static ReportStream After(UsageReport report) => new(report.Stream, report.Sequence + 1, report.Id);

    private static async Task<StreamView> OnlyOneAsync(Session session, Hash32 license, PartyId reporter, CancellationToken cancel)
    {
        var pool = (await session.Api.GetAsync<LicenseView>($"/licenses/{license}", cancel)).Value.Pool;
        var path = Session.Path("/streams", ("pool", pool.ToString()), ("reporter", reporter.ToString()));
        return (await session.Api.GetAsync<Page<StreamView>>(path, cancel)).Value.Items switch
        {
            [var only] => only,
            [] => throw new CliFailure(ExitCode.Usage, "usage.noStream", ("pool", pool.ToString())),
            var several => throw new CliFailure(
                ExitCode.Usage, "usage.streams", ("streams", string.Join(", ", several.Select(one => $"{one.Name} {one.Id}")))),
        };
    }
}
