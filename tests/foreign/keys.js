// SPDX-License-Identifier: Apache-2.0
// When a party's keys held, by the events of Parties alone (FORMATS.md §8).

export const scopes = { contract: 2, report: 4 };
const every = 31;
const keyEvents = ['KeyAdmitted', 'KeyRetired', 'KeyCompromised', 'RecoveryCompleted'];

/** Whether the key of the party held a scope at some second from one time to another, both included. */
export function held(facts, party, key, scope, from, to = from) {
  const hold = keysOf(facts, party).get(key);
  const first = hold && (hold.from > from ? hold.from : from);
  return Boolean(hold) && (hold.scopes & scope) === scope && from <= to && first <= to && (hold.until === null || first < hold.until);
}

/** The acts on a party's keys in their order, each with the one that it names before it; the completion of a recovery names that second. */
export const keyActs = (facts, party) => facts.filter(({ name, args }) => keyEvents.includes(name) && args.act.party === party)
  .map(({ id, args: { act } }) => ({ id, previous: act.previousKeys ?? act.previous }));

/** Each key with the first second at which it holds, and the first at which it no longer does. */
function keysOf(facts, party) {
  const keys = new Map();
  const end = (key, time) => keys.has(key) && (keys.get(key).until === null || time < keys.get(key).until) && (keys.get(key).until = time);
  for (const { name, args, time } of facts) {
    if (name === 'PartyOpened' && args.id === party) keys.set(args.act.rootKey, { scopes: every, from: time, until: null });
    if (args.act?.party !== party) continue;
    const { act } = args;
    if (name === 'KeyAdmitted') keys.set(act.key, { scopes: Number(act.scopes), from: time, until: act.validUntil === 0n ? null : act.validUntil });
    if (name === 'KeyRetired' || name === 'KeyCompromised') end(act.key, time);
    if (name === 'RecoveryCompleted') keys.set(args.newKey, { scopes: every, from: time, until: null });
  }
  return keys;
}
