// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain;
using Ledger.Domain.Licenses;
using Ledger.Domain.Parties;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Tests;

/// <summary>That world where the administrator alone signed what made the license, and the licensee reports by a key of its own.</summary>
internal sealed partial class EvidenceWorld
{
    public static TestKey LicenseeKey { get; } = new("licensee report");

    /// <summary>What made the license in place of the first grant; null where that did.</summary>
    public AttestedImport? Import { get; private set; }

    /// <summary>The license that the evidence is of.</summary>
    public LicenseId License => Import?.Id ?? First.Id;

    /// <summary>Where the act stands among the events that ended the licensee's key before it signed a record.</summary>
    public int LicenseesRetirementAt { get; private set; }

    /// <summary>A world whose license was imported, and whose licensee reports by its key, retired before or not.</summary>
    public static EvidenceWorld Imported(bool retired) => new(imported: true, retired: retired);

    private TestKey Reporting => Import is null ? LicenseeRoot : LicenseeKey;

    private LogEntry ImportFirst()
    {
        Import = new(
            Charter.Id, Licensee, First.Schedule, First.StartsAt, First.EndsAt, First.TermsRoot, Begin, Salt("paper"), default, ulong.MaxValue, Salt("import"));
        FirstSignatures = Sign(Import, AdministratorKey);
        return TestLogs.Of(Deployment, Import, FirstSignatures);
    }

    private void KeyLicensee(bool retired)
    {
        var head = Admit(Licensee, LicenseeRoot, LicenseeKey, KeyScopes.Report);
        if (retired)
        {
            var retirement = new KeyRetirement(Licensee, LicenseeKey.Address, head, ulong.MaxValue, Salt("retirement"));
            Record(TestLogs.Of(Deployment, retirement, Sign(retirement, LicenseeRoot)));
            (head, LicenseesRetirementAt) = (retirement.ActId, _events.Count - 1);
        }

        _chain.Store(Contracts.Parties, StorageSlots.KeysHead(Licensee), head);
    }
}
