// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Domain.Usage;
using Ledger.Ethereum;

namespace Ledger.Evidence.Certificates;

/// <summary>The bytes of a code.</summary>
/// <remarks><code>
/// code        = chain-id usage-log license administrator text valid-from valid-until units-root fields-root
///               block-time recent-block salt signature [unit]
/// unit        = index salt text path        ; 2, 32, text, 16 hashes
/// text        = length UTF-8                ; 1 byte, at least 1
/// chain-id, valid-from, valid-until, block-time = 8 bytes
/// </code></remarks>
internal static class CertificateBytes
{
    /// <summary>Refuses a lone surrogate: else two texts could share their bytes.</summary>
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Write(CertificateCode code)
    {
        var (certificate, to) = (code.Certificate, new List<byte>(CertificateCode.MaxBytes));
        Number(to, code.ChainId);
        to.AddRange(Address.Bytes(code.UsageLog).ToArray());
        to.AddRange(certificate.License.Value.ToArray());
        to.AddRange(certificate.Administrator.Value.ToArray());
        Text(to, certificate.Product);
        Number(to, certificate.ValidFrom);
        Number(to, certificate.ValidUntil);
        to.AddRange(certificate.UnitsRoot.ToArray());
        to.AddRange(certificate.FieldsRoot.ToArray());
        Number(to, certificate.BlockTime);
        to.AddRange(certificate.RecentBlock.ToArray());
        to.AddRange(certificate.Salt.ToArray());
        to.AddRange(code.Signature.ToArray());
        if (code.Unit is { } unit)
        {
            to.Add((byte)(unit.Index >> 8));
            to.Add((byte)(unit.Index & byte.MaxValue));
            to.AddRange(unit.Salt.ToArray());
            Text(to, unit.Serial);
            to.AddRange(unit.Path.SelectMany(hash => hash.ToArray()));
        }

        return [.. to];
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out CertificateCode? code)
    {
        code = null;
        var from = new Cursor(bytes);
        var (chainId, usageLog) = (from.Number(), new Address(from.Take(Address.Size)));
        var certificate = new ShipmentCertificate(
            new(from.Hash()), new(from.Hash()), from.Text(), from.Number(), from.Number(), from.Hash(), from.Hash(), from.Number(), from.Hash(), from.Hash());
        var isSigned = Signature.TryCreate(from.Take(Signature.Size), out var signature);
        var unit = from.IsAtEnd ? null : Unit(ref from);
        if (from.IsBroken || !from.IsAtEnd || !isSigned)
        {
            return false;
        }

        code = new(chainId, usageLog, certificate, signature, unit);
        return true;
    }

    private static UnitOpening Unit(ref Cursor from)
    {
        var index = BinaryPrimitives.ReadUInt16BigEndian(from.Take(sizeof(ushort)));
        var (salt, serial) = (from.Hash(), from.Text());
        var path = ImmutableArray.CreateBuilder<Hash32>(UnitTree.Depth);
        for (var i = 0; i < UnitTree.Depth; i++)
        {
            path.Add(from.Hash());
        }

        return new(serial, index, salt, path.MoveToImmutable());
    }

    private static void Number(List<byte> to, ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        to.AddRange(bytes);
    }

    private static void Text(List<byte> to, string text)
    {
        var bytes = Strict.GetBytes(text);
        to.Add(bytes.Length is > 0 and <= byte.MaxValue ? (byte)bytes.Length : throw new ArgumentException("A text of a code has 1 to 255 bytes.", nameof(text)));
        to.AddRange(bytes);
    }

    /// <summary>Gives zeros once it is broken, so that reading is one road.</summary>
    private ref struct Cursor(ReadOnlySpan<byte> rest)
    {
        private static readonly byte[] Zeros = new byte[byte.MaxValue];

        private ReadOnlySpan<byte> _rest = rest;

        public bool IsBroken { get; private set; }

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public ReadOnlySpan<byte> Take(int count)
        {
            if (_rest.Length < count)
            {
                IsBroken = true;
                _rest = default;
                return Zeros.AsSpan(0, count);
            }

            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        public ulong Number() => BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong)));

        public Hash32 Hash() => new(Take(Hash32.Size));

        public string Text()
        {
            int length = Take(1)[0];
            var bytes = Take(length);
            if (length == 0 || !System.Text.Unicode.Utf8.IsValid(bytes))
            {
                IsBroken = true;
                return "";
            }

            return Encoding.UTF8.GetString(bytes);
        }
    }
}
