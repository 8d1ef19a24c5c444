import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../kiosk/lists/watchlist/build/evaluate.ts';
import {
  blindDocument,
  blindInput,
  blindPairOf,
  blindTagOf,
  blindTagWith,
  evaluateBlinded,
  isGroupElement,
  makeBlindPair,
  unblind,
} from '../../../../kiosk/lists/watchlist/blind-tag.ts';
import { STOLEN } from './list-of.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (value: Uint8Array) => Buffer.from(value).toString('hex');

/** RFC 9497, appendix A.1.2: VOPRF mode of ristretto255-SHA512. */
const SECRET = 'e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909';
const PUBLIC = 'c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e';
const [ONE, OTHER] = [
  '64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706',
  '222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e',
];
const OUTPUTS = [
  'b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7da4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c',
  '8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6',
];
const VECTORS = [
  {
    inputs: ['00'],
    blinds: [ONE],
    blinded: ['863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945'],
    evaluated: ['aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e'],
    proof:
      'ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd066d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d',
    proofScalar: OTHER,
    outputs: [OUTPUTS[0]],
  },
  {
    inputs: ['5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a'],
    blinds: [ONE],
    blinded: ['cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c'],
    evaluated: ['60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468'],
    proof:
      '401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02',
    proofScalar: OTHER,
    outputs: [OUTPUTS[1]],
  },
  {
    inputs: ['00', '5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a'],
    blinds: [ONE, OTHER],
    blinded: [
      '863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945',
      '90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654',
    ],
    evaluated: [
      'aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e',
      'cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a',
    ],
    proof:
      'cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08',
    proofScalar: '419c4f4f5052c53c45f3da494d2b67b220d02118e0857cdbcf037f9ea84bbe0c',
    outputs: OUTPUTS,
  },
];

/** Random bytes from which the suite makes this scalar: it reduces them modulo the order less one and adds one. */
function giving(scalar: string | undefined) {
  return (length = 0): Uint8Array => {
    const made = new Uint8Array(length);
    made.set(bytes(scalar ?? ''));
    for (let at = 0; made[at]!-- === 0; at += 1);
    return made;
  };
}

