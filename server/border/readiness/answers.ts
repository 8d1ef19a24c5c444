import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import { CHECK_STATES, DRIFTS } from '../../contract/readiness-vocabulary.ts';
import { readinessReportSchema } from '../../contract/report.ts';
import { signedMessageSchema } from '../../contract/server-message.ts';

/** Who made a check: a person, no person (the lane could not reach the server), or a person whose account is no longer kept with the record. */
const technicianSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), id: z.string() }),
  z.strictObject({ kind: z.literal('not-signed-in') }),
  z.strictObject({ kind: z.literal('erased') }),
  /** The record names an approval that this server did not give to this lane. An alarm was raised. */
  z.strictObject({ kind: z.literal('unapproved') }),
]);
export type CheckTechnician = Answer<typeof technicianSchema>;

const {
  version: _version,
  kind: _kind,
  sequence: _sequence,
  previous: _previous,
  kioskId: _kioskId,
  ...reported
} = readinessReportSchema.shape;

const recordSchema = z.strictObject({
  receivedAt: wallMs,
  technician: technicianSchema,
  /** The lane's report, without what is about the chain of reports. */
  report: z.strictObject(reported),
});
export type ReadinessRecordView = Answer<typeof recordSchema>;

const laneReadinessSchema = z.strictObject({
  ...lanePlace,
  /** By its latest status; `null`: no check keeps it out of service. */
  check: z.enum(CHECK_STATES).nullable(),
  drifts: z.array(z.enum(DRIFTS)),
  /** Until when a request for an approval waits; `null` without one. */
  asksUntil: wallMs.nullable(),
  /** The last record; `null` before the first. */
  last: recordSchema.nullable(),
});
export type LaneReadiness = Answer<typeof laneReadinessSchema>;

export const readinessListSchema = z.strictObject({ serverTime: wallMs, lanes: z.array(laneReadinessSchema) });
export type ReadinessList = Answer<typeof readinessListSchema>;

const signedRecordSchema = recordSchema.extend({
  /** The lane's signed message, and the approval that it names: with the lane's and the server's public keys the record is verified offline. */
  signed: z.strictObject({
    kioskId: z.string(),
    ...signedMessageSchema.shape,
    approval: signedMessageSchema.nullable(),
    laneKey: z.string(),
  }),
});
export type SignedReadinessRecord = Answer<typeof signedRecordSchema>;

export const readinessHistorySchema = z.strictObject({ serverTime: wallMs, records: z.array(signedRecordSchema) });
export type ReadinessHistory = Answer<typeof readinessHistorySchema>;

export const checkApprovedSchema = z.strictObject({ approvedAt: wallMs, expires: wallMs });
export type CheckApproved = Answer<typeof checkApprovedSchema>;
