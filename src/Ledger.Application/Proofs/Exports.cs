// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Documents;
using Ledger.Application.Proposing;
using Ledger.Application.Setup;
using Ledger.Application.Texts;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Evidence.Bundles;
using Ledger.Evidence.Verification;
using Ledger.Store;
using Ledger.Store.Proposals;

namespace Ledger.Application.Proofs;

/// <summary>A dispute team's matters and the evidence bundles made for them.</summary>
public sealed class Exports
{
    private const string Kind = "Export";
    private const int LongestTitle = 200;

    private readonly LedgerContext _context;
    private readonly EvidenceGathering _gathering;
    private readonly Operations _operations;
    private readonly TermsBook _terms;

    internal Exports(LedgerContext context, EvidenceGathering gathering, Operations operations, TermsBook terms)
    {
        _terms = terms;
        _context = context;
        _gathering = gathering;
        _operations = operations;
    }

    public Task<Outcome<MatterView>> OpenAsync(MatterRequest request, CancellationToken cancellation) => OpenAsync(request, Caller.Host, cancellation);

    /// <summary>Opens a file of the caller's party about a license of which it may know the usage.</summary>
    public async Task<Outcome<MatterView>> OpenAsync(MatterRequest request, Caller caller, CancellationToken cancellation)
    {
        if (request.Title.Length is 0 or > LongestTitle)
        {
            return new TitleInvalid(request.Title.Length);
        }

        return await _context.Store.WriteAsync<Outcome<MatterView>>(
            writer =>
            {
                var known = _context.On(writer);
                if (known.License(new LicenseId(request.License)) is not { Origin: not null } license)
                {
                    return new LicenseUnknown(new LicenseId(request.License));
                }

                if (!ReadingRights.OpensMatter(known, caller, license))
                {
                    return NoRole();
                }

                var disclosed = new MatterTerms(known, _terms, request.License, request.Disclose, request.Versions);
                if (disclosed.Judge(caller) is { } refusal)
                {
                    return refusal;
                }

                var matter = new KeptMatter(
                    DocumentVault.Random().ToString(), request.Title, request.License, _context.Now, caller.Party?.Value, request.Disclose, disclosed.Ids);
                matter.Keep(writer);
                return matter.View;
            },
            cancellation);
    }

    public Task<Outcome<MatterView>> GetAsync(string matter, CancellationToken cancellation) =>
        _context.Store.ReadAsync<Outcome<MatterView>>(
            reader => KeptMatter.Find(reader, matter) is { } kept ? kept.View : new MatterUnknown(matter),
            cancellation);

    public Task<Outcome<OperationView>> ExportAsync(string matter, CancellationToken cancellation) => ExportAsync(matter, Caller.Host, cancellation);

    /// <summary>Makes a bundle; the operation's id is the export's id, and it ends <c>final</c> or <c>failed</c>.</summary>
    /// <remarks>
    /// The verifier that outsiders use must accept the evidence, or there is no bundle. A licensee's bundle holds its own records alone: those
    /// of who had the license before it stay out whole, with what answers them, for a report without its lines is no evidence.
    /// </remarks>
    public async Task<Outcome<OperationView>> ExportAsync(string matter, Caller caller, CancellationToken cancellation)
    {
        var found = await GetAsync(matter, cancellation);
        if (!found.IsDone)
        {
            return found.Refusal;
        }

        // What was opened once is judged by what the caller may know now: its license may be another's since, or its role.
        var (mayExport, mayAll) = await _context.Store.ReadAsync(
            reader => _context.On(reader) is var known && known.License(new LicenseId(found.Value.License)) is { Origin: not null } license
                ? (ReadingRights.OpensMatter(known, caller, license), ReadingRights.OpensWholeMatter(known, caller, license)) : default,
            cancellation);
        if (!mayExport)
        {
            return NoRole();
        }

        var gathered = await _gathering.GatherAsync(new LicenseId(found.Value.License), withRecords: true, cancellation, mayAll ? null : caller.Party);
        if (!gathered.IsDone)
        {
            return gathered.Refusal;
        }

        var evidence = gathered.Value.Evidence;
        var disclosed = await _context.Store.WriteAsync(
            writer => new MatterTerms(_context.On(writer), _terms, found.Value.License, found.Value.Disclose, found.Value.Versions)
                .Disclose(writer, evidence.Terms, caller, _context.Now),
            cancellation);
        if (!disclosed.IsDone)
        {
            return disclosed.Refusal;
        }

        var bundle = EvidenceBundle.Write(evidence with { Terms = [.. disclosed.Value] });
        var verdict = EvidenceBundle.Verify(bundle, new Trust(_context.Addresses, gathered.Value.FinalBlocks));
        var id = DocumentVault.Random();
        var now = checked((long)_context.Now);
        byte[] problem = [];
        if (verdict.Verdict is Verdict.Invalid)
        {
            problem = KeptProblem.Of(new EvidenceRejected(verdict.Failed!.Text, verdict.Failed.Detail));
        }
        else
        {
            DataDirectory.WriteWhole(PathOf(id), bundle);
        }

        try
        {
            return await _context.Store.WriteAsync(Keep, cancellation);
        }
        catch
        {
            File.Delete(PathOf(id)); // no matter knows it
            throw;
        }

        Outcome<OperationView> Keep(IStoreWriter writer)
        {
            if (evidence.Records.FirstOrDefault(shown => !shown.Lines.IsEmpty && CustodyBook.ErasureOf(writer, shown.Id.Value) is not null) is { } erased)
            {
                File.Delete(PathOf(id)); // erased while the bundle was made
                return new RecordErased(erased.Id.Value, now);
            }

            KeptMatter.Find(writer, matter)!.KeepExport(writer, id);
            writer.Operations.Put(new OperationRow(
                0, id, Kind, problem.Length == 0 ? OperationState.Final : OperationState.Failed, null, problem, now, now));
            return _operations.View(writer, writer.Operations.Find(id)!, RefusalTexts.English);
        }
    }

