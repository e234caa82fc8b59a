// SPDX-License-Identifier: Apache-2.0

namespace Ledger.Outbound;

/// <summary>Takes one message to one receiver. Trying again is the caller's business, who keeps the message.</summary>
public interface INotifier
{
    /// <summary>Tries once. The world's failures are outcomes, not exceptions; only cancellation throws.</summary>
    Task<DeliveryOutcome> NotifyAsync(Notification notification, CancellationToken cancellationToken);
}

/// <summary>A message that leaves the ledger.</summary>
/// <param name="Id">The same at each try, so that a receiver can tell a repetition: letters, digits, <c>-</c>, <c>_</c>.</param>
/// <param name="Kind">What happened, such as <c>alert</c>.</param>
/// <param name="Payload">The body, JSON in UTF-8.</param>
public sealed record Notification(string Id, string Kind, ReadOnlyMemory<byte> Payload);
