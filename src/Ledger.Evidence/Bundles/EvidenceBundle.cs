// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Ledger.Evidence.Model;
using Ledger.Evidence.Verification;

namespace Ledger.Evidence.Bundles;

/// <summary>The file that leaves the house: a ZIP of stored entries whose <c>manifest.json</c> hashes every other one.</summary>
public static class EvidenceBundle
{
    /// <summary>The most bytes that a bundle may have: nothing in it is compressed, so that nothing in it can swell.</summary>
    public const int MostBytes = 256 * 1024 * 1024;

    /// <summary>Writes a bundle; the same evidence gives the same bytes.</summary>
    public static byte[] Write(LicenseEvidence evidence)
    {
        BundleEntry[] others =
        [
            new(EntryNames.Deployment, EvidenceWriter.Deployment(evidence.Deployment)),
            new(EntryNames.License, EvidenceWriter.License(evidence)),
            new(EntryNames.Headers, EvidenceWriter.Headers(evidence.Headers)),
            new(EntryNames.Events, EvidenceWriter.Events(evidence.Events)),
            new(EntryNames.State, EvidenceWriter.State(evidence.State)),
            new(EntryNames.Records, EvidenceWriter.Records(evidence.Records)),
            new(EntryNames.Terms, EvidenceWriter.Terms(evidence.Terms)),
        ];
        return StoredZip.Write([new(EntryNames.Manifest, Manifest.Write(others)), .. others]);
    }

    /// <summary>Reads what a bundle holds, wherever that can be read, also from an altered container: it proves nothing yet.
    /// <see cref="Verify"/> judges; this tells its caller which blocks and contracts to ask somebody else about.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, [NotNullWhen(true)] out LicenseEvidence? evidence)
    {
        evidence = null;
        _ = Open(bundle, out var entries);
        return entries is not null && EvidenceReader.TryRead(name => Content(entries, name), out evidence, out _, out _);
    }

    /// <summary>Judges a bundle: its container first, then what it holds, even where the container was altered. Total.</summary>
    /// <param name="bundle">The file's bytes.</param>
    /// <param name="trust">What the caller trusts; null when nothing.</param>
    /// <param name="at">The time to say the standing of (UTC seconds); null for that of the state's block.</param>
    public static LicenseVerification Verify(ReadOnlyMemory<byte> bundle, Trust? trust, ulong? at = null)
    {
        var flaw = Open(bundle, out var entries);
        if (entries is null)
        {
            return Unreadable(flaw!);
        }

        if (!EvidenceReader.TryRead(name => Content(entries, name), out var evidence, out var entry, out var what))
        {
            return Unreadable(flaw ?? Note.Of("entry-unreadable", ("entry", entry), ("what", what)));
        }

        var inner = LicenseVerifier.Verify(evidence, trust, at);
        return flaw is null
            ? inner with { Steps = inner.Steps.Insert(0, Step.Ok(StepName.Bundle, Note.Of("bundle-ok", ("entries", entries.Count)))) }
            : inner with { Verdict = Verdict.Invalid, Steps = inner.Steps.Insert(0, Step.Fail(StepName.Bundle, flaw)) };
    }

    /// <summary>Takes the container apart. The entries are there, all and only those of the format, whenever they can be told
    /// apart; the note says what was altered.</summary>
    private static Note? Open(ReadOnlyMemory<byte> bundle, out List<BundleEntry>? entries)
    {
        entries = null;
        if (bundle.Length > MostBytes)
        {
            return Malformed("it is too large");
        }

        var read = StoredZip.Read(bundle, EntryNames.All.Length);
        if (read is null || read.Count == 0)
        {
            return Malformed("it is no ZIP of stored entries, or holds too many");
        }

        if (read.Find(entry => !EntryNames.All.Contains(entry.Name, StringComparer.Ordinal)) is { } unknown)
        {
            return Note.Of("entry-unknown", ("entry", Printable(unknown.Name)));
        }

        if (EntryNames.All.FirstOrDefault(name => !read.Exists(entry => Is(entry, name))) is { } missing)
        {
            return Note.Of("entry-missing", ("entry", missing));
        }

        if (!read.Select(entry => entry.Name).SequenceEqual(EntryNames.All, StringComparer.Ordinal))
        {
            return Malformed("its entries stand in another order, or twice");
        }

        entries = read;
        return Altered(bundle, read);
    }

    private static Note? Altered(ReadOnlyMemory<byte> bundle, List<BundleEntry> entries)
    {
        if (Manifest.FindAltered(Content(entries, EntryNames.Manifest).Span, entries.GetRange(1, entries.Count - 1)) is { } altered)
        {
            return Note.Of("entry-altered", ("entry", altered));
        }

        return StoredZip.Write(entries).AsSpan().SequenceEqual(bundle.Span)
            ? null
            : Malformed("it is not in the one form that the format has");
    }

    private static ReadOnlyMemory<byte> Content(List<BundleEntry> entries, string name) => entries.Find(entry => Is(entry, name))!.Content;

    private static bool Is(BundleEntry entry, string name) => string.Equals(entry.Name, name, StringComparison.Ordinal);

    private static Note Malformed(string what) => Note.Of("bundle-malformed", ("what", what));

    /// <summary>Names of strangers go into sentences: only what can be seen, and not much of it.</summary>
    private static string Printable(string name) =>
        new([.. name.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '/' ? letter : '?')]);

    private static LicenseVerification Unreadable(Note flaw) => new(
        Verdict.Invalid,
        [
            Step.Fail(StepName.Bundle, flaw),
            .. Enum.GetValues<StepName>().Where(name => name != StepName.Bundle).Select(name => Step.NotReached(name, StepName.Bundle)),
        ],
        null,
        null);
}
