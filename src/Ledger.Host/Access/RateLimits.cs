// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Ledger.Application.Access;
using Ledger.Host.Startup;

namespace Ledger.Host.Access;

/// <summary>Whose bucket a request is taken from.</summary>
public readonly record struct RatePartition(bool IsKey, string Of);

/// <summary>A token bucket for each key, and for each address on public routes. Buckets that are full again are forgotten.</summary>
public sealed class RateLimits : IDisposable
{
    private const int RefillsPerSecond = 10;
    private const int Ipv6NetworkBytes = 8;

    private readonly PartitionedRateLimiter<RatePartition> _buckets;

    public RateLimits(DoorOptions options) => _buckets = PartitionedRateLimiter.Create<RatePartition, RatePartition>(partition =>
        System.Threading.RateLimiting.RateLimitPartition.GetTokenBucketLimiter(partition, of => of.IsKey
            ? Bucket(options.KeyRequestsPerSecond, options.KeyBurst)
            : Bucket(options.AddressRequestsPerSecond, options.AddressBurst)));

    public static RatePartition OfKey(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(true, caller.KeyId);
    }

    /// <summary>One IPv4 address, or one IPv6 network of 64 bits, which is what a single subscriber is given.</summary>
    public static RatePartition OfAddress(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return new(false, plain is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes))
            : plain?.ToString() ?? "");
    }

    /// <summary>Takes one request out of the bucket; how long to wait where it is empty, else null.</summary>
    public TimeSpan? WaitOf(RatePartition partition)
    {
        using var lease = _buckets.AttemptAcquire(partition);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => _buckets.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = Math.Max(1, perSecond / RefillsPerSecond),
        ReplenishmentPeriod = perSecond >= RefillsPerSecond ? TimeSpan.FromSeconds(1) / RefillsPerSecond : TimeSpan.FromSeconds(1) / perSecond,
        QueueLimit = 0,
    };
}
