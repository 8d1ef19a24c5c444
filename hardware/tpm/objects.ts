/** Objects of a TPM: making, loading, keeping and removing keys. */
import { ByteReader, EMPTY, join, sized, TpmFormatError, u32, u8 } from './bytes.ts';
import { DIGEST_BYTES, HANDLE, MESSAGE_LIMIT_BYTES } from './numbers.ts';
import { type PublicArea, readPublicArea } from './public-area.ts';
import type { SessionUse, TpmSession } from './session.ts';
import type { Tpm, TpmEntity } from './tpm.ts';

/** An object that is loaded or persistent. */
export interface TpmObject {
  readonly handle: number;
  readonly publicArea: PublicArea;
}

/** The stored form of an object, to load it again under the same parent in the same TPM. */
export interface ObjectBlob {
  /** TPM2B_PRIVATE without its length, encrypted and authenticated by the parent. */
  readonly privatePart: Uint8Array;
  /** TPMT_PUBLIC. */
  readonly publicPart: Uint8Array;
}

const NOTHING = { command: false, answer: false };
/** A session that authorises nothing must encrypt something; it then proves who answered. */
const ANSWER = { command: false, answer: true };
export const BOTH_WAYS = { command: true, answer: true };

/** A key takes seconds on a slow TPM, an RSA key longer. */
const MAKING_LIMIT_MS = 60_000;

export function entityOf({ handle, publicArea }: TpmObject): TpmEntity {
  return { handle, name: publicArea.name };
}

/** Authorises an object with a session, encrypting the first parameters. */
export function withValue(session: TpmSession, authValue: Uint8Array, encrypted = BOTH_WAYS): SessionUse {
  return { session, authValue, encrypted };
}

/** Derives a primary key; the same template gives the same key until the hierarchy is cleared. */
export async function createPrimary(
  tpm: Tpm,
  hierarchy: number,
  template: Uint8Array,
  use: SessionUse,
): Promise<TpmObject> {
  return tpm.run(
    {
      name: 'createPrimary',
      entities: [{ handle: hierarchy }],
      sessions: [{ ...use, encrypted: NOTHING }],
      parameters: [sized(EMPTY, EMPTY), sized(template), EMPTY, u32(0)],
      hasHandle: true,
      limitMs: MAKING_LIMIT_MS,
    },
    (parameters, handle) => {
      const publicArea = readPublicArea(parameters.sized());
      skipCreation(parameters);
      sameName(parameters.sized(), publicArea.name);
      return { handle, publicArea };
    },
  );
}

/** Makes a key under a parent, or seals data. The answer is encrypted, so that its private part can be used once and forgotten. */
export async function create(
  tpm: Tpm,
  parent: TpmObject,
  session: TpmSession,
  key: { readonly template: Uint8Array; readonly authValue: Uint8Array; readonly data?: Uint8Array },
): Promise<ObjectBlob> {
  return tpm.run(
    {
      name: 'create',
      entities: [entityOf(parent)],
      sessions: [withValue(session, new Uint8Array())],
      parameters: [
        sized(sized(key.authValue), sized(key.data ?? new Uint8Array())),
        sized(key.template),
        EMPTY,
        u32(0),
      ],
      limitMs: MAKING_LIMIT_MS,
    },
    (parameters) => {
      const privatePart = Uint8Array.from(parameters.sized());
      const publicPart = Uint8Array.from(parameters.sized());
      skipCreation(parameters);
      return { privatePart, publicPart };
    },
  );
}

export async function load(
  tpm: Tpm,
  parent: TpmObject,
  session: TpmSession,
  { privatePart, publicPart }: ObjectBlob,
): Promise<TpmObject> {
  const publicArea = readPublicArea(publicPart);
  return tpm.run(
    {
      name: 'load',
      entities: [entityOf(parent)],
      sessions: [withValue(session, new Uint8Array(), NOTHING)],
      parameters: [sized(privatePart), sized(publicPart)],
      hasHandle: true,
    },
    (parameters, handle) => {
      sameName(parameters.sized(), publicArea.name);
      return { handle, publicArea };
    },
  );
}

/** Loads a public key from outside. In the owner hierarchy the tickets of its signatures count. */
export async function loadExternal(tpm: Tpm, session: TpmSession, template: Uint8Array): Promise<TpmObject> {
  const publicArea = readPublicArea(template);
  return tpm.run(
    {
      name: 'loadExternal',
      sessions: [withValue(session, new Uint8Array(), ANSWER)],
      parameters: [EMPTY, sized(template), u32(HANDLE.owner)],
      hasHandle: true,
    },
    (parameters, handle) => {
      sameName(parameters.sized(), publicArea.name);
      return { handle, publicArea };
    },
  );
}

/**
 * The public area of a loaded or persistent object. It is not authenticated, but every use of the object is authorised under
 * the name that follows from it, so that a use of another object fails.
 */
export async function readPublic(tpm: Tpm, handle: number): Promise<TpmObject> {
  return tpm.run({ name: 'readPublic', entities: [{ handle }] }, (parameters) => {
    const publicArea = readPublicArea(parameters.sized());
    sameName(parameters.sized(), publicArea.name);
    parameters.sized();
    return { handle, publicArea };
  });
}

/** Makes a loaded object persistent, or removes a persistent one at its own handle. */
export async function evictControl(
  tpm: Tpm,
  owner: SessionUse,
  object: TpmObject,
  persistentHandle: number,
): Promise<void> {
  await tpm.run(
    {
      name: 'evictControl',
      entities: [{ handle: HANDLE.owner }, entityOf(object)],
      sessions: [{ ...owner, encrypted: NOTHING }],
      parameters: [u32(persistentHandle)],
    },
    () => undefined,
  );
}

/** Removes a loaded object or a session. */
export async function flush(tpm: Tpm, handle: number): Promise<void> {
  await tpm.run({ name: 'flushContext', parameters: [u32(handle)] }, () => undefined);
}

/** TPM2B_CREATION_DATA, TPM2B_DIGEST, TPMT_TK_CREATION. */
function skipCreation(parameters: ByteReader): void {
  parameters.sized();
  parameters.sized(DIGEST_BYTES);
  parameters.take(TICKET_HEAD_BYTES);
  parameters.sized(MESSAGE_LIMIT_BYTES);
}

/** Tag and hierarchy. */
const TICKET_HEAD_BYTES = 6;

function sameName(given: Uint8Array, computed: Uint8Array): void {
  if (!Buffer.from(given).equals(computed)) throw new TpmFormatError('an object under another name than its own');
}

export function encodeBlob({ privatePart, publicPart }: ObjectBlob): Uint8Array {
  return join([u8(BLOB_FORMAT), sized(privatePart), sized(publicPart)]);
}

const BLOB_FORMAT = 1;

/** Throws `TpmFormatError`. */
export function decodeBlob(bytes: Uint8Array): ObjectBlob {
  const reader = new ByteReader(bytes);
  if (reader.u8() !== BLOB_FORMAT) throw new TpmFormatError('a stored key of another format');
  const blob = { privatePart: Uint8Array.from(reader.sized()), publicPart: Uint8Array.from(reader.sized()) };
  reader.end();
  return blob;
}
