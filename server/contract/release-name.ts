/** The closed list of kinds of the signed channel, and the form of a target's name. */
import { z } from 'zod';

const KIBIBYTE = 1_024;
const MEBIBYTE = 1_048_576;

export interface ReleaseKindTerms {
  /** Upper bound of one target. A larger one is not fetched. */
  readonly limitBytes: number;
  /** The role whose keys sign the kind. `targets` needs two people; `watchlist` is the owner of the list, whose deltas are hourly. */
  readonly role: 'targets' | 'watchlist';
  /** The server gives its files to no lane. */
  readonly isWithheld?: true;
}

/** Closed. A lane ignores targets of other kinds and reports how many there are. */
export const RELEASE_KINDS = {
  /** Canonical bytes of a decision policy (`kiosk/rules/decision/signed-policy.ts`). */
  'decision-policy': { limitBytes: 32 * KIBIBYTE, role: 'targets' },
  /** Canonical bytes of a notice (`kiosk/rules/notice/signed-notice.ts`). */
  notice: { limitBytes: 256 * KIBIBYTE, role: 'targets' },
  /** A file of the trust folder: master list, revocation list, certificate. */
  'trust-list': { limitBytes: 8 * MEBIBYTE, role: 'targets' },
  /** The wiring of a gate or indicator module (`hardware/modbus/profile.ts`). */
  'gate-profile': { limitBytes: 64 * KIBIBYTE, role: 'targets' },
  /** A base or a delta of a list (`released-watchlist.ts`). */
  watchlist: { limitBytes: 512 * MEBIBYTE, role: 'watchlist' },
  /** Canonical bytes of the key of the tags, sealed to lanes (`watchlist.ts`). */
  'watchlist-keys': { limitBytes: 2 * MEBIBYTE, role: 'targets' },
  models: { limitBytes: 512 * MEBIBYTE, role: 'targets' },
  software: { limitBytes: 1_024 * MEBIBYTE, role: 'targets' },
  rules: { limitBytes: MEBIBYTE, role: 'targets' },
  /** Canonical bytes of a table of exchange rates (`rules/rate-table.ts`). */
  'exchange-rates': { limitBytes: 64 * KIBIBYTE, role: 'targets' },
  /**
   * Canonical bytes of rules that select declarations for control (`rules/selection-set.ts`). For the server: lanes cannot fetch them, because a
   * stolen lane would show them.
   */
  'selection-rules': { limitBytes: 128 * KIBIBYTE, role: 'targets', isWithheld: true },
  /** The bill of materials of a release, CycloneDX 1.6 (`server/lanes/components/bill.ts`). For the server: lanes ignore it. */
  'bill-of-materials': { limitBytes: 8 * MEBIBYTE, role: 'targets' },
} as const satisfies Readonly<Record<string, ReleaseKindTerms>>;
export type ReleaseKind = keyof typeof RELEASE_KINDS;

/** Whether the server gives files of a kind to no lane. */
export function isWithheld(kind: string): boolean {
  const terms: Readonly<Record<string, ReleaseKindTerms>> = RELEASE_KINDS;
  return Object.hasOwn(terms, kind) && terms[kind]?.isWithheld === true;
}

const KIND_NAMES = Object.keys(RELEASE_KINDS) as [ReleaseKind, ...ReleaseKind[]];
export const releaseKindSchema = z.enum(KIND_NAMES);

export const releaseNameSchema = z
  .string()
  .max(48)
  .regex(/^[a-z0-9][a-z0-9-]{0,31}(\.[a-z0-9][a-z0-9-]{0,31}){0,3}$/, 'must be lower-case words with dots between');
