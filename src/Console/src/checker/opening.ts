// SPDX-License-Identifier: Apache-2.0
// Single fields of a shipment, opened to an auditor under its certificate; of the others nothing is said. FORMATS.md §4 and §12; total.
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { signerOfCode, type Code } from './code';
import { leafHash, rootFrom } from './merkle';
import { note } from './notes';
import { quoted, seal } from './sealed';
import { check, type Finding, type Trust } from './verify';

const format = 'ledger-certificate-opening';

/** The schema `ledger.shipment/1`: its fields in order. */
const schema = [
  ['text', 'consignee'], ['text', 'destination'], ['text', 'orderNumber'], ['decimal', 'quantity'], ['text', 'invoice'], ['decimal', 'price'], ['text', 'currency'],
] as const;
const types = ['absent', 'text', 'integer', 'decimal', 'boolean'];
const hex = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`;
const schemaId = hex(keccak_256(utf8ToBytes(`ledger.shipment/1(${schema.map((field) => field.join(' ')).join(',')})`)));

export type FieldName = (typeof schema)[number][1];
export interface OpenedField { name: FieldName; type: string; value: string }
/** What an opening comes to; its fields only where each is what the certificate commits to. */
export interface Opened extends Finding { fields: OpenedField[] }

interface Field { index: number; name: string; type: string; value: string; salt: string; path: string[] }
interface Disclosed { schemaId: string; count: number; treeRoot: string; fields: Field[] }
interface Opening { code: string; disclosed: Disclosed }

/** Whether the text seems to be an opening: it proves nothing. */
export const looksLikeOne = (text: string): boolean => text.startsWith(`{"format":"${format}"`);

/** @param now The reader's time (UTC seconds). */
export function judgeOpening(text: string, trust: Trust, now: bigint): Opened {
  const opening = read(text);
  if (typeof opening === 'string') return { verdict: 'invalid', note: note('opening-unreadable', { what: opening }), code: null, fields: [] };
  const first = check(opening.code, trust, now);
  // An auditor opens it long after the goods have passed: time is judged last, so that of an ended certificate all else is right.
  const isOver = first.note.code === 'certificate-expired';
  const found = isOver && first.code ? check(opening.code, trust, first.code.certificate.validUntil - 1n) : first;
  if (found.verdict === 'invalid' || found.code === null) return { ...found, fields: [] };
  const fields = shown(opening.disclosed, found.code.certificate.fieldsRoot);
  if (fields === null) return { ...found, verdict: 'invalid', note: note('opening-wrong'), fields: [] };
  if (isOver) return { ...found, ...over(found.code, found.verdict === 'valid', fields.length), fields };
  return { ...found, note: found.verdict === 'valid' ? note('opening-ok', { count: String(fields.length) }) : found.note, fields };
}

function over(code: Code, isPinned: boolean, count: number): Pick<Finding, 'verdict' | 'note'> {
  const { validFrom, validUntil } = code.certificate;
  return isPinned
    ? { verdict: 'expired', note: note('opening-expired', { count: String(count), validFrom, validUntil }) }
    : { verdict: 'unconfirmed', note: note('opening-expired-unpinned', { signer: signerOfCode(code) ?? '', validUntil }) };
}

/** The file; or what keeps it from being read, as the catalogs' `openingFlaw` names it. */
function read(text: string): Opening | 'json' | 'form' {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'json';
  }
  return isOpening(json) && write(json) === text ? json : 'form';
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isHash = (value: unknown): boolean => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value);
const isWhole = (value: unknown, least: number): boolean => Number.isInteger(value) && (value as number) >= least && (value as number) < 2 ** 31;

const isField = (value: unknown): boolean => isObject(value) && isWhole(value['index'], -(2 ** 31)) && typeof value['name'] === 'string' && types.includes(String(value['type']))
  && typeof value['value'] === 'string' && !/\p{Surrogate}/u.test(value['value']) && isHash(value['salt']) && Array.isArray(value['path']) && value['path'].every(isHash);

function isOpening(value: unknown): value is Opening {
  if (!isObject(value) || typeof value['code'] !== 'string' || !isObject(value['disclosed'])) return false;
  const { schemaId: id, count, treeRoot, fields } = value['disclosed'];
  return isHash(id) && isWhole(count, 0) && isHash(treeRoot) && Array.isArray(fields) && fields.every(isField);
}

/** Names are for readers, and must be the schema's; of a schema that is not ours no name is known. */
const nameOf = ({ schemaId: id }: Disclosed, { index, name }: Field): string => (id === schemaId ? schema[index]?.[1] ?? '' : name);

function write({ code, disclosed }: Opening): string {
  const fields = disclosed.fields.map((field) => `{"index":${field.index},"name":${quoted(nameOf(disclosed, field))},"type":"${field.type}","value":${quoted(field.value)},`
    + `"salt":"${field.salt}","path":[${field.path.map((hash) => `"${hash}"`).join(',')}]}`);
  return seal(format, `"code":${quoted(code)},"disclosed":{"schemaId":"${disclosed.schemaId}","count":${disclosed.count},"treeRoot":"${disclosed.treeRoot}","fields":[${fields.join(',')}]}`);
}

const number4 = (value: number): Uint8Array => Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
const word = (hash: string): Uint8Array => hexToBytes(hash.slice(2));

/** Every field shown, if each is what the commitment says and none stands twice. */
function shown({ schemaId: id, count, treeRoot, fields }: Disclosed, commitment: string): OpenedField[] | null {
  if (id !== schemaId || count !== schema.length || hex(keccak_256(concatBytes(word(id), number4(count), word(treeRoot)))) !== commitment) return null;
  const isTwice = new Set(fields.map(({ index }) => index)).size < fields.length;
  const isShown = ({ index, type, value, salt, path }: Field): boolean => {
    if (!takes(index, type, value)) return false;
    const leaf = leafHash(concatBytes(word(id), number4(index), Uint8Array.of(types.indexOf(type)), utf8ToBytes(value), word(salt)));
    const root = rootFrom(leaf, index, count, path.map(word));
    return root !== null && hex(root) === treeRoot;
  };
  return isTwice || !fields.every(isShown) ? null : fields.map(({ index, type, value }) => ({ name: schema[index]![1], type, value }));
}

/** Whether a value may stand in a field: in its one form, and of the field's type unless it is absent. */
function takes(index: number, type: string, value: string): boolean {
  const wanted = schema[index]?.[0];
  if (type === 'absent') return wanted !== undefined && value === '';
  return type === wanted && (type === 'text' || isDecimal(value));
}

/** A decimal of at most 96 bits and 28 places, without zeros to spare. */
function isDecimal(text: string): boolean {
  const [, whole = '', places = ''] = /^-?(0|[1-9]\d*)(?:\.(\d*[1-9]))?$/.exec(text) ?? [];
  return whole !== '' && text !== '-0' && places.length <= 28 && BigInt(whole + places) < 1n << 96n;
}
