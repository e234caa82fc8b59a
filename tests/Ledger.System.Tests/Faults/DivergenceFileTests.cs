// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json;
using Ledger.Chain.Tests.Embedded;
using Ledger.Cli;
using Ledger.Ethereum;
using Ledger.SystemTests.Running;
using Microsoft.Data.Sqlite;

namespace Ledger.SystemTests.Faults;

/// <summary>A real host whose files were changed while it was down halts, and what it leaves is judged by a command that has nothing else.</summary>
public sealed class DivergenceFileTests
{
    [Fact]
    public async Task A_journal_put_into_another_order_halts_the_writer_and_evidence_verify_understands_why()
    {
        using var place = new Place();
        await KillableHost.InitAsync(place["data"]);
        (string, string)[] options = [("Ledger__AnchorIntervalSeconds", "1")];
        var host = await KillableHost.ServeAsync(place["data"], 0, options);
        try
        {
            using var client = new PatientClient(host.Port, Crowd.TokenOf(place["data"]));
            var crowd = new Crowd(place["data"], client);
            var stream = Keccak256.Hash([1]);
            await crowd.ReportAsync(stream);
            var agreed = await AnchoredAsync(host, client, place["data"]);
            await crowd.ReportAsync(stream);
            await crowd.ReportAsync(stream);
            var anchored = await AnchoredAsync(host, client, place["data"]);
            Assert.Equal(agreed + 2, anchored);
            await host.DisposeAsync();
            Swap(place["data"], anchored - 2, anchored - 1);

            host = await KillableHost.ServeAsync(place["data"], host.Port, options);
            await crowd.ReportAsync(stream);
            await host.UntilAsync(() => Task.FromResult(Directory.EnumerateFiles(place["data"], "divergence-*.json").Any()), "halted");

            var file = Assert.Single(Directory.GetFiles(place["data"], "divergence-*.json"));
            var (exit, said) = await VerifyAsync(file, "--json");
            var answer = JsonElement.Parse(said);
            Assert.Equal((4, "log", "open", anchored), (exit, Word(answer, "kind"), Word(answer, "verdict"), answer.GetProperty("size").GetInt32()));
            Assert.NotEqual(Word(answer, "ours"), Word(answer, "theirs"));
            Assert.All(answer.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("ok").GetBoolean(), step.ToString()));
            Assert.Equal(agreed, JsonElement.Parse(await File.ReadAllBytesAsync(file)).GetProperty("agreed").GetProperty("size").GetInt32());
            Assert.Contains("the log key signed", (await VerifyAsync(file, "--lang", "en")).Said, StringComparison.Ordinal);
            var block = JsonElement.Parse(await File.ReadAllBytesAsync(file)).GetProperty("anchored").GetProperty("blockHash").GetString()!;
            var (decided, trusting) = await VerifyAsync(file, "--json", "--trusted-block", block);
            Assert.Equal((0, "theirs"), (decided, Word(JsonElement.Parse(trusting), "verdict")));
            Assert.Contains("那便是该日志", (await VerifyAsync(file, "--lang", "zh-CN", "--trusted-block", block)).Said, StringComparison.Ordinal);
            Assert.Contains("它们只是本账本的陈述", (await VerifyAsync(file, "--lang", "zh-CN")).Said, StringComparison.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_changed_block_record_keeps_the_host_from_starting_and_evidence_verify_understands_why()
    {
        using var place = new Place();
        await KillableHost.InitAsync(place["data"]);
        var records = Path.Combine(place["data"], "chain", "blocks.log");
        var snapshots = Directory.GetFiles(Path.Combine(place["data"], "chain"), "snapshot*");
        Array.ForEach(snapshots, File.Delete);
        var mined = "";
        BlockRecords.Rewrite(records, "H 2 ", entry =>
        {
            mined = entry["H 2 ".Length..];
            return "H 2 " + Keccak256.Hash([2]);
        });

        for (var start = 0; start < 2; start++)
        {
            using var serve = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ledger.Host.dll"), "serve", "--data", place["data"], "--port", "0"]) { RedirectStandardError = true, UseShellExecute = false })!;
            var error = await serve.StandardError.ReadToEndAsync();
            await serve.WaitForExitAsync();
            Assert.True(serve.ExitCode == 1, error);
        }

        // The same divergence, found by every start, leaves one file.
        var file = Assert.Single(Directory.GetFiles(place["data"], "divergence-*.json"));
        var (exit, said) = await VerifyAsync(file, "--json");
        var answer = JsonElement.Parse(said);
        Assert.Equal((4, "replay", "open", 2), (exit, Word(answer, "kind"), Word(answer, "verdict"), answer.GetProperty("block").GetInt32()));
        Assert.Equal((Keccak256.Hash([2]).ToString(), mined), (Word(answer, "ours"), Word(answer, "theirs")));
        Assert.Contains("divergence-transactions-same", said, StringComparison.Ordinal);
        var trusted = await VerifyAsync(file, "--trusted-block", mined, "--lang", "en");
        Assert.Equal(0, trusted.Exit);
        Assert.Contains("the hash noted for block 2", trusted.Said, StringComparison.Ordinal);
        Assert.Contains("最初所出的区块只留下了哈希", (await VerifyAsync(file, "--lang", "zh-CN")).Said, StringComparison.Ordinal);
    }

    /// <summary>Waits until every record of the journal is anchored; how many there are.</summary>
    private static async Task<int> AnchoredAsync(KillableHost host, PatientClient client, string directory)
    {
        var (journaled, anchored) = (JournaledIn(directory), 0);
        await host.UntilAsync(
            async () =>
            {
                var checkpoint = (await client.GetAsync("/api/v1/pools")).GetProperty("items")[0].GetProperty("checkpoint");
                anchored = checkpoint.ValueKind is JsonValueKind.Object ? checkpoint.GetProperty("size").GetInt32() : 0;
                return anchored == journaled;
            },
            "anchored");
        return anchored;
    }

    private static int JournaledIn(string directory)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "ledger.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What a careless hand does to the database with a tool of its own: each record stays whole, and two change places.</summary>
    private static void Swap(string directory, int one, int other)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "ledger.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE name = 'journal_change'";
        var guard = (string)command.ExecuteScalar()!;
        command.CommandText = "DROP TRIGGER journal_change; UPDATE journal SET leaf_index = -1 WHERE leaf_index = $one; UPDATE journal SET leaf_index = $one WHERE leaf_index = $other; UPDATE journal SET leaf_index = $other WHERE leaf_index = -1;";
        command.Parameters.AddWithValue("$one", one);
        command.Parameters.AddWithValue("$other", other);
        Assert.Equal(3, command.ExecuteNonQuery());
#pragma warning disable CA2100 // the schema's own text
        command.CommandText = guard;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static string? Word(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static async Task<(int Exit, string Said)> VerifyAsync(string file, params string[] options)
    {
        await using var output = new StringWriter();
        var around = new Surroundings(output, output, _ => null, TimeProvider.System, null);
        return (await LedgerCommand.RunAsync(["evidence", "verify", file, .. options], around), output.ToString());
    }
}
