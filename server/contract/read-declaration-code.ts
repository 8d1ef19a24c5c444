/** Reads a declaration code: `declaration-code.ts` has its form. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBase32 } from './base32.ts';
import {
  AMOUNT_BYTES,
  CODE_BYTES,
  CODE_OFFSETS,
  CODE_PREFIX,
  CODE_VERSION,
  DECLARATION_CODE_CHARACTERS,
  DECLARATION_CODE_VALID_MS,
  digestInCodes,
  permitEndsAt,
} from './declaration-code.ts';
import { type DeclarationAnswer, fitsQuestions } from './rules/answer.ts';
import { GOODS } from './rules/goods.ts';
import { type DeclarationRules, rulesDigest } from './rules/questions.ts';
import { isSignatureValid } from './signing.ts';

const HOUR_MS = 3_600_000;
/** Tolerated difference between the clocks of server and lane, ms. */
const CLOCK_DIFFERENCE_MS = HOUR_MS;

export const DECLARATION_CODE_REFUSALS = [
  /** Not such a code, or incomplete. */
  'malformed',
  /** Made by a later version of this program. */
  'other-version',
  /** Not signed by the server of this lane, or changed later. */
  'forged',
  /** For other questions, or an earlier version of them. */
  'other-rules',
  /** Too old, or valid for longer than any code is. */
  'stale',
] as const;
export type DeclarationCodeRefusal = (typeof DECLARATION_CODE_REFUSALS)[number];

export interface OpenedDeclarationCode {
  readonly answer: DeclarationAnswer;
  /** SHA-256 of the code's public key, hex. It recognises the code when it is shown again, and is in no other record. */
  readonly use: string;
  /** Wall time from which on the code is not accepted, ms. */
  readonly endsAt: number;
}

export type ReadDeclarationCode =
  | { readonly kind: 'valid'; readonly code: OpenedDeclarationCode }
  | { readonly kind: 'refused'; readonly code: DeclarationCodeRefusal };

export interface CodeTerms {
  readonly rules: DeclarationRules;
  /** The keys of the server that are accepted now, 32 or 33 bytes each. */
  readonly serverKeys: readonly Uint8Array[];
  readonly nowMs: number;
}

/**
 * Reads the characters that a reader gives. Signatures are verified before any content is used. Input never throws.
 *
 * @param characters printable ASCII; the result shares no memory with it
 */
export function readDeclarationCode(
  characters: Uint8Array,
  { rules, serverKeys, nowMs }: CodeTerms,
): ReadDeclarationCode {
  const text = String.fromCharCode(...characters.subarray(0, DECLARATION_CODE_CHARACTERS + 1));
  if (/^DC[2-9]:/.test(text)) return refused('other-version');
  if (!text.startsWith(CODE_PREFIX) || text.length !== DECLARATION_CODE_CHARACTERS) return refused('malformed');
  const bytes = decodeBase32(text.slice(CODE_PREFIX.length));
  if (bytes?.length !== CODE_BYTES) return refused('malformed');
  if (bytes[0] !== CODE_VERSION) return refused('other-version');
  if (!isGenuine(bytes, serverKeys)) return refused('forged');
  const digest = digestInCodes(rulesDigest(rules));
  if (!digest.every((byte, index) => byte === bytes[CODE_OFFSETS.rules + index])) return refused('other-rules');
  const endsAt = permitEndsAt(bytes);
  // Rounded up to the hour when it was made
  const latestEnd = nowMs + DECLARATION_CODE_VALID_MS + HOUR_MS + CLOCK_DIFFERENCE_MS;
  if (nowMs >= endsAt || endsAt > latestEnd) return refused('stale');
  const answer = readAnswer(bytes, rules);
  if (answer === undefined) return refused('malformed');
  return {
    kind: 'valid',
    code: { answer, endsAt, use: bytesToHex(sha256(bytes.subarray(CODE_OFFSETS.key, CODE_OFFSETS.permitSignature))) },
  };
}

function isGenuine(bytes: Uint8Array, serverKeys: readonly Uint8Array[]): boolean {
  const permit = bytes.subarray(0, CODE_OFFSETS.permitSignature);
  const ofServer = bytes.subarray(CODE_OFFSETS.permitSignature, CODE_OFFSETS.amounts);
  if (!serverKeys.some((key) => isSignatureValid('declaration-permit', permit, ofServer, key))) return false;
  const signed = bytes.subarray(0, CODE_OFFSETS.signature);
  const ofPage = bytes.subarray(CODE_OFFSETS.signature);
  return isSignatureValid('declaration-code', signed, ofPage, permit.subarray(CODE_OFFSETS.key));
}

/** `undefined` when the amounts do not fit the questions. */
function readAnswer(bytes: Uint8Array, rules: DeclarationRules): DeclarationAnswer | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const goods: DeclarationAnswer['goods'] = [];
  for (const [index, name] of GOODS.entries()) {
    const amount = view.getUint32(CODE_OFFSETS.amounts + index * AMOUNT_BYTES);
    if (amount === 0) continue;
    const rule = rules.goods.find((one) => one.goods === name);
    if (rule?.red === 'any' && amount !== 1) return undefined;
    goods.push(rule?.red === 'any' ? { goods: name } : { goods: name, amount });
  }
  const answer: DeclarationAnswer = { rules: rules.id, goods };
  return fitsQuestions(rules, answer) ? answer : undefined;
}

function refused(code: DeclarationCodeRefusal): ReadDeclarationCode {
  return { kind: 'refused', code };
}
