// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Custody;

/// <summary>Sets and lifts legal holds, on documents and on what came with records. Who may, its caller has judged.</summary>
internal static class Holding
{
    private const int LongestText = 256;

    /// <summary>Sets a hold for a matter; setting it twice changes nothing.</summary>
    public static Refusal? Set(IStoreWriter writer, Hash32 what, HoldRequest request, Caller caller, ulong now)
    {
        if (Judge(request) is { } refusal)
        {
            return refusal;
        }

        if (!CustodyBook.Holds(writer, what).Contains(request.Matter))
        {
            CustodyBook.Note(writer, what, CustodyBook.Held, caller, now, request);
        }

        return null;
    }

    /// <summary>Lifts the hold of a matter.</summary>
    public static Refusal? Lift(IStoreWriter writer, Hash32 what, HoldRequest request, Caller caller, ulong now)
    {
        if (Judge(request) is { } refusal)
        {
            return refusal;
        }

        if (!CustodyBook.Holds(writer, what).Contains(request.Matter))
        {
            return new HoldUnknown(what, request.Matter);
        }

        CustodyBook.Note(writer, what, CustodyBook.Released, caller, now, request);
        return null;
    }

    /// <summary>The matters that a hold stands for, as one reads them; null where there is none.</summary>
    public static string? MattersOf(IStoreReader reader, Hash32 what) =>
        CustodyBook.Holds(reader, what) is { Count: > 0 } matters ? string.Join(", ", matters.Order(StringComparer.Ordinal)) : null;

    private static HoldInvalid? Judge(HoldRequest request) => IsText(request.Matter) && IsText(request.Reason) ? null : new HoldInvalid();

    private static bool IsText(string text) => text.Length is > 0 and <= LongestText && !text.Any(char.IsControl);
}
