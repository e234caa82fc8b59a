// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Rpc;

namespace Ledger.Chain.Tests.Rpc;

public sealed class AnswerBuffersTests
{
    private const int Megabyte = 1 << 20;

    private readonly AnswerBuffers _buffers = new();

    [Fact]
    public void Long_answers_take_one_buffer_in_turns_and_a_little_longer_ones_find_room_in_it()
    {
        var first = _buffers.Rent(Megabyte);
        Assert.NotSame(first, _buffers.Rent(Megabyte)); // two answers at once
        _buffers.Return(first);
        Assert.Same(first, _buffers.Rent(Megabyte + 1_000));
        _buffers.Return(first);
        Assert.InRange(_buffers.Rent(2 * Megabyte).Length, 2 * Megabyte, 3 * Megabyte);
    }

    [Fact]
    public void After_many_short_answers_it_is_let_go()
    {
        var first = _buffers.Rent(Megabyte);
        _buffers.Return(first);
        for (var i = 0; i < 100; i++)
        {
            _buffers.Return(_buffers.Rent(100));
        }

        Assert.NotSame(first, _buffers.Rent(Megabyte));
    }

    [Fact]
    public void A_few_short_answers_between_long_ones_do_not_cost_it()
    {
        var first = _buffers.Rent(Megabyte);
        for (var i = 0; i < 1_000; i++)
        {
            _buffers.Return(first);
            _buffers.Return(_buffers.Rent(100));
            Assert.Same(first, _buffers.Rent(Megabyte));
        }
    }
}
