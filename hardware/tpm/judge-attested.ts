/** Judges statements that a TPM signed with an attestation key. Pure, so that a server does it without a TPM. */
import { verify } from 'node:crypto';
import { type Attested, readAttested } from './attest.ts';
import { TpmFormatError } from './bytes.ts';
import { keyObjectOf } from './ec-key.ts';
import { digestOfPcrs, pcrList } from './pcr.ts';
import { ATTESTATION_TEMPLATE, type EcPoint, isMadeBy, NO_POINT_BYTES, type PublicArea } from './public-area.ts';

/** A statement and its signature: r and s, 64 bytes. */
export interface SignedStatement {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
}

export type AttestedRefusal =
  /** Not a statement, or not of a TPM. */
  | 'malformed'
  | 'bad-signature'
  /** A genuine statement about something else. */
  | 'other-kind'
  /** Genuine, but made for another question: a replay. */
  | 'other-nonce'
  /** Its registers are not those of the given values. */
  | 'other-registers'
  /** Its registers have other values than the given ones. */
  | 'other-values'
  /** It is about another object. */
  | 'other-object';

export type JudgedStatement =
  | ({ readonly kind: 'genuine' } & Pick<Attested, 'clockMs' | 'resets' | 'restarts' | 'firmware'>)
  | { readonly kind: 'refused'; readonly code: AttestedRefusal };

export type AttestationKey = PublicArea & { readonly kind: 'ecc' };

/**
 * Whether a TPM uses this key for its own statements only. It was made by `ATTESTATION_TEMPLATE`: restricted, made in the TPM, and
 * cannot leave it. A key without the attribute "restricted" would sign invented statements.
 */
export function isAttestationKey(area: PublicArea): area is AttestationKey {
  return area.kind === 'ecc' && isMadeBy(area.bytes, ATTESTATION_TEMPLATE, NO_POINT_BYTES);
}

/**
 * Whether the TPM of this attestation key states, for this nonce, that its registers have these values.
 *
 * @param key of an attestation key (`isAttestationKey`) that is proven to be in a TPM (`credential.ts`)
 * @param values 32 bytes for each register of the quote, and for no other register
 */
export function judgeQuote(
  key: EcPoint,
  signed: SignedStatement,
  nonce: Uint8Array,
  values: ReadonlyMap<number, Uint8Array>,
): JudgedStatement {
  const opened = openStatement(key, signed, nonce);
  if (opened.kind === 'refused') return opened;
  const { attested } = opened;
  if (attested.kind !== 'quote') return refused('other-kind');
  const given = [...values.keys()];
  if (given.length === 0 || !isSameList(attested.pcrs, pcrList(given))) return refused('other-registers');
  if (!isSame(attested.pcrDigest, digestOfPcrs(given, values))) return refused('other-values');
  return genuine(attested);
}

/** Whether the TPM of this attestation key states, for this nonce, that it holds the object of this name. */
export function judgeCertified(
  key: EcPoint,
  signed: SignedStatement,
  nonce: Uint8Array,
  name: Uint8Array,
): JudgedStatement {
  const opened = openStatement(key, signed, nonce);
  if (opened.kind === 'refused') return opened;
  const { attested } = opened;
  if (attested.kind !== 'certify') return refused('other-kind');
  return isSame(attested.name, name) ? genuine(attested) : refused('other-object');
}

/** The signature is verified before the statement is read. */
function openStatement(
  key: EcPoint,
  { statement, signature }: SignedStatement,
  nonce: Uint8Array,
):
  | { readonly kind: 'opened'; readonly attested: Attested }
  | { readonly kind: 'refused'; readonly code: AttestedRefusal } {
  if (!isSigned(key, statement, signature)) return refused('bad-signature');
  let attested: Attested;
  try {
    attested = readAttested(statement);
  } catch (error) {
    if (!(error instanceof TpmFormatError)) throw error;
    return refused('malformed');
  }
  return isSame(attested.extra, nonce) ? { kind: 'opened', attested } : refused('other-nonce');
}

function isSigned(point: EcPoint, statement: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', statement, { key: keyObjectOf(point), dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // Not a point on the curve
    return false;
  }
}

function genuine({ clockMs, resets, restarts, firmware }: Attested): JudgedStatement {
  return { kind: 'genuine', clockMs, resets, restarts, firmware };
}

function refused(code: AttestedRefusal): { readonly kind: 'refused'; readonly code: AttestedRefusal } {
  return { kind: 'refused', code };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

function isSameList(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}
