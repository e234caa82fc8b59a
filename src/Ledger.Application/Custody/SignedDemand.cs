// SPDX-License-Identifier: Apache-2.0

using Ledger.Application.Proposing;
using Ledger.Application.Usage;
using Ledger.Application.Views;
using Ledger.Domain.Acts;
using Ledger.Domain.Documents;
using Ledger.Ethereum;
using Ledger.Ethereum.Typed;

namespace Ledger.Application.Custody;

/// <summary>Reads demands for erasure as they come in.</summary>
internal static class SignedDemand
{
    /// <summary>The demand, where it is of its type, speaks of the route's object, and is signed by the key that it names.</summary>
    /// <param name="field">Which of its fields names that object.</param>
    public static Outcome<SignedDemand<T>> Read<T>(ErasureRequest request, Eip712Domain domain, Func<T, bool> isOfRoute, string field)
        where T : IErasureDemand, ITypedStruct<T>
    {
        try
        {
            var demand = TypedDataJson.ReadMessage<T>(request.Erasure);
            if (!isOfRoute(demand))
            {
                return new RecordInvalid($"/{field} is not the {field} of the route.");
            }

            if (!Signature.TryParse(request.Signature, out var signature) || !Secp256k1.TryRecover(demand.Digest(domain), signature, out var signer))
            {
                return new SignatureInvalid(0);
            }

            return signer == request.Key ? new SignedDemand<T>(demand, signature) : new SignatureMismatch(request.Key, signer);
        }
        catch (FormatException wrong)
        {
            return new RecordInvalid(wrong.Message);
        }
    }
}

/// <summary>A demand for erasure with its signature.</summary>
internal sealed record SignedDemand<T>(T Demand, Signature Signature)
    where T : IErasureDemand;
