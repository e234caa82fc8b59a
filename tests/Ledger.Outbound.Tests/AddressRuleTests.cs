// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Ledger.Outbound.Webhooks;

namespace Ledger.Outbound.Tests;

public sealed class AddressRuleTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("::ffff:8.8.8.8")]
    public void A_public_address_is_allowed(string address) => Assert.True(AddressRule.Allows(IPAddress.Parse(address), allowInside: false));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1%2")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("::10.0.0.1")]
    public void An_inside_address_is_allowed_only_where_said(string address)
    {
        Assert.False(AddressRule.Allows(IPAddress.Parse(address), allowInside: false));
        Assert.True(AddressRule.Allows(IPAddress.Parse(address), allowInside: true));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("203.0.113.9")]
    [InlineData("198.18.0.1")]
    [InlineData("::")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:0.0.0.0")]
    public void Nobodys_address_is_never_allowed(string address)
    {
        Assert.False(AddressRule.Allows(IPAddress.Parse(address), allowInside: false));
        Assert.False(AddressRule.Allows(IPAddress.Parse(address), allowInside: true));
    }
}