    /// <summary>A license's evidence as a bundle, for a reader who judges it himself: no matter, nothing kept.</summary>
    public async Task<Outcome<BundleFile>> GatherAsync(Hash32 license, CancellationToken cancellation)
    {
        var gathered = await _gathering.GatherAsync(new LicenseId(license), withRecords: false, cancellation);
        return gathered.IsDone
            ? new BundleFile($"ledger-license-{license.ToString()[2..10]}.zip", EvidenceBundle.Write(gathered.Value.Evidence))
            : gathered.Refusal;
    }

    /// <summary>The bundle's bytes (ZIP).</summary>
    public async Task<Outcome<BundleFile>> BundleAsync(string export, CancellationToken cancellation)
    {
        if (!Hash32.TryParse(export, out var id) || !File.Exists(PathOf(id)))
        {
            return new ExportUnknown(export);
        }

        return new BundleFile($"ledger-evidence-{export[2..10]}.zip", await File.ReadAllBytesAsync(PathOf(id), cancellation));
    }

    /// <summary>
    /// Destroys the bundles that may hold what came with a record: those made for its license. Each can be made again, without it.
    /// One that is being made just now sees the erasure itself before it is done.
    /// </summary>
    internal async Task DestroyAsync(Hash32 record, CancellationToken cancellation)
    {
        var doomed = await _context.Store.ReadAsync(
            reader =>
            {
                var license = reader.Journal.Message(record)?.Concerns;
                return Bundles().Where(file => MatterOf(reader, file) is { } matter && matter.License == license).ToList();
            },
            cancellation);
        doomed.ForEach(File.Delete);
    }

    /// <summary>Destroys the bundles that no matter knows: a host died while it made them. Only while nothing makes any.</summary>
    internal async Task DestroyStrayAsync(CancellationToken cancellation)
    {
        var stray = await _context.Store.ReadAsync(reader => Bundles().Where(file => MatterOf(reader, file) is null).ToList(), cancellation);
        stray.ForEach(File.Delete);
    }

    private static RoleMissing NoRole() => RoleMissing.Of(PoolRole.Administrator, PoolRole.Auditor, PoolRole.Dispute, PoolRole.Licensee);

    private static KeptMatter? MatterOf(IStoreReader reader, string file) => KeptMatter.OfExport(reader, Path.GetFileNameWithoutExtension(file));

    private string[] Bundles() => Directory.Exists(_context.Directory.Exports) ? Directory.GetFiles(_context.Directory.Exports, "*.zip") : [];

    private string PathOf(Hash32 export) => Path.Combine(_context.Directory.Exports, $"{export}.zip");
}

/// <summary>A bundle as a file.</summary>
/// <param name="FileName">A name to save it under.</param>
public sealed record BundleFile(string FileName, ReadOnlyMemory<byte> Bytes);
