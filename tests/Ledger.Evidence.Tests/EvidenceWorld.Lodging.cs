// SPDX-License-Identifier: Apache-2.0

using Ledger.Domain.Documents;
using Ledger.Domain.Pools;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Blocks;
using Ledger.Evidence.Disclosure;
using Ledger.Evidence.Model;
using Ledger.Evidence.Storage;

namespace Ledger.Evidence.Tests;

/// <summary>The last report was lodged on chain.</summary>
/// <param name="Charter">The rules of the pool's forming.</param>
/// <param name="AnchoredAfter">How long after its lodging its checkpoint came, seconds; null: the lodging came after the checkpoint.</param>
/// <param name="Before">Rules that replaced those of the forming before the lodging.</param>
/// <param name="After">Rules that replaced the last ones between the lodging and the checkpoint.</param>
internal sealed record LodgedReport(CharterTerms Charter, ulong? AnchoredAfter = 3600, CharterTerms? Before = null, CharterTerms? After = null);

/// <summary>The lodging of that world's last report, and the texts of its pool's charter.</summary>
internal sealed partial class EvidenceWorld
{
    private readonly LodgedReport? _lodged;
    private readonly DisclosureTree? _charter;
    private readonly List<VersionTerms> _texts = [];
    private Hash32 _charterHead;

    /// <summary>Where the lodging stands among the events.</summary>
    public int LodgingAt { get; private set; }

    /// <summary>When it was lodged, UTC seconds.</summary>
    public ulong LodgedTime { get; private set; }

    /// <summary>The texts of the charter, that of the forming first.</summary>
    public List<DisclosureTree> Texts { get; } = [];

    /// <summary>A text's zone and grace.</summary>
    public static Disclosed Rules(DisclosureTree text) => text.Disclose(CharterTerms.Schema.Places(CharterTerms.ZoneField, CharterTerms.LodgeGraceField));

    /// <summary>A log of the usage log in a block of its own, proven, where the lodging stands.</summary>
    public EventProof Stray(LogEntry log) => _chain.Prove(_chain.Mine(_time += 60, log));

    private void LodgeBefore(SignedRecord report)
    {
        if (_lodged is not { AnchoredAfter: { } after } lodged)
        {
            return;
        }

        _texts.Add(new(Charter.Id.Value, Rules(_charter!)));
        Recharter(lodged.Before);
        Lodge(report.Record);
        _time += after - (lodged.After is null ? 60UL : 120);
        Recharter(lodged.After);
    }

    private void LodgeAfter(SignedRecord report)
    {
        if (_lodged is { AnchoredAfter: null })
        {
            Lodge(report.Record);
        }
    }

    private void Lodge(IUsageRecord report)
    {
        Record(TestLogs.OfLodging(Deployment, Charter.Id, Lodging.DigestOf(report)));
        (LodgingAt, LodgedTime) = (_events.Count - 1, _time);
    }

    private void Recharter(CharterTerms? terms)
    {
        if (terms is null)
        {
            return;
        }

        var text = Text(terms, Texts.Count);
        var change = new PolicyChange(Charter.Id, CharterTerms.Policy, default, text.Root, _charterHead, ulong.MaxValue, Salt("charter changed"));
        Record(TestLogs.Of(Deployment, change, Sign(change, AdministratorRoot)));
        _chain.Store(Contracts.Pools, StorageSlots.CharterHead(Charter.Id), _charterHead = change.ActId);
        _texts.Add(new(change.ActId, Rules(text)));
    }

    private DisclosureTree Text(CharterTerms terms, int number)
    {
        DisclosureTree text = new(
            CharterTerms.Schema,
            [FieldValue.Of("Pool"), FieldValue.Of("池"), FieldValue.Absent, FieldValue.Absent, FieldValue.Absent, .. terms.Values()],
            Hash32.Bytes(Salt($"text {number}")));
        Texts.Add(text);
        return text;
    }
}
