// SPDX-License-Identifier: Apache-2.0
import { hexToBytes } from '@noble/hashes/utils.js';
import type { UsageRecord } from '../api/types';
import { checksummed } from '../sign/address';
import type { Certificate, Code } from './code';

/** The code of a whole shipment, out of its signed record. Units' openings are in no record. */
export function codeOf({ typedData: { domain, message }, signature }: UsageRecord): Code {
  const text = (name: keyof Certificate) => String(message[name]);
  const number = (name: keyof Certificate) => BigInt(text(name));
  return {
    chainId: BigInt(domain.chainId),
    usageLog: checksummed(domain.verifyingContract.slice(2).toLowerCase()),
    certificate: {
      license: text('license'), administrator: text('administrator'), product: text('product'), validFrom: number('validFrom'), validUntil: number('validUntil'),
      unitsRoot: text('unitsRoot'), fieldsRoot: text('fieldsRoot'), blockTime: number('blockTime'), recentBlock: text('recentBlock'), salt: text('salt'),
    },
    signature: hexToBytes(signature.signature.slice(2)),
    unit: null,
  };
}
