/** The retention policy in force: signed by two people, never older than one that was in force before. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { decodeBase64Url } from '../../server/contract/base64url.ts';
import { payloadBytes, readPayload } from '../../server/contract/payload.ts';
import {
  NEEDED_SIGNATURES,
  RETENTION_POLICY_FORM,
  type RetentionClass,
  type RetentionPolicy,
  retentionDigest,
  SIGNED_RETENTION_LIMIT_BYTES,
  type SignedRetention,
  signedRetentionSchema,
} from '../../server/contract/retention.ts';
import { isSignatureValid } from '../../server/contract/signing.ts';

export interface Retention {
  readonly policy: RetentionPolicy;
  /** SHA-256 of its canonical bytes, which every erasure report names. */
  readonly digest: string;
  limitMs(name: RetentionClass): number;
}

export type RetentionRefusal =
  | 'unreadable'
  | 'invalid'
  /** Fewer than two of the people who may have signed it. */
  | 'too-few-signatures'
  | 'not-yet-valid'
  /** An older one than was in force here. */
  | 'roll-back';

export class RetentionError extends Error {
  override readonly name = 'RetentionError';
  readonly code: RetentionRefusal;

  constructor(code: RetentionRefusal, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

const memorySchema = z.strictObject({ version: z.literal(1), number: z.int().min(1), digest: z.string() });

export interface RetentionSource {
  readonly file: string;
  /** Ed25519 public keys, hex, of those of whom two must have signed. */
  readonly keys: readonly string[];
  /** Where the newest policy that was in force is remembered. */
  readonly memoryFile: string;
}

/** Throws `RetentionError`. */
export function loadRetention({ file, keys, memoryFile }: RetentionSource, nowMs: number): Retention {
  const retention = judgeSigned(readSigned(file), keys, readMemory(memoryFile), nowMs);
  remember(memoryFile, retention);
  return retention;
}

/** A policy that may be replaced while the lane runs. What was kept before is erased by the limit under which it was kept. */
export interface LiveRetention extends Retention {
  /** Puts a newer signed policy in force, on the disk first. Throws `RetentionError`, and what writing does; the old one is in force then. */
  adopt(signed: SignedRetention, nowMs: number): void;
}

export interface AdoptingSource extends Omit<RetentionSource, 'file'> {
  /** Where an adopted policy lies; a start takes it when it is newer than the operator's file. */
  readonly adoptedFile: string;
}

/** @param source `undefined`: there is nobody who could have signed another */
export function liveRetention(first: Retention, source: AdoptingSource | undefined): LiveRetention {
  let current = first;
  return {
    get policy() {
      return current.policy;
    },
    get digest() {
      return current.digest;
    },
    limitMs: (name) => current.limitMs(name),
    adopt(signed, nowMs) {
      if (source === undefined)
        throw new RetentionError('too-few-signatures', 'this lane knows nobody who may sign one');
      const { keys, memoryFile, adoptedFile } = source;
      const next = judgeSigned(signed, keys, readMemory(memoryFile), nowMs);
      replaceFile(adoptedFile, JSON.stringify(signed));
      remember(memoryFile, next);
      current = next;
    },
  };
}

function judgeSigned(
  signed: SignedRetention,
  keys: readonly string[],
  before: z.infer<typeof memorySchema> | undefined,
  nowMs: number,
): Retention {
  const payload = decodeBase64Url(signed.policy);
  if (payload === undefined) throw new RetentionError('unreadable', 'the policy is not base64url');
  const signers = new Set(
    signed.signatures.filter((one) => keys.includes(one.publicKey) && holds(payload, one)).map((one) => one.publicKey),
  );
  if (signers.size < NEEDED_SIGNATURES) {
    throw new RetentionError('too-few-signatures', `${signers.size} of the people who may have signed it`);
  }
  const read = readPayload(RETENTION_POLICY_FORM, payload);
  if (read.kind === 'refused') {
    const faults = read.faults.map(({ path, message }) => `${path || 'the policy'}: ${message}`);
    throw new RetentionError('invalid', faults.join('; '));
  }
  const retention = inForce(read.message);
  if (read.message.validFrom > nowMs) throw new RetentionError('not-yet-valid', 'it is not in force yet');
  const { number } = read.message;
  if (
    before !== undefined &&
    (number < before.number || (number === before.number && retention.digest !== before.digest))
  ) {
    throw new RetentionError('roll-back', `number ${before.number} was in force here, this is ${number}`);
  }
  return retention;
}

function remember(memoryFile: string, { policy, digest }: Retention): void {
  replaceFile(memoryFile, JSON.stringify({ version: 1, number: policy.number, digest }));
}

/** Whole or not at all, and on the disk when it returns. */
function replaceFile(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { flush: true });
  renameSync(`${file}.new`, file);
}

export function inForce(policy: RetentionPolicy): Retention {
  return {
    policy,
    digest: retentionDigest(payloadBytes(RETENTION_POLICY_FORM, policy)),
    limitMs: (name) => policy.classes[name].limitMs,
  };
}

export function readSigned(file: string): SignedRetention {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > SIGNED_RETENTION_LIMIT_BYTES) throw new RangeError('too large');
    return signedRetentionSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new RetentionError('unreadable', 'the file does not hold a signed retention policy', { cause });
  }
}

function holds(payload: Uint8Array, { publicKey, signature }: SignedRetention['signatures'][number]): boolean {
  const bytes = decodeBase64Url(signature);
  return (
    bytes !== undefined &&
    isSignatureValid('retention-policy', payload, bytes, Uint8Array.from(Buffer.from(publicKey, 'hex')))
  );
}

/** A memory that cannot be read is a fault and not none: whoever could remove it could put an old policy back. */
function readMemory(file: string): z.infer<typeof memorySchema> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new RetentionError('unreadable', 'what was in force before cannot be read', { cause });
  }
}
