// SPDX-License-Identifier: Apache-2.0

using System.Net;

namespace Ledger.Outbound;

/// <summary>What came of one try to deliver.</summary>
public abstract record DeliveryOutcome
{
    private protected DeliveryOutcome(string word, bool mayRetry) => (Word, MayRetry) = (word, mayRetry);

    /// <summary>The outcome in a word: stable, for logs, metrics and the store.</summary>
    public string Word { get; }

    /// <summary>Whether another try can end otherwise without anybody changing the configuration.</summary>
    public bool MayRetry { get; }
}

/// <summary>The receiver answered 2xx.</summary>
public sealed record Delivered(int Status) : DeliveryOutcome("delivered", mayRetry: false);

/// <summary>The receiver does not want it: 4xx but not "later".</summary>
public sealed record Rejected(int Status) : DeliveryOutcome("rejected", mayRetry: false);

/// <summary>The receiver cannot take it now: 5xx, 408, 425 or 429.</summary>
public sealed record NotNow(int Status) : DeliveryOutcome("not-now", mayRetry: true);

/// <summary>The receiver points elsewhere. Nobody goes there: a redirect would lead past the check of the address.</summary>
public sealed record Redirected(int Status) : DeliveryOutcome("redirected", mayRetry: false);

/// <summary>The name leads to an address that is not for us: inside, or nobody's.</summary>
public sealed record AddressForbidden(IPAddress Address) : DeliveryOutcome("address-forbidden", mayRetry: false);

/// <summary>The name leads nowhere.</summary>
public sealed record NotResolved(string Host) : DeliveryOutcome("not-resolved", mayRetry: true);

/// <summary>No connection, no TLS, or no answer that is HTTP.</summary>
public sealed record Unreachable(string Reason) : DeliveryOutcome("unreachable", mayRetry: true);

/// <summary>No answer in time. It may have arrived all the same.</summary>
public sealed record TimedOut(int AfterMs) : DeliveryOutcome("timed-out", mayRetry: true);
