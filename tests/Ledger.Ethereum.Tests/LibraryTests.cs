// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum.Native;

namespace Ledger.Ethereum.Tests;

public sealed class LibraryTests
{
    [Fact]
    public void A_machine_without_the_library_is_told_what_to_install()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => LibraryResolver.Load(["libsecp256k1.so.none"], typeof(Secp256k1).Assembly, null));
        Assert.StartsWith("libsecp256k1 is not installed", missing.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install libsecp256k1-1", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_without_recovery_is_named()
    {
        var other = OperatingSystem.IsWindows() ? "kernel32.dll" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6";
        var crippled = Assert.Throws<DllNotFoundException>(() => LibraryResolver.Load([other], typeof(Secp256k1).Assembly, null));
        Assert.StartsWith($"{other} was built without its recovery module", crippled.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libsecp256k1.so.1")]
    [InlineData("libsecp256k1.so.2")]
    [InlineData("libsecp256k1.so.5")]
    [InlineData("libsecp256k1.so.6")]
    [InlineData("libsecp256k1.dylib")]
    [InlineData("libsecp256k1.dll")]
    public void Each_release_is_looked_for_under_its_name(string name) => Assert.Contains(name, LibraryResolver.Names, StringComparer.Ordinal);
}
