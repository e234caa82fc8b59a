// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Application.Tracing;

/// <summary>Which lines of which reports are meant; what is null does not matter.</summary>
/// <param name="Patent">A publication number: the lines under licenses whose schedule lists it, made or sold in its country.</param>
/// <param name="From">First second (UTC) of a time that the report's period shares.</param>
/// <param name="To">First second after that time.</param>
/// <param name="Country">Where the goods were made or sold.</param>
/// <param name="Product">A line's product, or with a star at the end the beginning of it: see <see cref="Ledger.Domain.Usage.ProductPattern"/>.</param>
/// <param name="Proofs">Whether each line comes with its proof.</param>
public sealed record TraceQuery(
    Hash32? Pool = null,
    Hash32? Schedule = null,
    Hash32? License = null,
    Hash32? Licensee = null,
    string? Patent = null,
    ulong? From = null,
    ulong? To = null,
    string? Country = null,
    string? MadeIn = null,
    string? SoldIn = null,
    string? Product = null,
    bool Proofs = false)
{
    /// <summary>Whether lines are picked by what they say, so that a report without lines is not meant.</summary>
    public bool PicksLines => Country is not null || MadeIn is not null || SoldIn is not null || Product is not null || Patent is not null;
}
