// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Concurrent;
using Ledger.Ethereum;

namespace Ledger.Chain.Submit;

/// <summary>
/// What calls of one shape took at most: the same function of the same contract with arguments of about the same length.
/// A measure is a guess that every call is run under before it is signed, so a wrong one costs a second look and no more.
/// </summary>
internal sealed class GasMeasures(SubmitterOptions options)
{
    private const int ClassBytes = 512;
    private const int MostShapes = 4_096;

    private readonly ConcurrentDictionary<Shape, ulong> _most = [];

    /// <summary>What a call of that shape took at most; null before the first.</summary>
    public ulong? Find(TransactionIntent intent) => _most.TryGetValue(Of(intent), out var gas) ? gas : null;

    /// <summary>A call of that shape took so much.</summary>
    public void Note(TransactionIntent intent, ulong gas)
    {
        if (_most.Count >= MostShapes)
        {
            _most.Clear();
        }

        _most.AddOrUpdate(Of(intent), gas, (_, before) => Math.Max(before, gas));
    }

    /// <summary>One of each shape that has no measure.</summary>
    public IReadOnlyList<TransactionIntent> New(IReadOnlyList<TransactionIntent> intents) =>
        [.. intents.Where(intent => Find(intent) is null).DistinctBy(Of)];

    /// <summary>The limit for what took so much: with the margin, for the state may change until it is mined.</summary>
    public ulong Limit(ulong gas) => Math.Min(gas + (gas * (ulong)options.GasMarginPerMille / 1000), options.MaxGas);

    private static Shape Of(TransactionIntent intent) => new(
        intent.To,
        intent.To is not null && intent.Data.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(intent.Data.Span) : 0,
        intent.Data.Length / ClassBytes);

    private readonly record struct Shape(Address? To, uint Selector, int Length);
}
