// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;

namespace Ledger.Store.Alerts;

public enum NotificationState
{
    Waiting = 0,
    Delivered = 1,
    GivenUp = 2,
}

/// <summary>A message that leaves because of an alert; kept with the alert in one transaction.</summary>
/// <param name="Seq">Its number in the store; zero on the way in.</param>
/// <param name="Kind"><c>alert</c> or <c>alert-retract</c>.</param>
/// <param name="Target">The name of the notifier's target in the configuration.</param>
/// <param name="Payload">The body to deliver.</param>
/// <param name="DueAt">Not before this, UTC seconds.</param>
/// <param name="LastOutcome">What came of the last try, in a word.</param>
public sealed record NotificationRow(
    long Seq,
    Hash32 Alert,
    string Kind,
    string Target,
    byte[] Payload,
    NotificationState State,
    int Tries,
    long DueAt,
    string? LastOutcome);

public interface INotificationReader
{
    /// <summary>Waiting messages that are due, in order.</summary>
    IReadOnlyList<NotificationRow> Due(long now, int limit);

    IReadOnlyList<NotificationRow> Of(Hash32 alert);

    long Count(NotificationState state);
}

public interface INotificationWriter : INotificationReader
{
    /// <summary>Takes a message; returns its number.</summary>
    long Add(NotificationRow notification);

    /// <summary>Notes what came of a try: delivered, given up, or waiting again until <paramref name="dueAt"/>.</summary>
    void Note(long seq, NotificationState state, string outcome, long dueAt);
}
