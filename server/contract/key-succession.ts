/**
 * How one server key follows another: the present key signs a statement and the next key countersigns it. A kiosk follows such statements
 * from the key of its enrolment, so that a planned change needs no new enrolment. After a key compromise this is useless, because the
 * attacker can sign a statement too; enrol the kiosks again.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { publicKeyHexSchema, sha256HexSchema, wallMsSchema } from './field.ts';
import { payloadBytes, type PayloadForm, readPayload } from './payload.ts';
import { isPublicKeyAcceptable, isSignatureValid, signingInput } from './signing.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Earliest start of the next key after the statement. Lanes in service have received it by then. */
export const SUCCESSION_NOTICE_MS = DAY_MS;
/** Longest time after that during which signatures of the previous key are accepted. */
export const LONGEST_OVERLAP_MS = 90 * DAY_MS;
/** How long an absent kiosk may still follow a statement. Later it must be enrolled again. */
export const SUCCESSION_LIFETIME_MS = 180 * DAY_MS;
/** How far the server's clock may be ahead of a kiosk's. */
const SKEW_MS = 300_000;

/** A list holds at most this many statements, the latest ones. */
export const SUCCESSIONS_LISTED = 16;
/** Upper bound of a list's wire form. */
export const SUCCESSIONS_LIMIT_BYTES = 32_768;

export const keySuccessionSchema = z
  .strictObject({
    version: z.literal(1),
    /** From 1, without gaps. */
    number: z.int().min(1),
    current: publicKeyHexSchema,
    next: publicKeyHexSchema,
    /** SHA-256 of the preceding statement; `null` for the first. */
    previous: sha256HexSchema.nullable(),
    announcedAt: wallMsSchema,
    /** When the server starts to sign with the next key. */
    nextFrom: wallMsSchema,
    /** Until when the present key is also accepted. */
    currentUntil: wallMsSchema,
    /** Until when a kiosk that was absent may still follow. */
    followUntil: wallMsSchema,
  })
  .superRefine((one, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (one.next === one.current) fault('next', 'must be another key');
    if ((one.number === 1) !== (one.previous === null))
      fault('previous', 'must be present in all statements but the first');
    if (one.nextFrom < one.announcedAt + SUCCESSION_NOTICE_MS)
      fault('nextFrom', 'must leave the kiosks time to receive it');
    if (one.currentUntil < one.nextFrom || one.currentUntil > one.nextFrom + LONGEST_OVERLAP_MS) {
      fault('currentUntil', 'must be within the overlap');
    }
    if (one.followUntil < one.currentUntil || one.followUntil > one.announcedAt + SUCCESSION_LIFETIME_MS) {
      fault('followUntil', 'must be within the lifetime');
    }
  });
export type KeySuccession = z.infer<typeof keySuccessionSchema>;

const FORM: PayloadForm<KeySuccession> = { schema: keySuccessionSchema, limitBytes: 1_024 };

const signature = z.string().length(86, 'must be 64 bytes in base64url');
export const signedSuccessionSchema = z.strictObject({
  payload: z.string().min(1).max(1_366),
  signature,
  /** By the next key: proves possession of it. */
  proof: signature,
});
/** The wire form. */
export type SignedSuccession = z.infer<typeof signedSuccessionSchema>;

export const successionListSchema = z.strictObject({
  successions: z.array(signedSuccessionSchema).max(SUCCESSIONS_LISTED),
});

/** A statement that a kiosk followed. */
export interface FollowedSuccession {
  readonly statement: KeySuccession;
  readonly digest: string;
  readonly signed: SignedSuccession;
}

export type SuccessionRefusalCode =
  | 'malformed'
  /** Not signed by the current key, or not countersigned by the next one. */
  | 'bad-signature'
  /** The next key is unacceptable, or was used before. */
  | 'unacceptable-key'
  /** Wrong number or predecessor. */
  | 'out-of-order'
  /** Announced in the future. */
  | 'not-yet'
  | 'expired'
  /** Two statements by one key name different successors: someone else also has that key. */
  | 'forked';

export type JudgedSuccession =
  | { readonly kind: 'followed'; readonly followed: FollowedSuccession }
  /** By another key than the last one followed: an earlier statement, or one from elsewhere. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'refused'; readonly code: SuccessionRefusalCode };

/** The content of a statement that was judged before; `undefined` if it cannot be read. */
export function readSuccession({ payload }: SignedSuccession): KeySuccession | undefined {
  const bytes = decodeBase64Url(payload);
  const opened = bytes === undefined ? undefined : readPayload(FORM, bytes);
  return opened?.kind === 'valid' ? opened.message : undefined;
}

/** The canonical bytes. Throws `ContractError` `invalid`. */
export function successionBytes(statement: KeySuccession): Uint8Array {
  return payloadBytes(FORM, statement);
}

export function successionDigest(payload: Uint8Array): string {
  return bytesToHex(sha256(payload));
}

/** The bytes that the present key signs. */
export function successionSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('key-succession', payload);
}

/** The bytes that the next key signs. */
export function successionProofInput(payload: Uint8Array): Uint8Array {
  return signingInput('key-succession-proof', payload);
}

export function signedSuccession(payload: Uint8Array, by: Uint8Array, proof: Uint8Array): SignedSuccession {
  return { payload: encodeBase64Url(payload), signature: encodeBase64Url(by), proof: encodeBase64Url(proof) };
}

