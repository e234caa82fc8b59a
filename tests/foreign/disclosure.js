// SPDX-License-Identifier: Apache-2.0
// Fields of a document against the root that an act names (FORMATS.md §4), and the deadline that a charter's days give.
import { readFileSync } from 'node:fs';
import { concat, keccak256, toBeHex, toUtf8Bytes } from 'ethers';
import { leafHash, rootFrom } from './merkle.js';

const formats = readFileSync(new URL('../../src/Ledger.Evidence/FORMATS.md', import.meta.url), 'utf8');
const example = (name) => new RegExp(`^example ${name} = (.*)$`, 'm').exec(formats)[1];
const schemaOf = (text) => ({
  id: keccak256(toUtf8Bytes(text)),
  fields: text.slice(text.indexOf('(') + 1, -1).split(',').map((field) => ({ type: field.split(' ')[0], name: field.split(' ')[1] })),
});
export const schemas = { terms: schemaOf(example('schema-text')), charter: schemaOf(example('charter-schema')) };
const types = ['absent', 'text', 'integer', 'decimal', 'boolean'];

/** The fields shown, by name: null where one is absent. Throws a sentence where the document says something else. */
export function shown(root, schema, { schemaId, count, treeRoot, fields }) {
  const hold = (holds, sentence) => { if (!holds) throw new Error(sentence); };
  hold(schemaId === schema.id && count === schema.fields.length, 'The document is of another schema.');
  hold(keccak256(concat([schemaId, toBeHex(count, 4), treeRoot])) === root, 'The act names another document.');
  const found = new Map();
  for (const { index, name, type, value, salt, path } of fields) {
    hold(schema.fields[index]?.name === name && (type === 'absent' || schema.fields[index].type === type) && !found.has(name), 'A field is none of the schema, or stands twice.');
    const leaf = leafHash(concat([schemaId, toBeHex(index, 4), toBeHex(types.indexOf(type), 1), toUtf8Bytes(value), salt]));
    hold(rootFrom(leaf, index, count, path) === treeRoot, 'A field is not what the document says.');
    found.set(name, type === 'absent' ? null : value);
  }
  return Object.fromEntries(found);
}

/** The first second of the (days + 1)th local day after that of a second; null where the zone or the days cannot be counted. */
export function after(second, days, zone) {
  if (!/^[0-9]+$/.test(days) || days < 1 || days > 366) return null;
  try {
    const [year, month, day] = local(Number(second), zone);
    const midnight = Date.UTC(year, month - 1, day + Number(days) + 1) / 1000;
    // Where the zone's clock shows that midnight: the offset there, found from both sides of it.
    for (let at = midnight - 14 * 3600; at <= midnight + 14 * 3600; at += 900) {
      const [y, m, d] = local(at, zone);
      if (Date.UTC(y, m - 1, d) / 1000 >= midnight) return BigInt(at);
    }
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function local(second, zone) {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(second * 1000));
  return parts.split('-').map(Number);
}
