import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import { laneProcessingSchema } from '../../records/reports/answers.ts';

/** A kiosk as the people see it who run the fleet. */
const kioskSchema = z.strictObject({
  ...lanePlace,
  enrolledAt: wallMs,
  disabledAt: wallMs.nullable(),
  evidenceUrl: z.string().nullable(),
  /** The server key that the lane last reported to follow; `null` without a report. */
  serverKey: z.enum(['in-use', 'announced', 'another']).nullable(),
  /** Certificates that are valid now. */
  certificates: z.array(z.strictObject({ serial: z.string(), use: z.string(), notAfter: wallMs })),
});
export type FleetKiosk = Answer<typeof kioskSchema>;

/** A one-time code that would still enrol a kiosk. The code itself was shown once and is not stored. */
const openCodeSchema = z.strictObject({ ...lanePlace, madeBy: z.string(), expiresAt: wallMs });
export type OpenCode = Answer<typeof openCodeSchema>;

export const fleetSchema = z.strictObject({
  serverTime: wallMs,
  /** The server's signing key in hex, and the statements by which lanes follow it. */
  serverKey: z.strictObject({
    inUse: z.string(),
    announced: z.strictObject({ next: z.string(), nextFrom: wallMs, currentUntil: wallMs }).nullable(),
    /** Whether a proposal of a next key is open. */
    isProposed: z.boolean(),
  }),
  kiosks: z.array(kioskSchema),
  /** Earliest expiry first. */
  codes: z.array(openCodeSchema),
});
export type FleetView = Answer<typeof fleetSchema>;

const laneRunsSchema = laneProcessingSchema.omit({ devices: true, isSimulated: true });
export type LaneRuns = Answer<typeof laneRunsSchema>;

/** With which policy, notice and models each working lane decides, by its latest report of a traveller. */
export const runsSchema = z.strictObject({ serverTime: wallMs, lanes: z.array(laneRunsSchema) });
export type RunsView = Answer<typeof runsSchema>;

export const kioskCodeSchema = z.strictObject({ code: z.string(), expiresAt: wallMs });

export const kioskDisabledSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('disabled'), certificates: z.int() }),
  /** It was out of service already. */
  z.strictObject({ kind: z.literal('unchanged') }),
]);
