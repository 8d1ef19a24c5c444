/**
 * One event of detection. It names the record it was made from and contains no more about people than that record: ids of the database,
 * closed codes and counts. README.md of this folder lists the fields of each kind. Pure.
 */
import { z } from 'zod';
import { GRANT_RELATIONS, type GrantRelation } from '../../../contract/evidence-vocabulary.ts';

export const EVENT_KINDS = [
  // A traveller at a lane. `subject`: the document's handle of the day
  'traveller-cleared',
  'traveller-referred',
  'traveller-abandoned',
  // Further facts of the same report. `reason`: the code of the check
  'comparison-failed',
  'presentation-refused',
  'document-refused',
  'watchlist-hit',
  /** `reason`: a code of `../../../platform/base/alarm-kinds.ts`. */
  'alarm',
  'lane-fault',
  /** `reason`: a code of `../../../platform/base/signal-kinds.ts`, except failed sign-ins. */
  'signal',
  // Sign-in. `console`: the known device
  'signed-in',
  'sign-in-failed',
  /** `subject`: the session, or with the reason `all` the person whose sessions ended except the one of this act. */
  'session-ended',
  'credential-added',
  'credential-removed',
  'act-refused',
  // Referrals. `subject`: the referral; `reason`: the check that caused it
  'referral-taken',
  'referral-admitted',
  'referral-turned-away',
  'referral-handed-over',
  'second-opinion-given',
  /** `subject`: the person who decided. */
  'second-look-agreed',
  'second-look-disagreed',
  'decision-reviewed',
  'evidence-granted',
  'evidence-viewed',
  // Orders to lanes
  'opened-for-traveller',
  'opened-for-cause',
  'opened-in-emergency',
  'emergency-ended',
  /** `reason`: `justified` or `unfounded`; `subject`: the person who opened. */
  'opening-reviewed',
  'lane-taken-out',
  'lane-returned',
  'lane-enrolled',
  'lane-disabled',
  'degradation-proposed',
  'degradation-approved',
  'degradation-ended',
  // Captures and records. `subject`: the transaction
  'hold-placed',
  'hold-released',
  'captures-erased',
  'retention-changed',
  'access-request-opened',
  'access-request-answered',
  /** `count`: rows. */
  'record-exported',
  /** `count`: documents. */
  'watchlist-looked-up',
  // People. `subject`: the other person
  'person-invited',
  'person-enrolled',
  'person-disabled',
  'person-enabled',
  'duty-proposed',
  'duty-approved',
  'duty-ended',
  'recovery-proposed',
  'recovery-approved',
  'recovery-used',
  'first-code-used',
  // Two-person decisions. `subject`: the proposal's author; `reason`: the kind of proposal; `count` of an approval: seconds since the proposal
  'proposal-made',
  'proposal-approved',
  'proposal-declined',
  // Keys of programs. `actor` of a use: the partner or trader; `subject`: the key; `console`: the network, from which it was used for the first time on a day (UTC)
  'key-issued',
  'key-used',
  'key-paused',
  'key-revoked',
  // Partners and traders. `actor`: the partner or trader; `subject`: the agreement; `count`: rows, or KiB of a delivery
  'partner-called',
  'partner-refused',
  'partner-outside-agreement',
  'export-proposed',
  'export-approved',
  'export-sent',
  'export-received',
  'export-receipt-missing',
  'goods-declared',
  'declaration-refused',
  // The public pages for travellers
  'portal-asked',
  'portal-refused',
  // Releases, components, feeds. `subject`: the release, component or feed
  'release-published',
  /** `count`: seconds until its end. */
  'release-freeze-set',
  'release-freeze-ended',
  'roll-out-held',
  'roll-out-resumed',
  'exception-made',
  /** `reason`: `early` before its date. */
  'exception-ended',
  'feed-received',
  // Operation
  'alerts-silenced',
  'alert-routing-changed',
  'server-started',
  'database-restored',
  'server-key-changed',
  // Detection itself. `subject`: the person concerned
  'detection-disposed',
  'detection-exception-made',
  'detection-exception-ended',
  'detection-response-started',
  // The portal of traders and what its people arrange. `actor`: the trader; `subject`: the person, passkey or key. Stored memories hold places
  // in this list, so that new kinds come at its end
  'trader-person-enrolled',
  'trader-passkey-added',
  'trader-passkey-regressed',
  'trader-key-made',
  'trader-key-ended',
  /** `subject`: the release that a person took back. */
  'roll-out-returned',
  /** With `signed-in`. `console`: the network that the person signed in from. */
  'signed-in-from',
  // People of traders. `subject`: the person, or the mandate; `console`: the network, for the first time on a day (UTC) of a sign-in
  'trader-signed-in',
  'trader-passkey-added-from',
  'trader-person-ended',
  'trader-mandate-given',
  'trader-mandate-accepted',
  'trader-mandate-ended',
  /** With `evidence-granted`. `subject`: the transaction; `console`: the known device that asked, or `unmarked`. */
  'evidence-asked',
  /** A customs officer opened sealed fields. `subject`: the declaration; `reason`: the purpose. */
  'declaration-viewed',
  /**
   * A customs officer recorded the result of a control: as declared, not as declared, or less was done than recommended. `subject`: the trader;
   * `reason`: the recommended control, or `not-selected` where none is recommended.
   */
  'control-conformed',
  'control-differed',
  'control-waived',
  /** A second officer agreed to a waived control. `subject`: the first one. */
  'control-waiver-confirmed',
  /** An act of a person without an event of its own. `reason`: the act, or the act and its step. */
  'acted',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Longest id or code. */
export const LONGEST_WORD = 128;

const word = z
  .string()
  .min(1)
  .max(LONGEST_WORD)
  .regex(/^[\w.:/@+=-]+$/, 'must be an id or a code');

/** The program that keeps or reads events checks them with it. */
export const detectionEventSchema = z.strictObject({
  /** Unix ms. */
  at: z.int().nonnegative(),
  kind: z.enum(EVENT_KINDS),
  site: word.optional(),
  lane: word.optional(),
  /** The person or program that acts. */
  actor: word.optional(),
  /** The role in which a person acts. */
  role: word.optional(),
  /** The session in which a person acts; of `signed-in`: the session that begins. */
  session: word.optional(),
  /** The known device of a session, or the network of a client. */
  console: word.optional(),
  /** The other person, referral, transaction, handle, key or agreement. */
  subject: word.optional(),
  relation: z.enum(GRANT_RELATIONS).optional(),
  /** A closed code. */
  reason: word.optional(),
  /** Rows, items, seconds, or repetitions; each kind states which. Default: 1. */
  count: z.int().nonnegative().max(1e9).optional(),
  /** The index of the record's entry in the ledger. */
  entry: z.int().nonnegative().optional(),
});

export interface DetectionEvent {
  readonly at: number;
  readonly kind: EventKind;
  readonly site?: string | undefined;
  readonly lane?: string | undefined;
  readonly actor?: string | undefined;
  readonly role?: string | undefined;
  readonly session?: string | undefined;
  readonly console?: string | undefined;
  readonly subject?: string | undefined;
  readonly relation?: GrantRelation | undefined;
  readonly reason?: string | undefined;
  readonly count?: number | undefined;
  readonly entry?: number | undefined;
}
