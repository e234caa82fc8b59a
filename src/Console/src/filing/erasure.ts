// SPDX-License-Identifier: Apache-2.0
// The signed demand that what came with a record be erased: what stays of it is the tombstone.
import type { Deployment, TypedData } from '../api/types';
import { randomSalt } from './record';

/** The demand as it is shown and signed. `at` is in UTC seconds: the host takes it for a day. */
export function demandOf(record: string, party: string, reason: string, at: number, { eip712 }: Deployment, salt = randomSalt): TypedData {
  const [domain, fields] = [eip712.domains['UsageLog'], eip712.types['RecordErasure']];
  if (!domain || !fields) throw new Error('The host names no erasure of records.');
  return { domain, types: { RecordErasure: fields }, primaryType: 'RecordErasure', message: { record, party, reason, requestedAt: at, salt: salt() } };
}
