import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import { DeviceError } from '../device-error.ts';
import type { SecureElement } from '../secure-element/secure-element.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import { openKeyFile } from './element-key-file.ts';
import type { LaneSimulation } from './lane-simulation.ts';

const STALL_MS = 1_000;
const NONCE_BYTES = 12;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES;
/** Up to 64 bytes would live on the engine's own heap, where it copies them about. */
const UNWRAPPED_BUFFER_BYTES = 96;
/** PKCS #8 of an Ed25519 seed, RFC 8410 §7, up to the seed itself. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
/** SubjectPublicKeyInfo of Ed25519, RFC 8410 §4, up to the key. */
const SPKI_PREFIX_BYTES = 12;

interface OpenKeys {
  readonly signing: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly wrapping: Buffer;
}

/**
 * Keys in a file: for development alone. It keeps the contract, not the promise behind it: whoever reads the file or this
 * process has the keys.
 */
export function simulatedSecureElement(simulation: LaneSimulation, clock: Clock, keyDir: string): SecureElement {
  const { faults } = simulation.inside;
  let keys: OpenKeys | undefined;
  const core = deviceCore({
    kind: 'secure-element',
    clock,
    faults,
    stallMs: STALL_MS,
    async open() {
      keys = await openKeys(keyDir);
    },
    closed() {
      keys?.wrapping.fill(0);
      keys = undefined;
    },
  });

  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(
    operation: (running: Running, keys: OpenKeys) => T,
    signal = new AbortController().signal,
  ): Promise<T> => {
    const mine = last.then(() =>
      core.run(signal, async (running) => {
        await running.work(0);
        if (keys === undefined)
          throw new DeviceError('secure-element', 'not-connected', 'the secure element is not connected');
        return operation(running, keys);
      }),
    );
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    ...core,
    descriptor: simulatorDescriptor('secure-element'),
    publicKey: () => inTurn((_, { publicKey }) => Uint8Array.from(publicKey)),
    sign: (message) => inTurn((_, { signing }) => new Uint8Array(sign(null, message, signing))),
    wrapKey: (key, context) => inTurn((_, { wrapping }) => wrap(key, context, wrapping)),
    unwrapKey: (wrapped, context) => inTurn((_, { wrapping }) => unwrap(wrapped, context, wrapping)),
    selfTest: (signal) =>
      core.selfTest(signal, async (running) => {
        await running.work(0);
        const probe = randomBytes(KEY_BYTES);
        if (keys === undefined) return;
        const { signing, wrapping } = keys;
        const signed = verify(null, probe, createPublicKey(signing), sign(null, probe, signing));
        const same = Buffer.from(unwrap(wrap(probe, probe, wrapping), probe, wrapping)).equals(probe);
        if (!signed || !same) throw new DeviceError('secure-element', 'corrupt', 'the element contradicts itself');
      }),
  };
}

async function openKeys(keyDir: string): Promise<OpenKeys> {
  const { seed, wrappingKey } = await openKeyFile(keyDir);
  const pkcs8 = Buffer.concat([PKCS8_PREFIX, seed]);
  const signing = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(signing).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX_BYTES);
  const wrapping = Buffer.alloc(UNWRAPPED_BUFFER_BYTES).subarray(0, KEY_BYTES);
  wrapping.set(wrappingKey);
  for (const secret of [pkcs8, seed, wrappingKey]) secret.fill(0);
  return { signing, publicKey, wrapping };
}

function wrap(key: Uint8Array, context: Uint8Array, wrapping: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new RangeError(`a key to wrap has ${KEY_BYTES} bytes`);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(context);
  return new Uint8Array(Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]));
}

function unwrap(wrapped: Uint8Array, context: Uint8Array, wrapping: Uint8Array): Uint8Array<ArrayBuffer> {
  const wrong = (cause?: unknown) =>
    new DeviceError('secure-element', 'corrupt', 'the wrapped key was changed or belongs elsewhere', { cause });
  if (wrapped.length !== WRAPPED_BYTES) throw wrong();
  const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(context)
    .setAuthTag(wrapped.subarray(NONCE_BYTES + KEY_BYTES));
  const opened = decipher.update(wrapped.subarray(NONCE_BYTES, NONCE_BYTES + KEY_BYTES));
  try {
    decipher.final();
    const key = new Uint8Array(new ArrayBuffer(UNWRAPPED_BUFFER_BYTES), 0, KEY_BYTES);
    key.set(opened);
    return key;
  } catch (error) {
    throw wrong(error);
  } finally {
    opened.fill(0);
  }
}
