// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ledger.SystemTests.Architecture;

public sealed partial class LawTests
{
    [Theory]
    [InlineData("src/BannedSymbols.txt")]
    [InlineData("src/BannedSymbols.Pure.txt")]
    public void A_banned_symbol_names_its_replacement(string list)
    {
        var lines = Checkout.Read(list).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"^[TMPFN]:[\w.()\[\],`]+;\S.+$", line));
    }

    [Fact]
    public void The_banned_lists_are_laws_of_the_build()
    {
        var build = Checkout.Read("Directory.Build.props");
        Assert.Contains("src/BannedSymbols.txt", build, StringComparison.Ordinal);
        Assert.Contains("src/BannedSymbols.Pure.txt", build, StringComparison.Ordinal);
        Assert.All(["Ledger.Ethereum", "Ledger.Domain", "Ledger.Evidence"], room => Assert.Contains($"== '{room}'", build, StringComparison.Ordinal));
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", build, StringComparison.Ordinal);
        Assert.Contains("<CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>", build, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ban_is_lifted_nowhere() =>
        Offenders.None(Checkout.Sources().Where(path => path.EndsWith(".cs", StringComparison.Ordinal))
            .Where(path => Checkout.Read(path).Contains("disable RS00" + "30", StringComparison.Ordinal)));

    [Fact]
    public void Only_the_native_folder_calls_into_native_code() =>
        Offenders.None(Checkout.Sources()
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal) && !path.StartsWith("src/Ledger.Ethereum/Native/", StringComparison.Ordinal))
            .Where(path => NativeCall().IsMatch(Checkout.Read(path))));

    [Fact]
    public void No_type_is_called_by_a_word_that_says_nothing() =>
        Offenders.None(Rooms.Names.SelectMany(room => Rooms.Load(room).GetTypes())
            .Select(type => type.Name)
            .Where(name => !name.Contains('<', StringComparison.Ordinal)) // a generator's own
            .Concat(Checkout.Sources().Select(Path.GetFileNameWithoutExtension).OfType<string>())
            .Where(name => EmptyWord().IsMatch(name)));

    [Fact]
    public void Nothing_public_and_static_can_be_changed()
    {
        var types = Rooms.Names.SelectMany(room => Rooms.Load(room).GetExportedTypes()).ToList();
        const BindingFlags publicStatic = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var fields = types.SelectMany(type => type.GetFields(publicStatic)).Where(field => field is { IsInitOnly: false, IsLiteral: false }).Cast<MemberInfo>();
        var setters = types.SelectMany(type => type.GetProperties(publicStatic)).Where(property => property.SetMethod?.IsPublic == true);
        Offenders.None(fields.Concat(setters).Select(member => $"{member.DeclaringType!.FullName}.{member.Name}"));
    }

    [Fact]
    public void Package_versions_stand_in_one_place() =>
        Offenders.None(Checkout.Projects().Where(project => PackageVersion().IsMatch(Checkout.Read(project))));

    [Fact]
    public void The_lock_file_names_no_host() => Assert.DoesNotContain("\"resolved\": \"http", Checkout.Read("package-lock.json"), StringComparison.Ordinal);

    [Fact]
    public void The_lock_file_names_what_each_package_hashes_to()
    {
        using var lockFile = JsonDocument.Parse(Checkout.Read("package-lock.json"));
        var packages = lockFile.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Contains("node_modules/", StringComparison.Ordinal) && !package.Value.TryGetProperty("link", out _)).ToList();
        Assert.NotEmpty(packages);
        Offenders.None(packages.Where(package => !package.Value.TryGetProperty("integrity", out _)).Select(package => package.Name));
    }

    [GeneratedRegex(@"\[(LibraryImport|DllImport)\(", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex NativeCall();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils)$", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex EmptyWord();

    [GeneratedRegex("<PackageReference[^>]* Version=", RegexOptions.ExplicitCapture, Offenders.RegexTimeoutMs)]
    private static partial Regex PackageVersion();
}
