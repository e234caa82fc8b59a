// SPDX-License-Identifier: Apache-2.0
// The foreign client's own mathematics, against values that others published.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { concat, encodeRlp, keccak256, toBeHex, toUtf8Bytes } from 'ethers';
import { leafHash, nodeHash, path, root, rootFrom } from './merkle.js';
import { keyOf, trie, walk } from './trie.js';

const leaves = (count) => Array.from({ length: count }, (_, index) => leafHash(toBeHex(index + 1)));

test('the empty log has the hash of nothing', () =>
  assert.equal(root([]), '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'));

test('the empty trie has the root that the Yellow Paper gives', () =>
  assert.equal(trie([]).root, '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'));

test('every leaf of every small log is proven, and by its own index only', () => {
  for (let size = 1; size <= 17; size++) {
    const all = leaves(size);
    for (let index = 0; index < size; index++) {
      const proof = path(index, all);
      assert.equal(rootFrom(all[index], index, size, proof), root(all));
      if (size > 1) assert.notEqual(rootFrom(all[index], (index + 1) % size, size, proof), root(all));
    }
  }
});

test('a path that is too short, too long or of an index outside proves nothing', () => {
  const all = leaves(7);
  const proof = path(3, all);
  assert.equal(rootFrom(all[3], 3, 7, proof.slice(1)), null);
  assert.equal(rootFrom(all[3], 3, 7, [...proof, all[0]]), null);
  assert.equal(rootFrom(all[3], 7, 7, proof), null);
});

test('an inner node is no leaf', () => {
  const [a, b, c, d] = leaves(4);
  assert.notEqual(leafHash(nodeHash(a, b) + nodeHash(c, d).slice(2)), root([a, b, c, d]));
});

test('every value of a trie is found by its key, in tries of every shape up to 300 values', () => {
  for (const size of [1, 2, 16, 17, 127, 128, 129, 300]) {
    const values = Array.from({ length: size }, (_, index) => encodeRlp([toBeHex(index + 1), keccak256(toBeHex(index + 1))]));
    const { root: top, nodes } = trie(values);
    values.forEach((value, index) => assert.equal(walk(top, keyOf(index), nodes), value));
    assert.throws(() => walk(top, keyOf(size), nodes));
  }
});

test('a trie with one changed byte no longer proves', () => {
  const { root: top, nodes } = trie(Array.from({ length: 20 }, (_, index) => keccak256(toBeHex(index + 1))));
  for (const [hash, encoded] of nodes) {
    const changed = new Map(nodes).set(hash, encoded.slice(0, -2) + (encoded.endsWith('00') ? '01' : '00'));
    assert.throws(() => Array.from({ length: 20 }, (_, index) => walk(top, keyOf(index), changed)), /not what its hash says/);
  }
});

test('single license terms are proven by value, salt and path, and by nothing else', async () => {
  const { schema, schemaId, count, treeRoot, root: commitment, shown } = JSON.parse(await readFile(new URL('../vectors/terms.json', import.meta.url), 'utf8'));
  assert.equal(keccak256(toUtf8Bytes(schema)), schemaId);
  assert.equal(keccak256(concat([schemaId, toBeHex(count, 4), treeRoot])), commitment);
  const leaf = ({ index, type, value, salt }) =>
    leafHash(concat([schemaId, toBeHex(index, 4), toBeHex(['absent', 'text', 'integer', 'decimal', 'boolean'].indexOf(type), 1), toUtf8Bytes(value), salt]));
  for (const field of shown) {
    assert.equal(rootFrom(leaf(field), field.index, count, field.path), treeRoot);
    assert.notEqual(rootFrom(leaf({ ...field, value: `${field.value}0` }), field.index, count, field.path), treeRoot);
    assert.notEqual(rootFrom(leaf({ ...field, salt: schemaId }), field.index, count, field.path), treeRoot);
    assert.notEqual(rootFrom(leaf({ ...field, index: field.index + 1 }), field.index + 1, count, field.path), treeRoot);
  }
});
