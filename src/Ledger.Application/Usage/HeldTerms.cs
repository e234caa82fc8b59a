// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Ledger.Application.Core;
using Ledger.Application.Documents;
using Ledger.Domain.Licenses;
using Ledger.Domain.Licenses.Terms;
using Ledger.Ethereum;
using Ledger.Store;

namespace Ledger.Application.Usage;

/// <summary>The terms that a license's reports are judged by, out of the documents held here.</summary>
internal static class HeldTerms
{
    public static TermsInEffect Of(LedgerContext context, IStoreReader reader, LicenseHistory license)
    {
        var held = Open(context, reader, license);
        var all = held.Values.ToList();
        for (var parent = license.Origin?.Parent; parent is { } id;)
        {
            var above = context.On(reader).License(id);
            all.AddRange(Open(context, reader, above).Values);
            parent = above.Origin?.Parent;
        }

        return new TermsInEffect(license, held, [.. all.SelectMany(terms => terms.Scope.Products.Words)]);
    }

    private static ImmutableDictionary<Hash32, LicenseTerms> Open(LedgerContext context, IStoreReader reader, LicenseHistory license)
    {
        var held = ImmutableDictionary.CreateBuilder<Hash32, LicenseTerms>();
        foreach (var version in license.Versions)
        {
            if (DocumentRoots.OpenTerms(context.Documents, reader, version.TermsRoot) is { } terms)
            {
                held.Add(version.Id, terms);
            }
        }

        return held.ToImmutable();
    }
}
