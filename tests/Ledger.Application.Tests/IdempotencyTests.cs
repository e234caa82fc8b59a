// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Application.Tests.World;

namespace Ledger.Application.Tests;

[Collection(SeededTemplate.Collection)]
public sealed class IdempotencyTests(SeededTemplate template)
{
    private const int Late = 16;

    [Fact]
    public async Task Requests_of_one_key_run_one_after_another_though_the_first_of_them_failed()
    {
        await using var test = await TestLedger.StartAsync(template);
        var inside = 0;
        var most = 0;
        var (failing, running, done) = (Signal(), Signal(), Signal());

        var first = RunAsync(503, failing);
        var second = RunAsync(200, done, running);
        failing.SetResult();
        Assert.Equal(503, (await first).Status);
        await running.Task; // the second is inside, and the first has left
        var late = Enumerable.Range(0, Late).Select(_ => RunAsync(200, done)).ToList();
        for (var i = 0; i < 10 * Late; i++)
        {
            await test.Ledger.Context.Store.ReadAsync(reader => reader.Blocks.Head); // as far as the late ones come without their turn
        }

        done.SetResult();
        Assert.All(await Task.WhenAll([second, .. late]), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(1, most);

        async Task<StoredAnswer> RunAsync(int status, TaskCompletionSource until, TaskCompletionSource? began = null) =>
            TestLedger.Must(await test.Ledger.Idempotency.RunAsync(
                "POST /x",
                "one key",
                new byte[] { 1 },
                async _ =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    began?.TrySetResult();
                    await until.Task;
                    Interlocked.Decrement(ref inside);
                    return new StoredAnswer(status, "text/plain", new byte[] { 2 });
                },
                CancellationToken.None));

        static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
