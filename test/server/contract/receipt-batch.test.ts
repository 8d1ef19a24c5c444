import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { orderSigningInput } from '../../../server/contract/order.ts';
import { openRevocations, revocationsBytes, revocationsSigningInput } from '../../../server/contract/revocations.ts';
import { type BatchPlace, batchOf, LARGEST_BATCH } from '../../../server/contract/receipt-batch.ts';
import {
  encodeReceipt,
  openReceipt,
  type Receipt,
  RECEIPT_LIMIT_BYTES,
  receiptBytes,
  receiptSigningInput,
} from '../../../server/contract/receipt.ts';
import { encodeServerMessage } from '../../../server/contract/server-message.ts';
import { leafHash, nodeHash } from '../../../server/contract/merkle/hash.ts';
import { KIOSK, REPORTED_AT } from '../fixtures/sample-report.ts';

const seed = new Uint8Array(32).fill(3);
const publicKey = ed25519.getPublicKey(seed);
const PREFIX = new TextEncoder().encode('postern/receipt-batch/v1\n');

/** A new salt for each call, equal in each run. */
function counted(): (bytes: number) => Uint8Array {
  let at = 0;
  return (bytes) => new Uint8Array(bytes).fill((at += 1));
}

const receiptAt = (at: number): Receipt => ({
  ...{ version: 1, kioskId: KIOSK, sequence: at + 1, digest: at.toString(16).padStart(64, '0') },
  receivedAt: REPORTED_AT,
});
const expected = (at: number) => {
  const { kioskId, sequence, digest } = receiptAt(at);
  return { kioskId, sequence, digest };
};

/** Receipts signed as one batch, with their places. */
function signed(size: number) {
  const payloads = Array.from({ length: size }, (_, at) => receiptBytes(receiptAt(at)));
  const inputs = payloads.map(receiptSigningInput);
  const { input, places } = batchOf(inputs, counted());
  const signature = ed25519.sign(input, seed);
  const wire = (at: number, place = places[at]!) => encodeReceipt(payloads[at]!, signature, place);
  return { inputs, input, places, signature, payloads, wire };
}

const open = (wire: Uint8Array, at: number) => openReceipt(wire, publicKey, expected(at));

describe('batch of receipts', () => {
  it.each([2, 3, 4, 5, 7, 8, 100, LARGEST_BATCH])('opens each receipt of %i', (size) => {
    const { wire } = signed(size);
    for (let at = 0; at < size; at += 1) {
      expect(open(wire(at), at)).toEqual({ kind: 'valid', receipt: receiptAt(at) });
      expect(wire(at).length).toBeLessThan(RECEIPT_LIMIT_BYTES);
    }
  });

  it('has the root of the ledger’s tree over the salted receipts', () => {
    const { inputs, input } = signed(3);
    const [a, b, c] = inputs.map((one, at) => leafHash(Buffer.concat([new Uint8Array(16).fill(at + 1), one])));
    expect(Buffer.from(input)).toEqual(Buffer.concat([PREFIX, nodeHash(nodeHash(a!, b!), c!)]));
  });

  it.each<[string, (place: BatchPlace, other: BatchPlace) => unknown]>([
    ['the place of another receipt', (_place, other) => other],
    ['another index', (place) => ({ ...place, index: place.index + 1 })],
    ['an index beyond its batch', (place) => ({ ...place, index: 5 })],
    ['another size', (place) => ({ ...place, size: 9 })],
    ['a size that is not whole', (place) => ({ ...place, size: 4.5 })],
    ['a size above the largest', (place) => ({ ...place, size: LARGEST_BATCH + 1 })],
    ['a negative index', (place) => ({ ...place, index: -1 })],
    ['a truncated path', (place) => ({ ...place, path: place.path.slice(1) })],
    ['a path that is too long', (place) => ({ ...place, path: [...place.path, place.path[0]] })],
    ['a path that is too long', (place) => ({ ...place, path: Array.from({ length: 9 }, () => place.path[0]) })],
    ['a changed path', (place) => ({ ...place, path: [place.path[1], place.path[0], place.path[2]] })],
    ['a hash that is too short', (place) => ({ ...place, path: ['AAAA', ...place.path.slice(1)] })],
    ['no path', ({ path: _path, ...place }) => place],
    ['no salt', ({ salt: _salt, ...place }) => place],
    ['the salt of another receipt', (place, { salt }) => ({ ...place, salt })],
    ['a salt that is too long', (place) => ({ ...place, salt: `${place.salt}AA` })],
    ['a salt that is not base64url', (place) => ({ ...place, salt: '='.repeat(22) })],
    ['an additional field', (place) => ({ ...place, more: 1 })],
    ['no place', () => undefined],
    ['a place that is not an object', () => 1],
  ])('refuses a receipt with %s', (_name, change) => {
    const { wire, places, payloads, signature } = signed(5);
    expect(open(wire(1), 1).kind).toBe('valid');
    const batch = change(places[1]!, places[3]!);
    const parts = JSON.parse(new TextDecoder().decode(encodeReceipt(payloads[1]!, signature))) as object;
    const changed = JSON.stringify(batch === undefined ? parts : { ...parts, batch });
    expect(open(new TextEncoder().encode(changed), 1).kind).toBe('refused');
  });

  it('does not reveal other receipts: one that was never issued cannot be made from its neighbour', () => {
    const { places, payloads, signature, wire } = signed(2);
    expect(open(wire(1), 1).kind).toBe('valid');
    // A lane has receipt 0 and can guess the content of receipt 1.
    const { path, ...mine } = places[0]!;
    const sibling = Buffer.from(path[0]!, 'base64url');
    const guess = Buffer.from(receiptSigningInput(payloads[1]!));
    expect(sibling.equals(leafHash(guess))).toBe(false);
    const held = new Uint8Array(16).fill(1);
    const neighbour = Buffer.from(leafHash(Buffer.concat([held, receiptSigningInput(payloads[0]!)]))).toString(
      'base64url',
    );
    for (const salt of [mine.salt, Buffer.alloc(16).toString('base64url')]) {
      const made = encodeReceipt(payloads[1]!, signature, { index: 1, size: 2, path: [neighbour], salt });
      expect(open(made, 1)).toMatchObject({ kind: 'refused', code: 'bad-signature' });
    }
  });

  it('refuses another signer or purpose', () => {
    const { inputs, payloads } = signed(2);
    const { input, places } = batchOf(inputs, counted());
    const strangers = ed25519.sign(input, new Uint8Array(32).fill(4));
    expect(open(encodeReceipt(payloads[0]!, strangers, places[0]), 0)).toMatchObject({ code: 'bad-signature' });
    const orders = batchOf(payloads.map(orderSigningInput), counted());
    const asOrder = encodeReceipt(payloads[0]!, ed25519.sign(orders.input, seed), orders.places[0]);
    expect(open(asOrder, 0)).toMatchObject({ code: 'bad-signature' });
  });

  it('contains receipts only: no list or order is signed in a batch', () => {
    const payload = revocationsBytes({ version: 1, issuedAt: 1, officers: [] });
    const { input, places } = batchOf([revocationsSigningInput(payload), new Uint8Array(1)], counted());
    const wire = encodeServerMessage(payload, ed25519.sign(input, seed), places[0]);
    expect(openRevocations(wire, publicKey)).toMatchObject({ kind: 'refused', code: 'malformed' });
  });
});
