// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using System.Runtime.InteropServices;

namespace Ledger.Ethereum.Native;

/// <summary>libsecp256k1, section by section as in <c>secp256k1.h</c> and <c>secp256k1_recovery.h</c>.</summary>
/// <remarks>
/// Its opaque structs are 64 (public key) and 65 bytes (recoverable signature) in every release so far; the library calls
/// abort() on a null pointer or a recovery id outside 0 to 3, so callers check before they call.
/// </remarks>
internal static partial class NativeSecp256k1
{
    public const int PublicKeySize = 64;
    public const int RecoverableSignatureSize = 65;

    private const string Library = "secp256k1";

    // SIGN | VERIFY: releases since 0.2 ignore the difference, older ones need both.
    private const uint SignAndVerify = 0x0301;

    private const uint Uncompressed = 0x0002;

    private static readonly Lazy<ContextHandle> LazyContext = new(CreateContext);

    /// <summary>The one context of the process; libsecp256k1 only reads it, so threads share it.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed; the message names what to install.</exception>
    public static ContextHandle Context => LazyContext.Value;

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_seckey_verify")]
    public static partial int SecretKeyVerify(ContextHandle context, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_create")]
    public static partial int PublicKeyCreate(ContextHandle context, Span<byte> publicKey, ReadOnlySpan<byte> secretKey);

    public static void PublicKeySerialize(ContextHandle context, Span<byte> output, ReadOnlySpan<byte> publicKey)
    {
        var length = (nuint)output.Length;
        _ = PublicKeySerialize(context, output, ref length, publicKey, Uncompressed);
    }

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    public static partial int RecoverableParse(ContextHandle context, Span<byte> signature, ReadOnlySpan<byte> compact, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    public static partial int RecoverableSerialize(ContextHandle context, Span<byte> compact, out int recoveryId, ReadOnlySpan<byte> signature);

    /// <summary>Signs with the library's default nonce (RFC 6979); the result has a low s.</summary>
    public static int SignRecoverable(ContextHandle context, Span<byte> signature, ReadOnlySpan<byte> message, ReadOnlySpan<byte> secretKey) =>
        SignRecoverable(context, signature, message, secretKey, 0, 0);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    public static partial int Recover(ContextHandle context, Span<byte> publicKey, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    private static partial int PublicKeySerialize(
        ContextHandle context, Span<byte> output, ref nuint length, ReadOnlySpan<byte> publicKey, uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    private static partial int SignRecoverable(
        ContextHandle context, Span<byte> signature, ReadOnlySpan<byte> message, ReadOnlySpan<byte> secretKey, nint nonceFunction, nint nonceData);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    private static partial ContextHandle ContextCreate(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_destroy")]
    private static partial void ContextDestroy(nint context);

    private static ContextHandle CreateContext()
    {
        NativeLibrary.SetDllImportResolver(typeof(NativeSecp256k1).Assembly, Resolve);
        return ContextCreate(SignAndVerify);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        string.Equals(name, Library, StringComparison.Ordinal) ? LibraryResolver.Load(assembly, path) : 0;

    /// <summary>Owns a <c>secp256k1_context</c>.</summary>
    internal sealed class ContextHandle() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            ContextDestroy(handle);
            return true;
        }
    }
}
