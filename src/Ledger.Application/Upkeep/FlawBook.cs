// SPDX-License-Identifier: Apache-2.0

using Ledger.Chain;
using Ledger.Store;

namespace Ledger.Application.Upkeep;

/// <summary>Collects flaws; the first thousand are kept, all are counted.</summary>
internal sealed class FlawBook
{
    private const int MostKept = 1_000;

    private readonly List<Flaw> _flaws = [];

    public IReadOnlyList<Flaw> Flaws => _flaws;

    public int Wrong { get; private set; }

    public int Gaps { get; private set; }

    public void Add(Flaw flaw)
    {
        (Wrong, Gaps) = flaw.IsWrong ? (Wrong + 1, Gaps) : (Wrong, Gaps + 1);
        if (_flaws.Count < MostKept)
        {
            _flaws.Add(flaw);
        }
    }

    public void Add(params IEnumerable<Flaw> flaws)
    {
        foreach (var flaw in flaws)
        {
            Add(flaw);
        }
    }

    /// <summary>Runs a part; what its bytes do to it is a flaw of that part and ends it, not the whole look.</summary>
    public async Task TryAsync(string part, Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            Add(Flaw.Unreadable(part, damage.Message));
        }
    }

    /// <summary>Whether an exception tells of bytes that are not what was once written.</summary>
    public static bool IsDamage(Exception thrown) => thrown
        is StoreFault { Kind: StoreFaultKind.Corrupt or StoreFaultKind.Foreign }
        or ChainFault { Kind: ChainFaultKind.Embedded }
        or InvalidDataException or FormatException or OverflowException or ArgumentException or InvalidOperationException
        or System.Security.Cryptography.CryptographicException or System.Text.Json.JsonException or KeyNotFoundException or IndexOutOfRangeException;
}
