/**
 * A lane's state, sent every few seconds and at each change of phase; it contains nothing about a traveller. It is signed like a report
 * with its own prefix and uses the same envelope. Only the latest is kept, so it is not chained, but it must not be replayed.
 */
import { z } from 'zod';
import {
  badSignature,
  isEnvelopeSigned,
  kioskMismatch,
  readEnvelope,
  type Envelope,
  type EnvelopeRefusal,
} from './envelope.ts';
import { kioskIdSchema, publicKeyHexSchema, sha256HexSchema, wallMsSchema } from './field.ts';
import { keepingSchema } from './keeping.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { driftsSchema } from './readiness-values.ts';
import { CHECK_STATES } from './readiness-vocabulary.ts';
import { rehearsalMark } from './rehearsal.ts';
import { signingInput } from './signing.ts';
import { releaseStatusSchema } from './release-status.ts';
import { DEVICE_HEALTH, DEVICE_KINDS, LANE_PHASES, OUT_OF_SERVICE_CAUSES } from './vocabulary.ts';
import { laneWatchlistSchema, MAX_WATCHLISTS } from './watchlist.ts';

export { STATUS_INTERVAL_MS } from './timing.ts';

/** Upper bound of a status in canonical form. */
export const STATUS_LIMIT_BYTES = 4_096;

/** The receiver refuses a status as stale when `at` differs from its clock by more than this, ms. */
export const STATUS_SKEW_MS = 60_000;

/** Upper bound of `slowFramesPerS`. No camera of a lane is faster. */
export const MAX_SLOW_FRAMES_PER_S = 240;

/** The age of a lane's newest master list by the limits of its policy. `stale`: the lane refers every traveller. */
export const MASTER_LIST_TROUBLES = ['ageing', 'stale'] as const;
export type MasterListTrouble = (typeof MASTER_LIST_TROUBLES)[number];

export const bootIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex')
  .brand('BootId');
export type BootId = z.infer<typeof bootIdSchema>;

export const laneStatusSchema = z
  .strictObject({
    version: z.literal(1),
    kioskId: kioskIdSchema,
    /** Random, new each time the kiosk's program starts. */
    bootId: bootIdSchema,
    /** Increases with each status of a boot. */
    counter: z.int().min(1),
    /** The kiosk's wall time, ms. */
    at: wallMsSchema,
    ...rehearsalMark,
    phase: z.enum(LANE_PHASES),
    /** Why the lane is out of service; only in that phase. Absent: not reported. */
    outOfService: z.array(z.enum(OUT_OF_SERVICE_CAUSES)).min(1).max(OUT_OF_SERVICE_CAUSES.length).optional(),
    devices: z
      .array(z.strictObject({ kind: z.enum(DEVICE_KINDS), health: z.enum(DEVICE_HEALTH) }))
      .max(DEVICE_KINDS.length),
    /** Reports in the outbox without a verified receipt. */
    undelivered: z.int().min(0),
    /** The sequence of the last report made; 0 before the first. */
    lastSequence: z.int().min(0),
    /** Number of kept captures now. Absent: not reported. */
    keeping: keepingSchema.optional(),
    /** Evidence requests since boot whose grant was not signed by the server. Absent: none. */
    forgedGrants: z.int().min(1).optional(),
    /** Orders since boot that were not signed by the server. Absent: none. */
    forgedOrders: z.int().min(1).optional(),
    /** Answers to blind queries since boot whose proof did not fit the key of the list. Absent: none. */
    unprovenAnswers: z.int().min(1).optional(),
    /**
     * Frames per second that a slow lane analysed last, in tenths: it runs with a reduced load, or is out of service. Absent: fast enough.
     */
    slowFramesPerS: z.number().min(0).max(MAX_SLOW_FRAMES_PER_S).multipleOf(0.1).optional(),
    /** The watchlists of the policy, and those that stand in for a blind list. Absent: none. */
    watchlists: z
      .array(laneWatchlistSchema)
      .min(1)
      .max(2 * MAX_WATCHLISTS)
      .optional(),
    /** The signed channel. Absent: the lane does not use it. */
    releases: releaseStatusSchema.optional(),
    /** The last server key that the lane follows (`key-succession.ts`), in hex. Absent: not reported. */
    serverKey: publicKeyHexSchema.optional(),
    /** Absent: no readiness check keeps the lane out of service. */
    readinessCheck: z.enum(CHECK_STATES).optional(),
    /** Measured values that differ from the calibration of the site. Absent: none, or the lane is not calibrated. */
    drifts: driftsSchema.optional(),
    /** Absent: the newest master list is within the limits of the policy, or the policy has none. */
    masterLists: z.enum(MASTER_LIST_TROUBLES).optional(),
    /** SHA-256 over the installed files, by the lane itself. Absent: not measured yet, or a source tree. */
    release: sha256HexSchema.optional(),
  })
  .superRefine((status, context) => {
    const kinds = status.devices.map((device) => device.kind);
    if (new Set(kinds).size !== kinds.length) {
      context.addIssue({ code: 'custom', path: ['devices'], message: 'must name each kind of device once' });
    }
    const { phase, outOfService = [] } = status;
    if (new Set(outOfService).size !== outOfService.length) {
      context.addIssue({ code: 'custom', path: ['outOfService'], message: 'must name each cause once' });
    }
    if (outOfService.length > 0 && phase !== 'out-of-service') {
      context.addIssue({ code: 'custom', path: ['outOfService'], message: 'must be absent in other phases' });
    }
    if (status.undelivered > status.lastSequence) {
      context.addIssue({ code: 'custom', path: ['undelivered'], message: 'must be at most lastSequence' });
    }
  });
export type LaneStatus = z.infer<typeof laneStatusSchema>;

const STATUS_FORM: PayloadForm<LaneStatus> = { schema: laneStatusSchema, limitBytes: STATUS_LIMIT_BYTES };

export type ReadStatus = { readonly kind: 'valid'; readonly status: LaneStatus } | EnvelopeRefusal;

/** The canonical bytes of a status. Throws `ContractError`: `invalid`, or `too-large` over 4 KiB. */
export function statusBytes(status: LaneStatus): Uint8Array {
  return payloadBytes(STATUS_FORM, status);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function statusSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('status', payload);
}

/** Reads the payload of an envelope whose signature has been verified. */
export function readStatus(envelope: Envelope): ReadStatus {
  const read = readPayload(STATUS_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', status: read.message } : kioskMismatch();
}

/** Like `openEnvelope`, for a status. */
export function openStatus(bytes: Uint8Array, publicKey: Uint8Array): ReadStatus {
  const envelope = readEnvelope(bytes);
  if (envelope.kind === 'refused') return envelope;
  return isEnvelopeSigned('status', envelope, publicKey) ? readStatus(envelope) : badSignature();
}

/** The last status that the receiver accepted from a kiosk. */
export interface StatusMark {
  readonly bootId: BootId;
  readonly counter: number;
  readonly at: number;
}

/**
 * Whether a status with a valid signature is also new. Within a boot the counter must increase. A status of another boot is accepted only
 * when its `at` is later than the last accepted one, so that a recorded message of an earlier boot is refused.
 *
 * @param nowMs wall time of the receiver
 */
export function judgeStatus(
  last: StatusMark | undefined,
  next: StatusMark,
  nowMs: number,
): 'new' | 'replayed' | 'stale' {
  if (last !== undefined) {
    const later = next.bootId === last.bootId ? next.counter > last.counter : next.at > last.at;
    if (!later) return 'replayed';
  }
  return Math.abs(next.at - nowMs) > STATUS_SKEW_MS ? 'stale' : 'new';
}
