// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;
using Ledger.Store;

namespace Ledger.Application.Documents;

/// <summary>The terms of licenses: read whole, or disclosed in part for others.</summary>
public sealed class TermsBook
{
    private readonly LedgerContext _context;

    internal TermsBook(LedgerContext context) => _context = context;

    /// <summary>The schema of terms, with what becomes of each.</summary>
    public static TermsSchemaView Schema { get; } = new(
        LicenseTerms.Schema.Name,
        LicenseTerms.Schema.Id,
        [
            .. TermEnforcement.All.Select(term => new TermView(
                term.Term,
                LicenseTerms.Schema.Fields.FirstOrDefault(field => string.Equals(field.Name, term.Term, StringComparison.Ordinal)) is { } field
                    ? field.Type.ToString().ToLowerInvariant()
                    : null,
                term.EnforcedBy?.Name)),
        ]);

    /// <summary>The terms of a license, those absent left out, and the revisions of its schedule that they cover now.</summary>
    public Task<Outcome<LicenseTermsView>> ReadAsync(Hash32 license, Caller caller, CancellationToken cancellation) => OfAsync<LicenseTermsView>(
        license,
        caller,
        (reader, granted, terms) =>
        {
            var known = _context.On(reader);
            var covered = CoveredRevisions.At(
                known.Schedule(granted.Act.Pool, granted.Act.Schedule), terms.Time.LaterAdditions, granted.At, reader.Blocks.Head?.Time ?? 0);
            return new LicenseTermsView(
                license,
                granted.Act.TermsRoot,
                LicenseTerms.Schema.Name,
                [
                    .. LicenseTerms.Schema.Fields.Zip(terms.ToFields())
                        .Where(pair => pair.Second.Type is not FieldType.Absent)
                        .Select(pair => new LicenseTermView(pair.First.Name, pair.First.Type.ToString().ToLowerInvariant(), pair.Second.Text)),
                ],
                [.. covered.Select(revised => revised.Act.Revision)]);
        },
        cancellation);

    /// <summary>A file that shows the fields named, and nothing of the others.</summary>
    /// <param name="fields">Fields of the schema, or their part before a point: <c>rate</c>, <c>rate.1</c>, <c>rate.1.rate</c>.</param>
    public Task<Outcome<DisclosedFile>> DiscloseAsync(
        Hash32 license, IReadOnlyList<string> fields, Caller caller, CancellationToken cancellation) => OfAsync<DisclosedFile>(
        license,
        caller,
        (_, granted, terms) =>
        {
            var shown = Disclose(granted, terms, fields);
            return shown.IsDone
                ? new DisclosedFile($"ledger-terms-{license.ToString()[2..10]}.json", new DisclosureFile(granted.Id, granted.Act, shown.Value).Write())
                : shown.Refusal;
        },
        cancellation);

    /// <summary>The fields named of one license's terms; for whoever puts them into evidence.</summary>
    internal Outcome<Disclosed> Disclose(IStoreReader reader, LicenseGranted granted, IReadOnlyList<string> fields, Caller caller) =>
        !ReadingRights.ReadsTerms(_context.On(reader), caller, granted.Act) ? NotYours()
        : DocumentRoots.OpenTerms(_context.Documents, reader, granted.Act.TermsRoot) is { } terms
            ? Disclose(granted, terms, fields)
        : new TermsNotHeld(granted.Id.Value);

    private Outcome<Disclosed> Disclose(LicenseGranted granted, LicenseTerms terms, IReadOnlyList<string> fields)
    {
        var names = LicenseTerms.Schema.Fields.Select(field => field.Name).ToList();
        if (fields.FirstOrDefault(word => !names.Exists(name => IsOf(name, word))) is { } unknown)
        {
            return new TermUnknown(unknown);
        }

        if (fields.Count == 0)
        {
            return new TermUnknown("");
        }

        if (_context.Documents.SecretOf(granted.Act.TermsRoot) is not { } secret)
        {
            return new TermsNotHeld(granted.Id.Value);
        }

        var tree = new DisclosureTree(LicenseTerms.Schema, terms.ToFields(), Hash32.Bytes(in secret));
        return tree.Disclose([.. Enumerable.Range(0, names.Count).Where(i => fields.Any(word => IsOf(names[i], word)))]);
    }

    private static RoleMissing NotYours() => RoleMissing.Of(PoolRole.Administrator, PoolRole.Licensee);

    private Task<Outcome<T>> OfAsync<T>(
        Hash32 license, Caller caller, Func<IStoreReader, LicenseGranted, LicenseTerms, Outcome<T>> read, CancellationToken cancellation)
        where T : class => _context.Store.WriteAsync<Outcome<T>>(
            writer =>
            {
                if (_context.On(writer).License(new LicenseId(license)).Granted is not { } granted)
                {
                    return new LicenseUnknown(new LicenseId(license));
                }

                if (!ReadingRights.ReadsTerms(_context.On(writer), caller, granted.Act))
                {
                    return NotYours();
                }

                if (DocumentRoots.OpenTerms(_context.Documents, writer, granted.Act.TermsRoot) is not { } terms)
                {
                    return new TermsNotHeld(license);
                }

                CustodyBook.Note(writer, granted.Act.TermsRoot, CustodyBook.Read, caller, _context.Now); // durable before it is shown
                return read(writer, granted, terms);
            },
            cancellation);

    private static bool IsOf(string name, string word) =>
        string.Equals(name, word, StringComparison.Ordinal) || name.StartsWith(word + ".", StringComparison.Ordinal);
}

/// <summary>A disclosure as a file.</summary>
/// <param name="FileName">A name to save it under.</param>
public sealed record DisclosedFile(string FileName, ReadOnlyMemory<byte> Bytes);

/// <summary>The terms of the license are not held here: it was granted without them, or they were erased.</summary>
public sealed record TermsNotHeld(Hash32 License) : Refusal
{
    public override string Code => "terms-not-held";

    public override IReadOnlyDictionary<string, string> Args => Named(("license", License));
}

/// <summary>No term has this name.</summary>
public sealed record TermUnknown(string Term) : Refusal
{
    public override string Code => "term-unknown";

    public override IReadOnlyDictionary<string, string> Args => Named(("term", Term));
}
