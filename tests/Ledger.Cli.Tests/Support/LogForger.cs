// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Chain.Keys;
using Ledger.Cli.Signing;
using Ledger.Domain;
using Ledger.Domain.Usage;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;
using Ledger.Evidence.Usage;
using Ledger.Host.Tests.Support;

namespace Ledger.Cli.Tests.Support;

/// <summary>A host that lies with all the keys that it holds: changes a leaf of the stream so that its own bytes fit each other.</summary>
internal sealed class LogForger(HostFixture host, Eip712Domain domain)
{
    private readonly KeyFile[] _keys =
        [.. Directory.EnumerateFiles(Path.Combine(host.DataDirectory, "keys"), "*.json", SearchOption.AllDirectories).Select(KeyFile.Read)];

    /// <summary>The record signed by a key of another party, with a leaf and a promise of the log key that fit.</summary>
    public string SignedByAnother(string line)
    {
        var leaf = JsonNode.Parse(line)!.AsObject();
        var kind = Enum.Parse<RecordKind>(leaf["kind"]!.GetValue<string>());
        var record = RecordMessages.Read(kind, JsonElement.Parse(leaf["body"]!.ToJsonString()));
        var signature = host.DemoKeys.First(key => key.Party is { } party && party != record.Author).Signer.Sign(record.Digest(domain));
        var made = UsageLeaf.Hash(kind, record.Id, signature);
        (leaf["signature"], leaf["leaf"]) = (signature.ToString(), made.ToString());
        return Promised(leaf, promise => promise with { Leaf = made });
    }

    /// <summary>In place of the record one of the same author that belongs to another pool's log, by its own word or by its license's.</summary>
    public string OfAnotherPool(string line, bool byLicense)
    {
        var leaf = JsonNode.Parse(line)!.AsObject();
        var was = RecordMessages.Read(Enum.Parse<RecordKind>(leaf["kind"]!.GetValue<string>()), JsonElement.Parse(leaf["body"]!.ToJsonString()));
        return byLicense
            ? Placed(leaf, new ReportVoid(new LicenseId(SomeRecords.Salt()), was.Author, was.Id, was.RecentBlock, SomeRecords.Salt()))
            : Placed(leaf, new StreamOpening(new PoolId(SomeRecords.Salt()), was.Author, "Plant-3", was.RecentBlock, SomeRecords.Salt()));
    }

    /// <summary>In place of the record a report of a line under the license, as its licensee signed it.</summary>
    /// <param name="change">What is other in the report than its line says.</param>
    public string ReportOf(string line, JsonElement license, Func<UsageReport, UsageReport> change)
    {
        var leaf = JsonNode.Parse(line)!.AsObject();
        var was = RecordMessages.Read(Enum.Parse<RecordKind>(leaf["kind"]!.GetValue<string>()), JsonElement.Parse(leaf["body"]!.ToJsonString()));
        UsageLine[] lines = SomeRecords.Lines(1);
        (leaf["lines"], leaf["evidence"]) = (new JsonArray(JsonNode.Parse(RecordSigning.MessageOf(lines[0]).GetRawText())), null);
        return Placed(leaf, change(SomeRecords.Report(license, new RecordId(SomeRecords.Salt()), null, lines, 1_700_000_000, was.RecentBlock)));
    }

    /// <summary>The promise signed by a key that is no log key.</summary>
    public string PromisedByAnother(string line)
    {
        var leaf = JsonNode.Parse(line)!.AsObject();
        leaf["promiseSignature"] = host.DemoKeys[0].Signer.Sign(PromiseOf(leaf).Digest(domain)).ToString();
        return leaf.ToJsonString();
    }

    /// <summary>A promise of the log key's for the next place.</summary>
    public string PromisedElsewhere(string line) =>
        Promised(JsonNode.Parse(line)!.AsObject(), promise => promise with { Index = promise.Index + 1 });

    private string Placed<TRecord>(JsonObject leaf, TRecord record)
        where TRecord : IUsageRecord, ITypedStruct<TRecord>
    {
        var signature = host.DemoKeys.First(key => key.Party == record.Author).Signer.Sign(record.Digest(domain));
        var made = UsageLeaf.Hash(record.Kind, record.Id, signature);
        (leaf["kind"], leaf["record"], leaf["leaf"], leaf["signature"]) = (record.Kind.ToString(), record.Id.Value.ToString(), made.ToString(), signature.ToString());
        leaf["body"] = JsonNode.Parse(RecordSigning.MessageOf(record).GetRawText());
        return Promised(leaf, promise => promise with { Leaf = made });
    }

    private string Promised(JsonObject leaf, Func<Promise, Promise> change)
    {
        var promise = PromiseOf(leaf);
        Assert.True(Signature.TryParse(leaf["promiseSignature"]!.GetValue<string>(), out var was));
        Assert.True(Secp256k1.TryRecover(promise.Digest(domain), was, out var logKey));
        var changed = change(promise);
        leaf["promise"] = JsonNode.Parse(RecordSigning.MessageOf(changed).GetRawText());
        leaf["promiseSignature"] = _keys.Single(key => key.Signer.Address == logKey).Signer.Sign(changed.Digest(domain)).ToString();
        return leaf.ToJsonString();
    }

    private static Promise PromiseOf(JsonObject leaf) => TypedDataJson.ReadMessage<Promise>(JsonElement.Parse(leaf["promise"]!.ToJsonString()), "");
}
