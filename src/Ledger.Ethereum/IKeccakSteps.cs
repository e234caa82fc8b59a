// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Ledger.Ethereum;

/// <summary>The steps that the permutation is made of, over a lane that holds one word, or those of several states side by side.</summary>
internal interface IKeccakSteps<TLane>
    where TLane : unmanaged
{
    /// <summary>The word in each state.</summary>
    static abstract TLane All(ulong word);

    static abstract TLane Xor(TLane left, TLane right);

    /// <summary>first ^ (~second &amp; third).</summary>
    static abstract TLane Chi(TLane first, TLane second, TLane third);

    static abstract TLane RotateLeft(TLane lane, [ConstantExpected] byte count);
}

/// <summary>One state.</summary>
internal readonly struct OneState : IKeccakSteps<ulong>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong All(ulong word) => word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong left, ulong right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Chi(ulong first, ulong second, ulong third) => first ^ (~second & third);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateLeft(ulong lane, [ConstantExpected] byte count) => BitOperations.RotateLeft(lane, count);
}

/// <summary>Four states.</summary>
internal readonly struct FourStates : IKeccakSteps<Vector256<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> All(ulong word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> left, Vector256<ulong> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Chi(Vector256<ulong> first, Vector256<ulong> second, Vector256<ulong> third) =>
        first ^ Vector256.AndNot(third, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> RotateLeft(Vector256<ulong> lane, [ConstantExpected] byte count) =>
        Avx512F.VL.IsSupported
            ? Avx512F.VL.RotateLeft(lane, count)
            : Vector256.ShiftLeft(lane, count) | Vector256.ShiftRightLogical(lane, 64 - count);
}

/// <summary>Eight states.</summary>
internal readonly struct EightStates : IKeccakSteps<Vector512<ulong>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> All(ulong word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> left, Vector512<ulong> right) => left ^ right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Chi(Vector512<ulong> first, Vector512<ulong> second, Vector512<ulong> third) =>
        first ^ Vector512.AndNot(third, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> RotateLeft(Vector512<ulong> lane, [ConstantExpected] byte count) =>
        Avx512F.IsSupported
            ? Avx512F.RotateLeft(lane, count)
            : Vector512.ShiftLeft(lane, count) | Vector512.ShiftRightLogical(lane, 64 - count);
}
