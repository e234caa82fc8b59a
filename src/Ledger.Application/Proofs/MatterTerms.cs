// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Access;
using Ledger.Application.Core;
using Ledger.Application.Custody;
using Ledger.Application.Documents;
using Ledger.Domain;
using Ledger.Ethereum;
using Ledger.Evidence.Model;
using Ledger.Store;

namespace Ledger.Application.Proofs;

/// <summary>The terms that a matter's exports disclose: the same fields of each version that it names.</summary>
/// <param name="fields">Null: none.</param>
/// <param name="versions">Null: of the version in force now.</param>
internal sealed class MatterTerms(Known known, TermsBook terms, Hash32 license, IReadOnlyList<string>? fields, IReadOnlyList<Hash32>? versions)
{
    private readonly IReadOnlyList<Hash32?> _choices = versions is null ? [null] : [.. versions.Select(version => (Hash32?)version)];

    /// <summary>The versions, in their order; null where no term of any is disclosed.</summary>
    public IReadOnlyList<Hash32>? Ids => fields is null ? null : [.. Found.Select(version => version.Version.Id).Distinct()];

    private IEnumerable<TermsVersion> Found =>
        _choices.Select(version => TermsVersion.Find(known, license, new(version))).Where(found => found.IsDone).Select(found => found.Value!);

    /// <summary>Why the caller may not have them disclosed. What was erased since it was agreed is no reason: the bundle says so.</summary>
    public Refusal? Judge(Caller caller)
    {
        if (fields is null)
        {
            return null;
        }

        foreach (var version in _choices)
        {
            var found = TermsVersion.Find(known, license, new(version));
            if (!found.IsDone)
            {
                return found.Refusal;
            }

            if (terms.Disclose(known.Store, found.Value, fields, caller).Refusal is { } refusal and not DocumentErased)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>What the evidence says of each version, in their order: disclosed as the matter asks, which is noted in custody, or erased.</summary>
    /// <param name="gathered">The versions whose terms were erased; what else is said there, of the charter's texts, stays as it is.</param>
    public Outcome<IReadOnlyList<VersionTerms>> Disclose(IStoreWriter writer, IReadOnlyList<VersionTerms> gathered, Caller caller, ulong now)
    {
        List<VersionTerms> said = [];
        var own = known.License(new LicenseId(license)).Versions;
        foreach (var version in own)
        {
            if (gathered.FirstOrDefault(gone => gone.Version == version.Id) is { } tombstone)
            {
                said.Add(tombstone);
            }
            else if (fields is not null && Found.FirstOrDefault(found => found.Version.Id == version.Id) is { } chosen)
            {
                var shown = terms.Disclose(writer, chosen, fields, Caller.Host); // the caller was judged when the matter was opened
                if (!shown.IsDone)
                {
                    return shown.Refusal;
                }

                CustodyBook.Note(writer, chosen.Root, CustodyBook.Disclosed, caller, now, new { fields });
                said.Add(new VersionTerms(version.Id, shown.Value));
            }
        }

        said.AddRange(gathered.Where(of => !own.Exists(version => version.Id == of.Version)));
        return Outcome<IReadOnlyList<VersionTerms>>.Done(said);
    }
}
