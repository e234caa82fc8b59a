// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain.Keys;

namespace Ledger.Application.Keys;

/// <summary>Asks for the password of a key file; null where there is nobody to ask.</summary>
public delegate CallerPassword? AskCaller(string path);

/// <summary>The password of a caller's keystore, in memory that is zeroed at the end.</summary>
public sealed class CallerPassword : IDisposable
{
    private CallerPassword(Password value) => Value = value;

    internal Password Value { get; }

    /// <summary>The first line of a file that its owner alone can read.</summary>
    public static Outcome<CallerPassword> Read(string path) => CallerKey.Try(() => new CallerPassword(Password.Read(path)));

    /// <summary>What somebody typed; the caller zeroes his own copy.</summary>
    public static Outcome<CallerPassword> Typed(ReadOnlySpan<char> text)
    {
        try
        {
            return new CallerPassword(Password.Typed(text));
        }
        catch (KeyFileException unusable)
        {
            return unusable.Refusal;
        }
    }

    public void Dispose() => Value.Dispose();
}
