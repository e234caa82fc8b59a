// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Text;
using Ledger.Cli.Tests.Support;
using Ledger.Ethereum;
using Ledger.Host.Tests.Support;
using Xunit.Abstractions;

namespace Ledger.Cli.Tests.Refused;

/// <summary>A real bundle, attacked in every way that archives are attacked in: each is refused from the stream, and nothing is unpacked.</summary>
[Collection(HostCollection.Name)]
public sealed class BadBundleTests(HostFixture host, ITestOutputHelper output)
{
    private const uint SymbolicLink = 0xA1FF0000;
    private const ushort Deflated = 8;
    private const string Malformed = "bundle-malformed";
    private const string Unreadable = "entry-unreadable";

    private static (string Class, string Code, Func<List<RawEntry>, byte[]> Attack)[] Attacks { get; } =
    [
        .. new[] { "../evil.json", "../../../../etc/passwd", "/etc/passwd", "a/../../evil.json", "..\\evil.json", "C:\\evil.json", "state.json/", "dir/state.json" }
            .Select(name => ("zip-slip", "entry-unknown", (Func<List<RawEntry>, byte[]>)(entries => Renamed(entries, name)))),
        .. new[] { "STATE.JSON", "state.json ", "state.json\0", "\0", "state.jsonx", "" }
            .Select(name => ("a name out of the list", "entry-unknown", (Func<List<RawEntry>, byte[]>)(entries => Renamed(entries, name)))),
        ("a name out of the list", Malformed, entries => RawZip.Write([.. entries, new("more.json", "{}"u8.ToArray())])),
        ("a link", Malformed, entries => At(entries, 5, entry => entry with { Attributes = SymbolicLink })),
        ("a link", "entry-altered", entries => At(entries, 5, entry => entry with { Attributes = SymbolicLink, Content = "/etc/passwd"u8.ToArray() })),
        ("a link", "entry-unknown", entries => At(entries, 5, entry => new("link", "/etc/passwd"u8.ToArray()) { Attributes = SymbolicLink })),
        ("a bomb", "entry-altered", entries => At(entries, 5, entry => entry with { Method = Deflated, Content = Swelling(32 << 20), Size = 32 << 20 })),
        ("a bomb", Malformed, entries => At(entries, 7, entry => entry with { Method = Deflated, Size = uint.MaxValue })),
        ("a bomb", Malformed, entries => Claiming(entries, uint.MaxValue)),
        ("a bomb", Malformed, entries => Claiming(entries, int.MaxValue)),
        ("a bomb", Malformed, entries => RawZip.Write([.. Enumerable.Range(0, 60_000).Select(_ => new RawEntry("state.json", []))])),
        ("a bomb", "entry-unknown", entries => RawZip.Write([new("bundle.zip", RawZip.Write(entries))])),
        ("a bomb", Unreadable, entries => Said(entries, 3, _ => new string('[', 100_000))),
        ("an entry twice", Malformed, entries => RawZip.Write([.. entries, entries[5]])),
        ("an entry twice", Malformed, entries => RawZip.Write([.. entries.Take(6), entries[5], .. entries.Skip(6)])),
        ("an entry twice", "entry-missing", entries => RawZip.Write([.. entries.Take(6), entries[5], .. entries.Skip(7)])),
        ("two names of one entry", Malformed, entries => At(entries, 5, entry => entry with { Listed = "../evil.json" })),
        ("two names of one entry", Malformed, entries => At(entries, 5, entry => entry with { Listed = "records.json" })),
        ("an entry missing", "entry-missing", entries => RawZip.Write([.. entries.Skip(1)])),
        ("an entry missing", "entry-missing", entries => RawZip.Write([.. entries.Take(7)])),
        ("another order", Malformed, entries => RawZip.Write([entries[0], entries[2], entries[1], .. entries.Skip(3)])),
        ("encrypted", Malformed, entries => At(entries, 5, entry => entry with { Flags = 1 })),
        ("cut short", Malformed, _ => []),
        ("cut short", Malformed, entries => RawZip.Write(entries)[..20]),
        ("cut short", "entry-missing", entries => RawZip.Write([entries[0]])[..^20]),
        ("cut short", Malformed, entries => RawZip.Write(entries)[..^1]),
        ("cut short", Malformed, entries => RawZip.Write(entries)[..^22]),
        ("something before or after", Malformed, entries => [.. "#!/bin/sh\n"u8, .. RawZip.Write(entries)]),
        ("something before or after", Malformed, entries => [.. RawZip.Write(entries), 0]),
        ("something before or after", Malformed, entries => RawZip.Write(entries, "a comment")),
        ("something before or after", Malformed, entries => [.. RawZip.Write(entries), .. RawZip.Write(entries)]),
        ("altered under its manifest", "entry-altered", entries => At(entries, 4, entry => entry with { Content = [.. entry.Content[..^1], (byte)' '] })),
        ("altered under its manifest", "entry-altered", entries => At(entries, 0, entry => entry with { Content = "{}"u8.ToArray() })),
        ("a key twice", Unreadable, entries => Said(entries, 1, text => text.Replace("{\"engine\"", "{\"engine\":\"network\",\"engine\"", StringComparison.Ordinal))),
        ("a field too many", Unreadable, entries => Said(entries, 1, text => text[..^1] + ",\"more\":1}")),
        ("another form of the same", Unreadable, entries => Said(entries, 1, text => text + "\n")),
        ("a byte order mark", Unreadable, entries => Said(entries, 1, text => "\uFEFF" + text)),
        ("no JSON", Unreadable, entries => Said(entries, 1, _ => "NaN")),
        ("no JSON", Unreadable, entries => Said(entries, 1, _ => "{\"engine\":1e400}")),
        ("no JSON", Unreadable, entries => Said(entries, 1, _ => "{\"engine\":\"\\ud800\"}")),
        ("no JSON", Unreadable, entries => Said(entries, 6, _ => "")),
    ];