/**
 * Whether a statement continues from the key of the kiosk's enrolment and the statements that it has followed since.
 *
 * @param nowMs wall ms of the kiosk; `undefined` to read a statement again that was followed before. Input never throws.
 */
export function judgeSuccession(
  root: Uint8Array,
  chain: readonly FollowedSuccession[],
  wire: unknown,
  nowMs: number | undefined,
): JudgedSuccession {
  const read = signedSuccessionSchema.safeParse(wire);
  if (!read.success) return refused('malformed');
  const [payload, by, proof] = [read.data.payload, read.data.signature, read.data.proof].map(decodeBase64Url);
  if (payload === undefined || by === undefined || proof === undefined) return refused('malformed');
  const opened = readPayload(FORM, payload);
  if (opened.kind === 'refused') return refused('malformed');
  const statement = opened.message;
  const digest = successionDigest(payload);
  if (chain.some((one) => one.digest === digest)) return { kind: 'elsewhere' };
  const last = chain.at(-1);
  const head = last?.statement.next ?? bytesToHex(root);
  const isOurs = isSignatureValid('key-succession', payload, by, bytesOf(statement.current));
  if (statement.current !== head) {
    const before = chain.some((one) => one.statement.current === statement.current);
    return before && isOurs ? refused('forked') : { kind: 'elsewhere' };
  }
  if (!isPublicKeyAcceptable(bytesOf(statement.next)) || wasOneBefore(root, chain, statement.next)) {
    return refused('unacceptable-key');
  }
  if (!isOurs || !isSignatureValid('key-succession-proof', payload, proof, bytesOf(statement.next))) {
    return refused('bad-signature');
  }
  if (last !== undefined && (statement.number !== last.statement.number + 1 || statement.previous !== last.digest)) {
    return refused('out-of-order');
  }
  if (last !== undefined && statement.announcedAt < last.statement.nextFrom) return refused('out-of-order');
  if (nowMs !== undefined && statement.announcedAt > nowMs + SKEW_MS) return refused('not-yet');
  if (nowMs !== undefined && nowMs > statement.followUntil) return refused('expired');
  return { kind: 'followed', followed: { statement, digest, signed: read.data } };
}

function wasOneBefore(root: Uint8Array, chain: readonly FollowedSuccession[], key: string): boolean {
  return key === bytesToHex(root) || chain.some(({ statement }) => key === statement.current || key === statement.next);
}

function refused(code: SuccessionRefusalCode): JudgedSuccession {
  return { kind: 'refused', code };
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

export interface FollowedAll {
  readonly chain: readonly FollowedSuccession[];
  /** Codes of the refused statements. If one is `forked`, nothing was followed. */
  readonly refusals: readonly SuccessionRefusalCode[];
}

/** Follows all statements that continue the chain, in any order. If two continue from one key, it follows neither. */
export function followSuccessions(
  root: Uint8Array,
  known: readonly FollowedSuccession[],
  wires: readonly unknown[],
  nowMs: number | undefined,
): FollowedAll {
  let chain = known;
  const refusals = new Set<SuccessionRefusalCode>();
  for (;;) {
    const found = new Map<string, FollowedSuccession>();
    for (const wire of wires) {
      const judged = judgeSuccession(root, chain, wire, nowMs);
      if (judged.kind === 'refused') refusals.add(judged.code);
      if (judged.kind === 'followed') found.set(judged.followed.digest, judged.followed);
    }
    if (found.size > 1) refusals.add('forked');
    if (refusals.has('forked')) return { chain: known, refusals: [...refusals] };
    const [one] = found.values();
    if (one === undefined) return { chain, refusals: [...refusals] };
    chain = [...chain, one];
  }
}

export interface BelievedKey {
  readonly publicKey: Uint8Array;
  /** Wall ms until which its signatures are accepted; `Infinity` for the last key. */
  readonly until: number;
}

/** The keys of a chain, the first one first. */
export function believedKeys(root: Uint8Array, chain: readonly FollowedSuccession[]): BelievedKey[] {
  const untils = [...chain.map(({ statement }) => statement.currentUntil), Number.POSITIVE_INFINITY];
  return [root, ...chain.map(({ statement }) => bytesOf(statement.next))].map((publicKey, at) => ({
    publicKey,
    until: untils[at] ?? Number.POSITIVE_INFINITY,
  }));
}

/**
 * The last key of a server and its predecessors, the last first. Each statement is verified by the countersignature of a verified key.
 * Statements that do not fit are ignored.
 */
export function keysBefore(last: Uint8Array, statements: readonly SignedSuccession[]): Uint8Array[] {
  const keys = [last];
  for (;;) {
    const head = keys.at(-1) as Uint8Array;
    const before = statements.flatMap((signed) => {
      const [payload, by, proof] = [signed.payload, signed.signature, signed.proof].map(decodeBase64Url);
      if (payload === undefined || by === undefined || proof === undefined) return [];
      const opened = readPayload(FORM, payload);
      if (opened.kind === 'refused' || opened.message.next !== bytesToHex(head)) return [];
      const current = bytesOf(opened.message.current);
      const holds =
        isSignatureValid('key-succession-proof', payload, proof, head) &&
        isSignatureValid('key-succession', payload, by, current);
      return holds && !keys.some((key) => bytesToHex(key) === opened.message.current) ? [current] : [];
    });
    const [one] = before;
    if (one === undefined) return keys;
    keys.push(one);
  }
}
