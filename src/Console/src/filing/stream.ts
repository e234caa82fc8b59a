// SPDX-License-Identifier: Apache-2.0
import type { Deployment } from '../api/types';
import { randomSalt, recentBlockOf, unsigned, type Unsigned } from './record';

/** The opening of a stream of reports, ready to be signed: its id will name the stream. */
export const prepareStream = (pool: string, reporter: string, name: string, deployment: Deployment, salt = randomSalt): Unsigned =>
  unsigned('StreamOpening', { pool, reporter, name, recentBlock: recentBlockOf(deployment), salt: salt() }, deployment);

/** The bytes that are stored and sent, as those of a report are. */
export const bodyOfStream = ({ typedData }: Unsigned, key: string, signature: string): string =>
  JSON.stringify({ kind: typedData.primaryType, record: typedData.message, key, signature });
