/** Uses of loaded keys. Values of the caller and secrets of the TPM are encrypted on the way. */
import { offHeap } from '../host/off-heap.ts';
import { EMPTY, sized, TpmFormatError, u16, u32 } from './bytes.ts';
import { ALGORITHM, DIGEST_BUFFER_BYTES, DIGEST_BYTES, HANDLE, TAG } from './numbers.ts';
import { BOTH_WAYS, entityOf, type TpmObject, withValue } from './objects.ts';
import { COORDINATE_BYTES, padded } from './public-area.ts';
import type { TpmSession } from './session.ts';
import type { Tpm } from './tpm.ts';

/** An object and what authorises it. */
export interface UsableKey {
  readonly object: TpmObject;
  readonly session: TpmSession;
  readonly authValue: Uint8Array;
}

/** Order of P-256 (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** ECDSA over a SHA-256 digest: r and s, 64 bytes. s is at most half the order, so that a signature has one form only. */
export async function signDigest(tpm: Tpm, key: UsableKey, digest: Uint8Array): Promise<Uint8Array> {
  return tpm.run(
    {
      name: 'sign',
      entities: [entityOf(key.object)],
      sessions: [withValue(key.session, key.authValue, { command: true, answer: false })],
      // The scheme of the key, and no ticket: the key is not restricted
      parameters: [sized(digest), u16(ALGORITHM.null), u16(TAG.hashcheck), u32(HANDLE.null), EMPTY],
    },
    (parameters) =>
      readSignature(
        parameters.u16(),
        parameters.u16(),
        parameters.sized(COORDINATE_BYTES),
        parameters.sized(COORDINATE_BYTES),
      ),
  );
}

/** r and s, 64 bytes, from the fields of TPMT_SIGNATURE. Throws `TpmFormatError` for another algorithm. */
export function readSignature(algorithm: number, hash: number, r: Uint8Array, s: Uint8Array): Uint8Array {
  if (algorithm !== ALGORITHM.ecdsa || hash !== ALGORITHM.sha256) throw new TpmFormatError('another kind of signature');
  const made = new Uint8Array(2 * COORDINATE_BYTES);
  made.set(padded(r));
  const full = BigInt(`0x${Buffer.from(padded(s)).toString('hex')}`);
  const low = full > ORDER / 2n ? ORDER - full : full;
  made.set(Buffer.from(low.toString(16).padStart(2 * COORDINATE_BYTES, '0'), 'hex'), COORDINATE_BYTES);
  return made;
}

/** HMAC-SHA-256, 32 secret bytes. @param input at most 1,024 bytes */
export async function hmacWith(tpm: Tpm, key: UsableKey, input: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (input.length > DIGEST_BUFFER_BYTES) throw new RangeError(`a TPM takes at most ${DIGEST_BUFFER_BYTES} bytes`);
  return tpm.run(
    {
      name: 'hmac',
      entities: [entityOf(key.object)],
      sessions: [withValue(key.session, key.authValue)],
      parameters: [sized(input), u16(ALGORITHM.null)],
    },
    (parameters) => secretOf(parameters.sized(DIGEST_BYTES), DIGEST_BYTES),
  );
}

/** Largest sealed data: MAX_SYM_DATA. */
const SEALED_BYTES_MAX = 128;

/** Sealed data. */
export async function unseal(tpm: Tpm, key: UsableKey): Promise<Uint8Array<ArrayBuffer>> {
  return tpm.run(
    {
      name: 'unseal',
      entities: [entityOf(key.object)],
      sessions: [withValue(key.session, key.authValue, { command: false, answer: true })],
    },
    (parameters) => {
      const data = parameters.sized(SEALED_BYTES_MAX);
      return secretOf(data, data.length);
    },
  );
}

/** Random bytes; a TPM may return fewer than asked for at a time. */
export async function randomOf(tpm: Tpm, session: TpmSession, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const made = offHeap(length);
  for (let at = 0; at < length; ) {
    const wanted = Math.min(DIGEST_BYTES, length - at);
    at += await tpm.run(
      {
        name: 'getRandom',
        sessions: [withValue(session, new Uint8Array(), { ...BOTH_WAYS, command: false })],
        parameters: [u16(wanted)],
      },
      (parameters) => {
        const bytes = parameters.sized(wanted);
        if (bytes.length === 0) throw new TpmFormatError('no random bytes');
        made.set(bytes, at);
        return bytes.length;
      },
    );
  }
  return made;
}

function secretOf(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  if (bytes.length !== length) throw new TpmFormatError(`a secret of ${bytes.length} bytes instead of ${length}`);
  const made = offHeap(length);
  made.set(bytes);
  return made;
}
