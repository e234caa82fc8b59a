// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Views;
using Ledger.Domain;
using Ledger.Domain.Documents;
using Ledger.Domain.Licenses;
using Ledger.Ethereum;
using Ledger.Evidence.Disclosure;
using Ledger.Store;

namespace Ledger.Application.Documents;

/// <summary>The terms of licenses, version by version: read whole, or disclosed in part for others.</summary>
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

    /// <summary>The terms of a license's version, those absent left out, and the revisions of its schedule that they cover now.</summary>
    public Task<Outcome<LicenseTermsView>> ReadAsync(Hash32 license, VersionChoice version, Caller caller, CancellationToken cancellation) => OfAsync<LicenseTermsView>(
        license,
        version,
        caller,
        (writer, found, terms) =>
        {
            CustodyBook.Note(writer, found.Root, CustodyBook.Read, caller, _context.Now); // durable before it is shown
            return new LicenseTermsView(
                license,
                found.Root,
                LicenseTerms.Schema.Name,
                [
                    .. LicenseTerms.Schema.Fields.Zip(terms.ToFields())
                        .Where(pair => pair.Second.Type is not FieldType.Absent)
                        .Select(pair => new LicenseTermView(pair.First.Name, pair.First.Type.ToString().ToLowerInvariant(), pair.Second.Text)),
                ],
                [.. found.Covered(_context.On(writer), terms.Time.LaterAdditions)],
                found.Version.Id,
                found.Version.By.Recorded.Kind.ToString(),
                found.Version.EffectiveAt,
                found.IsAttested);
        },
        cancellation);

    /// <summary>A file that shows the fields named of one version, and nothing of the others.</summary>
    /// <param name="fields">Fields of the schema, or their part before a point: <c>rate</c>, <c>rate.1</c>, <c>rate.1.rate</c>.</param>
    public Task<Outcome<DisclosedFile>> DiscloseAsync(
        Hash32 license, VersionChoice version, IReadOnlyList<string> fields, Caller caller, CancellationToken cancellation) => OfAsync<DisclosedFile>(
        license,
        version,
        caller,
        (writer, found, terms) =>
        {
            var shown = Disclose(found, terms, fields);
            if (!shown.IsDone)
            {
                return shown.Refusal;
            }

            CustodyBook.Note(writer, found.Root, CustodyBook.Disclosed, caller, _context.Now, new { fields });
            return new DisclosedFile(
                $"ledger-terms-{license.ToString()[2..10]}.json",
                new DisclosureFile(new LicenseId(license), found.Version.By.Recorded, shown.Value).Write(),
                found.Version.Id);
        },
        cancellation);

    /// <summary>The fields named of one version's terms; for whoever puts them into evidence.</summary>
    internal Outcome<Disclosed> Disclose(IStoreReader reader, TermsVersion version, IReadOnlyList<string> fields, Caller caller)
    {
        var opened = Open(reader, version, caller);
        return opened.IsDone ? Disclose(version, opened.Value, fields) : opened.Refusal;
    }

    private Outcome<Disclosed> Disclose(TermsVersion version, LicenseTerms terms, IReadOnlyList<string> fields)
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

        if (_context.Documents.SecretOf(version.Root) is not { } secret)
        {
            return new TermsNotHeld(version.LicenseId);
        }

        var tree = new DisclosureTree(LicenseTerms.Schema, terms.ToFields(), Hash32.Bytes(in secret));
        return tree.Disclose([.. Enumerable.Range(0, names.Count).Where(i => fields.Any(word => IsOf(names[i], word)))]);
    }

    private Outcome<LicenseTerms> Open(IStoreReader reader, TermsVersion version, Caller caller) =>
        !ReadingRights.ReadsTerms(_context.On(reader), caller, version.License, version.Version) ? RoleMissing.Of(PoolRole.Administrator, PoolRole.Licensee)
        : reader.Documents.Find(version.Root)?.ErasedAt is { } erased ? new DocumentErased(version.Root, erased)
        : DocumentRoots.OpenTerms(_context.Documents, reader, version.Root) is { } terms ? terms
        : new TermsNotHeld(version.LicenseId);

    private Task<Outcome<T>> OfAsync<T>(
        Hash32 license,
        VersionChoice choice,
        Caller caller,
        Func<IStoreWriter, TermsVersion, LicenseTerms, Outcome<T>> show,
        CancellationToken cancellation)
        where T : class => _context.Store.WriteAsync<Outcome<T>>(
            writer =>
            {
                var version = TermsVersion.Find(_context.On(writer), license, choice);
                if (!version.IsDone)
                {
                    return version.Refusal;
                }

                var terms = Open(writer, version.Value, caller);
                return terms.IsDone ? show(writer, version.Value, terms.Value) : terms.Refusal;
            },
            cancellation);

    private static bool IsOf(string name, string word) =>
        string.Equals(name, word, StringComparison.Ordinal) || name.StartsWith(word + ".", StringComparison.Ordinal);
}

/// <summary>A disclosure as a file.</summary>
/// <param name="FileName">A name to save it under.</param>
/// <param name="Version">The version whose terms it shows.</param>
public sealed record DisclosedFile(string FileName, ReadOnlyMemory<byte> Bytes, Hash32 Version);
