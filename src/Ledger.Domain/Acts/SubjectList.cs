// SPDX-License-Identifier: Apache-2.0

using System.Collections;
using System.Runtime.CompilerServices;

namespace Ledger.Domain.Acts;

/// <summary>The subjects that an event concerns, in their order. Mostly it is one, which needs no array. Equal by content.</summary>
[CollectionBuilder(typeof(SubjectList), nameof(Create))]
public readonly struct SubjectList : IReadOnlyList<Subject>, IEquatable<SubjectList>
{
    private readonly Subject _only;
    private readonly Subject[]? _several;

    private SubjectList(ReadOnlySpan<Subject> subjects)
    {
        Count = subjects.Length;
        if (subjects is [var only])
        {
            _only = only;
        }
        else
        {
            _several = subjects.ToArray();
        }
    }

    public int Count { get; }

    public Subject this[int index] =>
        index < 0 || index >= Count ? throw new ArgumentOutOfRangeException(nameof(index)) : _several is { } several ? several[index] : _only;

    /// <summary>Copies the subjects, in the order given.</summary>
    public static SubjectList Create(ReadOnlySpan<Subject> subjects) => new(subjects);

    public bool Equals(SubjectList other) => this.SequenceEqual(other);

    public override bool Equals(object? obj) => obj is SubjectList other && Equals(other);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, this[0]);

    public IEnumerator<Subject> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(SubjectList left, SubjectList right) => left.Equals(right);

    public static bool operator !=(SubjectList left, SubjectList right) => !left.Equals(right);
}
