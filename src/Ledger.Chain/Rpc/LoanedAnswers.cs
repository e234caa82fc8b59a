// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Text.Json;

namespace Ledger.Chain.Rpc;

/// <summary>
/// Answers that lie in buffers on loan. Whoever has read them to the end gives the buffers back, and must not look at them
/// again; whoever does not know of the loan leaves them to the collector.
/// </summary>
internal sealed class LoanedAnswers(RpcAnswer[] answers, JsonDocument document, AnswerBody body) : IReadOnlyList<RpcAnswer>, IDisposable
{
    public int Count => answers.Length;

    public RpcAnswer this[int index] => answers[index];

    public IEnumerator<RpcAnswer> GetEnumerator() => ((IEnumerable<RpcAnswer>)answers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        document.Dispose();
        body.Dispose();
    }
}
