// SPDX-License-Identifier: Apache-2.0

using System.Net;

namespace Ledger.Host.Startup;

/// <summary>What the door lets through, and where it stands. Every default is a constant; units stand in the names.</summary>
public sealed record DoorOptions
{
    public const string DefaultBind = "127.0.0.1";
    public const int DefaultKeyRequestsPerSecond = 200;
    public const int DefaultKeyBurst = 2_000;
    public const int DefaultAddressRequestsPerSecond = 200;
    public const int DefaultAddressBurst = 5_000;
    public const int DefaultMaxBodyBytes = 1 << 20;
    public const int DefaultMaxReportBytes = 8 << 20;
    public const int DefaultMaxBulkBodyBytes = 32 << 20;
    public const int DefaultIntakeRequests = 32;
    public const int DefaultIntakeRequestsPerKey = 16;
    public const int DefaultFeedHeartbeatSeconds = 15;
    public const int DefaultFeedClients = 256;
    public const int DefaultFeedClientsPerKey = 8;

    /// <summary>The address to listen on. Beyond loopback keys travel in the clear unless something in front speaks TLS.</summary>
    public string Bind { get; init; } = DefaultBind;

    /// <summary>Host names that requests may come under, besides loopback's and <see cref="Bind"/>; separated by semicolons.</summary>
    public string HostNames { get; init; } = "";

    /// <summary>How many requests a key may send in the long run.</summary>
    public int KeyRequestsPerSecond { get; init; } = DefaultKeyRequestsPerSecond;

    /// <summary>How many it may send at once.</summary>
    public int KeyBurst { get; init; } = DefaultKeyBurst;

    /// <summary>How many requests without a key an address may send in the long run.</summary>
    public int AddressRequestsPerSecond { get; init; } = DefaultAddressRequestsPerSecond;

    /// <summary>How many it may send at once.</summary>
    public int AddressBurst { get; init; } = DefaultAddressBurst;

    /// <summary>The largest body.</summary>
    public int MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>The largest usage report with its lines, alone or as one line of many reports.</summary>
    public int MaxReportBytes { get; init; } = DefaultMaxReportBytes;

    /// <summary>The largest body where many reports come at once (NDJSON).</summary>
    public int MaxBulkBodyBytes { get; init; } = DefaultMaxBulkBodyBytes;

    /// <summary>How many requests that bring usage reports are served at once; whoever comes then is told to come again.</summary>
    public int IntakeRequests { get; init; } = DefaultIntakeRequests;

    /// <summary>How many of them one key may have.</summary>
    public int IntakeRequestsPerKey { get; init; } = DefaultIntakeRequestsPerKey;

    /// <summary>How long the feed is silent at most.</summary>
    public int FeedHeartbeatSeconds { get; init; } = DefaultFeedHeartbeatSeconds;

    /// <summary>How many connections to the feed there may be.</summary>
    public int FeedClients { get; init; } = DefaultFeedClients;

    /// <summary>How many of them one key may have.</summary>
    public int FeedClientsPerKey { get; init; } = DefaultFeedClientsPerKey;

    /// <summary>Names every option that is out of range; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> wrong = [];
        if (!IPAddress.TryParse(Bind, out _))
        {
            wrong.Add($"{nameof(Bind)} is '{Bind}'; it must be an IP address.");
        }

        Require(KeyRequestsPerSecond, 1, 1_000_000, nameof(KeyRequestsPerSecond), wrong);
        Require(KeyBurst, 1, 1_000_000, nameof(KeyBurst), wrong);
        Require(AddressRequestsPerSecond, 1, 1_000_000, nameof(AddressRequestsPerSecond), wrong);
        Require(AddressBurst, 1, 1_000_000, nameof(AddressBurst), wrong);
        Require(MaxBodyBytes, 1_024, 64 << 20, nameof(MaxBodyBytes), wrong);
        Require(MaxReportBytes, 1_024, 64 << 20, nameof(MaxReportBytes), wrong);
        Require(MaxBulkBodyBytes, 1_024, 1 << 30, nameof(MaxBulkBodyBytes), wrong);
        Require(IntakeRequests, 1, 10_000, nameof(IntakeRequests), wrong);
        Require(IntakeRequestsPerKey, 1, 10_000, nameof(IntakeRequestsPerKey), wrong);
        Require(FeedHeartbeatSeconds, 1, 300, nameof(FeedHeartbeatSeconds), wrong);
        Require(FeedClients, 1, 100_000, nameof(FeedClients), wrong);
        Require(FeedClientsPerKey, 1, 100_000, nameof(FeedClientsPerKey), wrong);
        return wrong;
    }

    private static void Require(int value, int least, int most, string name, List<string> wrong)
    {
        if (value < least || value > most)
        {
            wrong.Add($"{name} is {value}; it must be from {least} to {most}.");
        }
    }
}
