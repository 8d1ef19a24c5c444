/**
 * Tags of a blind list: the output of the VOPRF of RFC 9497 over ristretto255-SHA512, under a key that the owner of the list keeps. The
 * owner evaluates a blinded element, which is a uniformly random one whatever the document is; the proof binds the answer to the key of
 * the list.
 */
import { ristretto255, ristretto255_oprf } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils.js';
import type { BlindAnswer } from '../../../server/contract/blind-query.ts';
import type { WatchlistId } from '../../../server/contract/watchlist.ts';
import type { Tag } from '../../../server/contract/tag-list.ts';
import { tagOf } from './list-key.ts';

/** The types of the package leave out its evaluation by the holder of the key, which a test compares with RFC 9497 appendix A. */
type WithEvaluate = typeof ristretto255_oprf.voprf & {
  evaluate(secretKey: Uint8Array, input: Uint8Array): Uint8Array;
};
const voprf = ristretto255_oprf.voprf as WithEvaluate;

export interface BlindPair {
  /** 32 bytes: a scalar, for the owner only. */
  readonly secretKey: Uint8Array;
  /** Hex. */
  readonly publicKey: string;
}

export function makeBlindPair(): BlindPair {
  const { secretKey, publicKey } = voprf.generateKeyPair();
  return { secretKey, publicKey: bytesToHex(publicKey) };
}

/** The pair of a secret key. Throws `RangeError` when it is no scalar of the group, or zero. */
export function blindPairOf(secretKey: Uint8Array): BlindPair {
  try {
    const scalar = ristretto255.Point.Fn.fromBytes(secretKey);
    return { secretKey, publicKey: bytesToHex(ristretto255.Point.BASE.multiply(scalar).toBytes()) };
  } catch (error) {
    throw new RangeError('is not a secret key of the group', { cause: error });
  }
}

/** Whether hex decodes to an element, canonically, other than the identity. */
export function isGroupElement(hex: string): boolean {
  try {
    return !ristretto255.Point.fromBytes(hexToBytes(hex)).equals(ristretto255.Point.ZERO);
  } catch {
    return false;
  }
}

/** One document, blinded. `forget` ends its use: after it an eavesdropped answer cannot be unblinded with this lane's memory. */
export interface BlindedDocument {
  /** For the owner, hex. */
  readonly element: string;
  /** @internal The scalar that the element was multiplied by. */
  readonly blind: Uint8Array;
  readonly input: Uint8Array;
  forget(): void;
}

/** Separates the lists of one owner, and these inputs from others under the same key. */
function inputOf(list: WatchlistId, document: Uint8Array): Uint8Array {
  return Buffer.concat([new TextEncoder().encode(`postern/watchlist-blind/v1/${list}\n`), document]);
}

/** @param document as `listedDocument` makes it. @param random only a test of official vectors passes its own */
export function blindDocument(
  list: WatchlistId,
  document: Uint8Array,
  random: (length?: number) => Uint8Array = randomBytes,
): BlindedDocument {
  return blindInput(inputOf(list, document), random);
}

export function blindInput(input: Uint8Array, random: (length?: number) => Uint8Array = randomBytes): BlindedDocument {
  const { blind, blinded } = voprf.blind(input, random as typeof randomBytes);
  return {
    element: bytesToHex(blinded),
    blind,
    input,
    forget() {
      blind.fill(0);
      input.fill(0);
    },
  };
}

/**
 * The outputs for documents that were blinded, in their order. `undefined` when the answer is not proved for this key: an element that does
 * not decode, the identity, another number of elements, or a proof that does not fit.
 */
export function unblind(
  blinded: readonly BlindedDocument[],
  publicKey: string,
  { elements, proof }: Pick<BlindAnswer, 'elements' | 'proof'>,
): readonly Uint8Array[] | undefined {
  if (elements.length !== blinded.length) return undefined;
  try {
    const items = blinded.map(({ input, blind, element }, at) => ({
      input,
      blind,
      blinded: hexToBytes(element),
      evaluated: hexToBytes(elements[at] ?? ''),
    }));
    return voprf.finalizeBatch(items, hexToBytes(publicKey), hexToBytes(proof));
  } catch {
    return undefined;
  }
}

/** The tag in an output of the VOPRF, which is wiped. */
export function blindTagOf(output: Uint8Array): Tag {
  const tag = tagOf(output);
  output.fill(0);
  return tag;
}

/** The owner's part of a query. `undefined` when an element does not decode or is the identity. */
export function evaluateBlinded(
  { secretKey, publicKey }: BlindPair,
  elements: readonly string[],
  random: (length?: number) => Uint8Array = randomBytes,
): Pick<BlindAnswer, 'elements' | 'proof'> | undefined {
  if (!elements.every(isGroupElement)) return undefined;
  const { evaluated, proof } = voprf.blindEvaluateBatch(
    secretKey,
    hexToBytes(publicKey),
    elements.map((hex) => hexToBytes(hex)),
    random as typeof randomBytes,
  );
  return { elements: evaluated.map((one) => bytesToHex(one)), proof: bytesToHex(proof) };
}

/** The same tag as a query gives, made with the key: for the owner who makes the list. */
export function blindTagWith(
  { secretKey }: Pick<BlindPair, 'secretKey'>,
  list: WatchlistId,
  document: Uint8Array,
): Tag {
  return blindTagOf(voprf.evaluate(secretKey, inputOf(list, document)));
}
