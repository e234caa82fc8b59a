// SPDX-License-Identifier: Apache-2.0

using Ledger.Ethereum;
using Ledger.Store.Outbox;

namespace Ledger.Store.Sqlite;

internal sealed class SpendingTable(Session session) : ISpendingWriter
{
    public SpendingRow? Of(Address account) => session.One(
        "SELECT next_nonce, transactions, gas, wei FROM spending WHERE account = ?1",
        row => new SpendingRow(row.ULong(0), row.ULong(1), row.ULong(2), Wei(row.Text(3))),
        account) ?? Beginning(account);

    public bool TryMove(Address account, SpendingRow from, SpendingRow to)
    {
        if (Of(account) != from)
        {
            return false;
        }

        session.Run(
            "INSERT INTO spending(account, next_nonce, transactions, gas, wei) VALUES(?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT(account) DO UPDATE SET next_nonce = ?2, transactions = ?3, gas = ?4, wei = ?5",
            account, to.NextNonce, to.Transactions, to.Gas, to.Wei.ToString());
        return true;
    }

    private SpendingRow? Beginning(Address account) =>
        session.Number("SELECT min(nonce) FROM attempts WHERE signer = ?1", account) is { } first ? new SpendingRow((ulong)first, 0, 0, UInt256.Zero) : null;

    private static UInt256 Wei(string text) => UInt256.TryParse(text, out var wei) ? wei : throw new InvalidOperationException($"'{text}' is no sum.");
}
