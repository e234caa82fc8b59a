// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Ledger.Application.Core;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Application.Usage;

/// <summary>The key under which the store files what concerns a reporter's period under a license.</summary>
internal static class PeriodKey
{
    public static Hash32 Of(LicenseId license, PartyId reporter, ulong start, ulong end)
    {
        Span<byte> times = stackalloc byte[Hash32.Size];
        times.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(times[16..], start);
        BinaryPrimitives.WriteUInt64BigEndian(times[24..], end);
        return StoreKeys.Of("period", license.Value, reporter.Value, new Hash32(times));
    }

    public static Hash32 Of(UsageReport report) => Of(report.License, report.Reporter, report.PeriodStart, report.PeriodEnd);

    public static Hash32 Of(PeriodStatement statement) => Of(statement.License, statement.Reporter, statement.PeriodStart, statement.PeriodEnd);
}