describe('blind tags', () => {
  it.each(VECTORS)('match RFC 9497, appendix A.1.2, for $inputs', (vector) => {
    const { inputs, blinds, blinded, evaluated, proof, proofScalar, outputs } = vector;
    const pair = blindPairOf(bytes(SECRET));
    expect(pair.publicKey).toBe(PUBLIC);
    const made = inputs.map((input, at) => blindInput(bytes(input), giving(blinds[at])));
    expect(made.map(({ element }) => element)).toEqual(blinded);
    const answer = evaluateBlinded(pair, blinded, giving(proofScalar));
    expect(answer).toEqual({ elements: evaluated, proof });
    expect(unblind(made, PUBLIC, { elements: evaluated, proof })?.map(hexOf)).toEqual(outputs);
  });

  it('are the same for the owner who makes the list and for the lane that asks', () => {
    const pair = makeBlindPair();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (document) => {
        const blinded = blindDocument(STOLEN, document);
        const answer = evaluateBlinded(pair, [blinded.element]);
        const [output] = answer === undefined ? [] : (unblind([blinded], pair.publicKey, answer) ?? []);
        expect(output && blindTagOf(output)).toEqual(blindTagWith(pair, STOLEN, document));
      }),
      { numRuns: 15 },
    );
  });

  it('are asked with another element each time', () => {
    const document = bytes('00');
    const elements = Array.from({ length: 20 }, () => blindDocument(STOLEN, document).element);
    expect(new Set(elements).size).toBe(20);
  });

  it.each<[string, (answer: { elements: string[]; proof: string }) => unknown]>([
    ['a changed proof', ({ proof }) => ({ proof: proof.replace(/^../, (two) => (two === '00' ? '01' : '00')) })],
    ['a proof out of range', () => ({ proof: 'ff'.repeat(64) })],
    ['a short proof', ({ proof }) => ({ proof: proof.slice(2) })],
    ['another element', () => ({ elements: [blindDocument(STOLEN, bytes('07')).element] })],
    ['the identity', () => ({ elements: ['00'.repeat(32)] })],
    ['bytes that are no element', () => ({ elements: ['ff'.repeat(32)] })],
    ['no element', () => ({ elements: [] })],
    ['two elements', ({ elements }) => ({ elements: [...elements, ...elements] })],
  ])('are not accepted with %s', (_what, spoil) => {
    const pair = makeBlindPair();
    const blinded = blindDocument(STOLEN, bytes('01'));
    const answer = evaluateBlinded(pair, [blinded.element]);
    if (answer === undefined) throw new Error('the owner answers');
    const given = { elements: [...answer.elements], proof: answer.proof };
    expect(unblind([blinded], pair.publicKey, given)).toHaveLength(1);
    expect(unblind([blinded], pair.publicKey, { ...given, ...(spoil(given) as object) })).toBeUndefined();
  });

  it('are not accepted from another key, nor from a recorded answer', () => {
    const [pair, other] = [makeBlindPair(), makeBlindPair()];
    const blinded = blindDocument(STOLEN, bytes('01'));
    const forged = evaluateBlinded(other, [blinded.element]);
    expect(forged && unblind([blinded], pair.publicKey, forged)).toBeUndefined();
    const recorded = evaluateBlinded(pair, [blindDocument(STOLEN, bytes('01')).element]);
    expect(recorded && unblind([blinded], pair.publicKey, recorded)).toBeUndefined();
  });

  it('are different for two lists with one key', () => {
    const pair = makeBlindPair();
    expect(blindTagWith(pair, STOLEN, bytes('01'))).not.toEqual(
      blindTagWith(pair, 'lost' as typeof STOLEN, bytes('01')),
    );
  });

  it('need a secret key of the group', () => {
    expect(() => blindPairOf(new Uint8Array(32))).toThrow(RangeError);
    expect(() => blindPairOf(new Uint8Array(32).fill(0xff))).toThrow(RangeError);
    expect(isGroupElement(makeBlindPair().publicKey)).toBe(true);
  });
});

describe("the owner's answer", () => {
  const key = { list: STOLEN, pair: makeBlindPair() };
  const request = (over: object = {}) =>
    Buffer.from(
      JSON.stringify({
        ...{ version: 1, requestId: 'ab'.repeat(16), list: STOLEN, publicKey: key.pair.publicKey },
        ...{ elements: [blindDocument(STOLEN, bytes('01')).element], ...over },
      }),
    );

  it('has an element for each element', () => {
    const elements = ['01', '02', '03'].map((hex) => blindDocument(STOLEN, bytes(hex)).element);
    const evaluated = evaluate([key], request({ elements }));
    expect(evaluated).toMatchObject({ kind: 'answered', answer: { requestId: 'ab'.repeat(16) } });
    expect(evaluated.kind === 'answered' && evaluated.answer.elements).toHaveLength(3);
  });

  it.each<[string, object, string]>([
    ['the identity', { elements: ['00'.repeat(32)] }, 'malformed'],
    ['no element', { elements: [] }, 'malformed'],
    ['too many elements', { elements: Array(17).fill(key.pair.publicKey) }, 'malformed'],
    ['a short element', { elements: ['ab'] }, 'malformed'],
    ['another member', { document: 'P' }, 'malformed'],
    ['bytes that are no element', { elements: ['ff'.repeat(32)] }, 'no-element'],
    ['one that is no element among others', { elements: [key.pair.publicKey, 'ff'.repeat(32)] }, 'no-element'],
    ['another list', { list: 'lost' }, 'other-key'],
    ['another key', { publicKey: makeBlindPair().publicKey }, 'other-key'],
  ])('is refused for %s', (_what, over, why) => {
    expect(evaluate([key], request(over))).toEqual({ kind: 'refused', why });
  });
});
