// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Chain.Embedded;
using Ledger.Chain.Rpc;
using Ledger.Chain.Tests;
using Ledger.Ethereum;

namespace Ledger.SystemTests.Simulation.Embedded;

/// <summary>What some senders want on the chain. Who hears nothing sends the same bytes again, and signs anew only when his nonce is another's.</summary>
internal sealed class SimIntents(Random random, int senders)
{
    private readonly List<Intent> _all = [];

    /// <summary>Those that should stand in a block and do not yet.</summary>
    public int Open => _all.Count(intent => intent is { Fate: Fate.Stands, IsDone: false });

    /// <summary>Wants some more, and sends whatever is not under way.</summary>
    /// <param name="isLast">Want nothing new.</param>
    public async Task SendAsync(EmbeddedChain chain, bool isLast)
    {
        for (var i = isLast ? 0 : random.Next(4); i > 0; i--)
        {
            _all.Add(new Intent(random.Next(senders), random.Next(5) switch { 0 => Fate.Refused, 1 => Fate.Tried, _ => Fate.Stands }, _all.Count));
        }

        foreach (var sender in _all.Where(intent => !intent.IsDone).GroupBy(intent => intent.Sender).ToList())
        {
            if (isLast && sender.Any(intent => intent.Fate != Fate.Stands && intent.IsUnderWay))
            {
                continue; // its place is taken until the next block has had it or refused it
            }

            var group = sender.Where(intent => !isLast || intent.Fate == Fate.Stands);
            var signer = TestKeys.Of((byte)(sender.Key + 1));
            var nonce = await new EthereumNode(chain).NonceAsync(signer.Address, withPending: false, CancellationToken.None);
            foreach (var intent in group)
            {
                if (intent.Raw is null || intent.Nonce != nonce)
                {
                    if (intent.IsUnderWay)
                    {
                        break; // what waits before it was let go: it can come only after a new start, or once it is refused
                    }

                    intent.Nonce = nonce;
                    intent.Raw = TestKeys.Transaction(
                        signer, chain.ChainId, nonce, TestKeys.Of(99).Address, [(byte)intent.Fate, (byte)(intent.Number >> 8), (byte)intent.Number]);
                }

                var answer = (await chain.SendAsync([new RpcCall("eth_sendRawTransaction", $"[\"{Hex.Encode(intent.Raw)}\"]")], CancellationToken.None))[0];
                Assert.True(answer.Error is null or { Message: "already known" }, answer.Error?.Message);
                intent.IsUnderWay = true;
                nonce++;
            }
        }
    }

    /// <summary>The engine would not have them.</summary>
    public void Refused(IEnumerable<Hash32> transactions)
    {
        var refused = transactions.ToHashSet();
        foreach (var intent in _all.Where(intent => intent.Raw is { } raw && refused.Contains(Keccak256.Hash(raw))))
        {
            // One that was good stood behind one that was not: it is signed anew.
            Assert.False(intent.IsDone);
            (intent.IsDone, intent.IsUnderWay, intent.Raw) = (intent.Fate != Fate.Stands, false, null);
        }
    }

    /// <summary>A new host has an empty queue.</summary>
    public void Forgotten() => _all.ForEach(intent => intent.IsUnderWay = false);

    /// <summary>Each stands once at most, in the order of nonces, and only what may stand at all.</summary>
    public void Check(IReadOnlyList<RecordedBlockRef> blocks, int queued)
    {
        var standing = blocks.SelectMany(block => block.Transactions).ToList();
        Assert.Equal(standing.Count, standing.Distinct().Count());
        var known = standing.ToHashSet();
        foreach (var intent in _all)
        {
            var stands = intent.Raw is { } raw && known.Contains(Keccak256.Hash(raw));
            Assert.False(stands && intent.Fate != Fate.Stands, $"Transaction {intent.Number} stands and cannot.");
            Assert.False(intent is { IsDone: true, Fate: Fate.Stands } && !stands, $"Transaction {intent.Number} stood and is gone.");
            (intent.IsDone, intent.IsUnderWay) = (intent.IsDone || stands, intent.IsUnderWay && !stands);
        }

        Assert.Equal(standing.Count, _all.Count(intent => intent is { IsDone: true, Fate: Fate.Stands }));
        if (queued == 0)
        {
            Forgotten();
        }
    }

    private sealed class Intent(int sender, Fate fate, int number)
    {
        public int Sender { get; } = sender;

        public Fate Fate { get; } = fate;

        public int Number { get; } = number;

        public byte[]? Raw { get; set; }

        public ulong Nonce { get; set; }

        /// <summary>It is in this host's queue.</summary>
        public bool IsUnderWay { get; set; }

        /// <summary>It stands, or was refused for good.</summary>
        public bool IsDone { get; set; }
    }
}