    [Fact]
    public async Task An_attacked_bundle_is_refused_in_both_languages_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var sound = folder.File("sound.zip");
        var license = (await new Walk(host).LicenseAsync()).GetProperty("id").GetString();
        var exported = await Run.LedgerAsync($"evidence export --license {license} --output {sound} --url {host.Url}", host.Environment());
        Assert.True(exported.ExitCode == 0, exported.Error);
        var bytes = await File.ReadAllBytesAsync(sound);
        Assert.Equal(bytes, RawZip.Write(RawZip.Read(bytes)));

        var refused = new RefusedEvidence(output);
        foreach (var (ofClass, code, attack) in Attacks)
        {
            var file = folder.File("attacked.zip");
            await File.WriteAllBytesAsync(file, attack(RawZip.Read(bytes)));
            await refused.RefusedAsync($"bundle: {ofClass}", code, FirstFailed, language => Run.LedgerAsync($"evidence verify {file} {language}"));
        }

        refused.Print();
        Assert.Equal(Attacks.Length, refused.Count);
        Assert.Equal(["attacked.zip", "sound.zip"], folder.Names());
    }

    private static string? FirstFailed(Run run) => run.Json.GetProperty("steps").EnumerateArray()
        .First(step => !step.GetProperty("ok").GetBoolean()).GetProperty("code").GetString();

    private static byte[] Renamed(List<RawEntry> entries, string name) => At(entries, 5, entry => entry with { Name = name });

    private static byte[] At(List<RawEntry> entries, int position, Func<RawEntry, RawEntry> change)
    {
        entries[position] = change(entries[position]);
        return RawZip.Write(entries);
    }

    /// <summary>The first local header claims so many bytes, compressed and not.</summary>
    private static byte[] Claiming(List<RawEntry> entries, uint size)
    {
        var zip = RawZip.Write(entries);
        BitConverter.TryWriteBytes(zip.AsSpan(18), size);
        BitConverter.TryWriteBytes(zip.AsSpan(22), size);
        return zip;
    }

    /// <summary>Another text for an entry, under a manifest that agrees with it.</summary>
    private static byte[] Said(List<RawEntry> entries, int position, Func<string, string> change)
    {
        var old = entries[position].Content;
        var said = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(old)));
        entries[position] = entries[position] with { Content = said };
        var manifest = Encoding.UTF8.GetString(entries[0].Content);
        var agreed = manifest.Replace(Sum(old), Sum(said), StringComparison.Ordinal);
        Assert.NotEqual(manifest, agreed);
        entries[0] = entries[0] with { Content = Encoding.UTF8.GetBytes(agreed) };
        return RawZip.Write(entries);

        static string Sum(byte[] content) => $"\"size\":{content.Length},\"keccak256\":\"{Keccak256.Hash(content)}\"";
    }

    private static byte[] Swelling(int size)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(new byte[size]);
        }

        return packed.ToArray();
    }
}
