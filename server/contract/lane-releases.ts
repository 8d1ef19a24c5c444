/**
 * The targets of the signed channel that a lane holds, sent at each change and every quarter of an hour. Its only data about travellers are
 * the counts of shadow passages. Signed like a status, with its own prefix; only the latest is kept, and it must not be replayed.
 */
import { z } from 'zod';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, sha256HexSchema, wallMsSchema } from './field.ts';
import { laneSoftwareSchema } from './lane-software.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { releaseKindSchema, releaseNameSchema } from './release.ts';
import { RELEASE_STANDINGS } from './release-standing.ts';
import { RELEASE_FAILURES } from './release-status.ts';
import { laneShadowSchema } from './shadow-passage.ts';
import { signingInput } from './signing.ts';
import { bootIdSchema } from './status.ts';

/** Interval of the message without a change, ms. */
export const LANE_RELEASES_EVERY_MS = 900_000;

/** Targets that one message names. Further ones are counted only. */
export const MAX_HELD = 40;

/** Upper bound in canonical form: its envelope fits into 16 KiB. */
export const LANE_RELEASES_LIMIT_BYTES = 11_264;

const versionSchema = z.int().min(0).max(4_294_967_295);

const heldTargetSchema = z.strictObject({
  kind: releaseKindSchema,
  name: releaseNameSchema,
  version: versionSchema.min(1),
  digest: sha256HexSchema,
  /** Wall ms at which the signature that lists it expires. */
  expiresAt: wallMsSchema,
});
export type HeldTarget = z.infer<typeof heldTargetSchema>;

export const laneReleasesSchema = z
  .strictObject({
    version: z.literal(1),
    kioskId: kioskIdSchema,
    /** Random, new each time the kiosk's program starts. */
    bootId: bootIdSchema,
    /** Increases with each of these messages of a boot. */
    counter: z.int().min(1),
    /** The kiosk's wall time, ms. */
    at: wallMsSchema,
    standing: z.enum(RELEASE_STANDINGS),
    /** Versions of the accepted metadata; 0: none yet. */
    root: versionSchema,
    targets: versionSchema,
    watchlist: versionSchema,
    /** Wall ms of the last complete check against a repository; 0: none yet. */
    checkedAt: wallMsSchema,
    /** The last update that was not complete since the program started. Absent: none. */
    failure: z.strictObject({ code: z.enum(RELEASE_FAILURES), at: wallMsSchema }).optional(),
    /** A watchlist is named by its base and its last delta. */
    held: z.array(heldTargetSchema).max(MAX_HELD),
    heldCount: z.int().min(0).max(4_096),
    /** The shadow passage of a candidate model. Absent: the lane has none, or no batch is complete. */
    shadow: laneShadowSchema.optional(),
    /** The shadow passage of a candidate policy. Absent: the lane has none, or no batch is complete. */
    policyShadow: laneShadowSchema.optional(),
    /** Absent: the lane runs the installed package. */
    software: laneSoftwareSchema.optional(),
  })
  .refine(({ held }) => new Set(held.map(({ kind, name }) => `${kind}/${name}`)).size === held.length, {
    path: ['held'],
    message: 'must name each target once',
  })
  .refine(({ held, heldCount }) => heldCount >= held.length, {
    path: ['heldCount'],
    message: 'must count at least the named targets',
  });
export type LaneReleases = z.infer<typeof laneReleasesSchema>;

const FORM: PayloadForm<LaneReleases> = { schema: laneReleasesSchema, limitBytes: LANE_RELEASES_LIMIT_BYTES };

/** The canonical bytes. Throws `ContractError`: `invalid`, or `too-large`. */
export function laneReleasesBytes(message: LaneReleases): Uint8Array {
  return payloadBytes(FORM, message);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function laneReleasesSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('lane-releases', payload);
}

export type ReadLaneReleases = { readonly kind: 'valid'; readonly releases: LaneReleases } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readLaneReleases(envelope: Envelope): ReadLaneReleases {
  const read = readPayload(FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', releases: read.message } : kioskMismatch();
}
