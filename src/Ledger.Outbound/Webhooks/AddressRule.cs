// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;

namespace Ledger.Outbound.Webhooks;

/// <summary>
/// Which addresses a message may go to (RFC 6890 and the IANA special-purpose registries). An IPv4 address inside an
/// IPv6 one is judged as what it is.
/// </summary>
public static class AddressRule
{
    private static readonly IPNetwork[] Inside =
    [
        .. new[]
        {
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10",
            "::1/128", "fc00::/7", "fe80::/10", "fec0::/10",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork[] Nobody =
    [
        .. new[]
        {
            "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4", "::/128", "100::/64", "2001::/32", "2001:db8::/32", "3fff::/20", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    // NAT64 and 6to4 carry an IPv4 address, at these offsets.
    private static readonly (IPNetwork Network, int Offset)[] Carriers =
        [(IPNetwork.Parse("64:ff9b::/96"), 12), (IPNetwork.Parse("2002::/16"), 2)];

    /// <summary>Whether a message may go to <paramref name="address"/>.</summary>
    /// <param name="allowInside">Whether loopback, private and link-local addresses count as fit. Nobody's never do.</param>
    public static bool Allows(IPAddress address, bool allowInside)
    {
        var real = Unwrap(address);
        return !Nobody.Any(network => network.Contains(real)) && (allowInside || !Inside.Any(network => network.Contains(real)));
    }

    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var unscoped = new IPAddress(address.GetAddressBytes());
        foreach (var (network, offset) in Carriers)
        {
            if (network.Contains(unscoped))
            {
                return new IPAddress(unscoped.GetAddressBytes().AsSpan(offset, 4));
            }
        }

        // The old "IPv4-compatible" form ::a.b.c.d, save :: and ::1.
        var bytes = unscoped.GetAddressBytes();
        return bytes.AsSpan(0, 12).ContainsAnyExcept((byte)0) || bytes.AsSpan(12, 3).IndexOfAnyExcept((byte)0) < 0
            ? unscoped
            : new IPAddress(bytes.AsSpan(12, 4));
    }
}
