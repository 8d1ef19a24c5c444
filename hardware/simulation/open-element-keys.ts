/** Operations of the development secure element with the keys of its file, in this process's memory. */
import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  joinWrappedKey,
  splitWrappedKey,
  tampered,
  unknownRoot,
  WRAP_NONCE_BYTES,
  WRAP_TAG_BYTES,
  wrapAdditionalData,
  WRAPPED_KEY_BYTES,
  assertWrappable,
} from '../secure-element/wrapped-key.ts';
import type { ElementKeys } from './element-key-file.ts';
import { offHeap } from '../host/off-heap.ts';

/** PKCS #8 of an Ed25519 seed, RFC 8410 §7, up to the seed itself. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
/** SubjectPublicKeyInfo of Ed25519, RFC 8410 §4, up to the key. */
const SPKI_PREFIX_BYTES = 12;

export interface OpenKeys {
  readonly signing: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly prfKey: Uint8Array;
  /** By generation, oldest first. */
  readonly roots: Map<number, Uint8Array>;
}

/** Wipes its argument. */
export function openKeys({ seed, prfKey, roots }: ElementKeys): OpenKeys {
  const pkcs8 = Buffer.concat([PKCS8_PREFIX, seed]);
  const signing = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(signing).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX_BYTES);
  for (const secret of [pkcs8, seed]) secret.fill(0);
  return {
    signing,
    publicKey,
    prfKey: movedOffHeap(prfKey),
    roots: new Map([...roots].map(([generation, root]) => [generation, movedOffHeap(root)])),
  };
}

export function wipeKeys({ prfKey, roots }: OpenKeys): void {
  for (const key of [prfKey, ...roots.values()]) key.fill(0);
}

/** Moves 32 bytes into a buffer large enough to be wiped. */
export function movedOffHeap(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const moved = offHeap(WRAPPED_KEY_BYTES);
  moved.set(key);
  key.fill(0);
  return moved;
}

export function newestOf(roots: ReadonlyMap<number, unknown>): number {
  return Math.max(...roots.keys());
}

export function signWith({ signing }: OpenKeys, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, signing));
}

export function wrap(key: Uint8Array, context: Uint8Array, roots: OpenKeys['roots']): Uint8Array {
  assertWrappable(key);
  const generation = newestOf(roots);
  const nonce = randomBytes(WRAP_NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', rootOf(roots, generation), nonce);
  cipher.setAAD(wrapAdditionalData(generation, context));
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return joinWrappedKey({ generation, nonce, sealed });
}

export function unwrap(wrapped: Uint8Array, context: Uint8Array, roots: OpenKeys['roots']): Uint8Array<ArrayBuffer> {
  const { generation, nonce, sealed } = splitWrappedKey(wrapped);
  const decipher = createDecipheriv('aes-256-gcm', rootOf(roots, generation), nonce, { authTagLength: WRAP_TAG_BYTES })
    .setAAD(wrapAdditionalData(generation, context))
    .setAuthTag(sealed.subarray(WRAPPED_KEY_BYTES));
  const opened = decipher.update(sealed.subarray(0, WRAPPED_KEY_BYTES));
  try {
    decipher.final();
    return movedOffHeap(opened);
  } catch (error) {
    throw tampered(error);
  } finally {
    opened.fill(0);
  }
}

function rootOf(roots: OpenKeys['roots'], generation: number): Uint8Array {
  const root = roots.get(generation);
  if (root === undefined) throw unknownRoot(generation);
  return root;
}
