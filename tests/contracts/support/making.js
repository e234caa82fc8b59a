// SPDX-License-Identifier: Apache-2.0
import { LATE, salt } from "./world.js";

/** The heads that each act signs, read from the contracts. */
const HEADS = {
  KeyCompromise: async (w, { party }) => ({ previous: await w.parties.keysHead(party) }),
  RecoveryStart: async (w, { party }) => ({ previous: await w.parties.recoveryHead(party) }),
  RecoveryCancellation: async (w, { party }) => ({ previous: await w.parties.recoveryHead(party) }),
  RecoveryCompletion: async (w, { party }) => ({
    previous: await w.parties.recoveryHead(party),
    previousKeys: await w.parties.keysHead(party),
  }),
  Admission: async (w, { pool, party }) => ({ previous: await w.pools.membershipHead(pool, party) }),
  Departure: async (w, { pool, party }) => ({ previous: await w.pools.membershipHead(pool, party) }),
  Removal: async (w, { pool, party }) => ({ previous: await w.pools.membershipHead(pool, party) }),
  Succession: async (w, { pool, party, successor }) => ({
    previous: await w.pools.membershipHead(pool, party),
    previousSuccessor: await w.pools.membershipHead(pool, successor),
  }),
  Enrolment: async (w, { pool, party }) => ({ previous: await w.pools.enrolmentHead(pool, party) }),
  AdministratorChange: async (w, { pool }) => ({ previous: await w.pools.administratorHead(pool) }),
  PolicyChange: async (w, { pool, policy }) => ({ previous: await w.pools.policyHead(pool, policy) }),
  LogKeyChange: async (w, { pool }) => ({
    previous: await w.pools.logKeyHead(pool),
    epoch: (await w.pools.logKeyOf(pool))[1] + 1n,
    lost: false,
  }),
  Sublicense: async (w, { parent, sublicensee }) => ({
    previous: await w.licenses.fileHead((await w.licenses.fileOf(parent))[0], sublicensee),
    startsAt: 1_000n,
    endsAt: 0n,
  }),
  AttestedImport: async (w, { pool, licensee }) => ({
    previous: await w.licenses.fileHead(pool, licensee),
    startsAt: 1_000n,
    endsAt: 0n,
    signedAt: 900n,
  }),
  CounterSignature: ofLicense,
  Amendment: async (w, act) => ({ ...(await ofLicense(w, act)), endsAt: 0n }),
  Suspension: ofLicense,
  Reinstatement: ofLicense,
  Termination: ofLicense,
  Assignment: async (w, { license, assignee }) => ({
    ...(await ofLicense(w, { license })),
    previousFile: await w.licenses.fileHead((await w.licenses.fileOf(license))[0], assignee),
  }),
};

async function ofLicense(w, { license }) {
  return { previous: await w.licenses.head(license) };
}

/** The function of the contract that takes each act. */
const CALLS = {
  KeyAdmission: "Parties.admitKey",
  KeyCompromise: "Parties.compromiseKey",
  RecoveryStart: "Parties.startRecovery",
  RecoveryCancellation: "Parties.cancelRecovery",
  RecoveryCompletion: "Parties.completeRecovery",
  Admission: "Pools.admit",
  Departure: "Pools.depart",
  Removal: "Pools.remove",
  Succession: "Pools.succeed",
  Enrolment: "Pools.enrol",
  AdministratorChange: "Pools.changeAdministrator",
  PolicyChange: "Pools.changePolicy",
  LogKeyChange: "Pools.changeLogKey",
  Sublicense: "Licenses.sublicense",
  AttestedImport: "Licenses.importAttested",
  CounterSignature: "Licenses.counterSign",
  Amendment: "Licenses.amend",
  Suspension: "Licenses.suspend",
  Reinstatement: "Licenses.reinstate",
  Assignment: "Licenses.assign",
  Termination: "Licenses.terminate",
};

export const contractOf = (type) => CALLS[type].split(".")[0];

/** An act on the present heads, fields in order; a root, digest or salt that nobody names is random. */
export async function make(w, type, fields) {
  const full = { ...(await HEADS[type](w, fields)), expiresAt: LATE, ...fields };
  const act = w.types[type].map(({ name, type }) => [name, full[name] ?? (type === "bytes32" ? salt() : undefined)]);
  return Object.fromEntries(act);
}

/** Sends an act with the signatures of `keys`; `between` is what the function takes before them: charter, voters. */
export function record(w, type, act, keys, ...between) {
  return send(w, type, act, w.sign(contractOf(type), type, act, ...keys), ...between);
}

export function send(w, type, act, signatures, ...between) {
  const [contract, method] = CALLS[type].split(".");
  return w.contracts[contract][method](act, ...between, signatures);
}

/** Makes and records it. */
export async function does(w, type, fields, keys, ...between) {
  const act = await make(w, type, fields);
  const sent = await record(w, type, act, keys, ...between);
  return { act, id: w.id(type, act), sent };
}

/** Those who vote, as the contract wants them: ids ascending, and the keys in that order. */
export function ballot(...parties) {
  const sorted = [...parties].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ids: sorted.map(({ id }) => id), keys: sorted.map(({ key }) => key) };
}
