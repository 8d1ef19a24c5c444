import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import { START_POLICIES } from './start-policy.ts';

const registersAnswer = z.array(z.strictObject({ register: z.int(), value: z.string() }));
const approvedName = z.strictObject({ id: z.string(), name: z.string() });

const laneStartSchema = z.strictObject({
  ...lanePlace,
  /** Maker of the lane's TPM by its certificate; `null` for a lane that has proved no TPM. */
  manufacturer: z.string().nullable(),
  /** The digest of its files by its latest status or quote, and the approved release with this digest. */
  release: z.string().nullable(),
  approvedRelease: approvedName.nullable(),
  /** The latest genuine quote. */
  quote: z
    .strictObject({
      at: wallMs,
      /** Older than an hour: the lane has stopped proving its start. */
      isStale: z.boolean(),
      registers: registersAnswer,
      /** The approved start that it matches. */
      start: approvedName.nullable(),
      /** Without a match: the nearest approved start and the registers that differ from it. */
      nearest: approvedName.nullable(),
      differing: z.array(z.int()),
    })
    .nullable(),
});
export type LaneStart = Answer<typeof laneStartSchema>;

const approvedSoftwareSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['start', 'release']),
  name: z.string(),
  registers: registersAnswer.nullable(),
  digest: z.string().nullable(),
  approvedAt: wallMs,
  withdrawnAt: wallMs.nullable(),
  /** Account names of the two people. */
  proposedBy: z.string(),
  approvedBy: z.string(),
});
export type ApprovedSoftwareView = Answer<typeof approvedSoftwareSchema>;

/** Which lanes were started how, and run which files, as far as their TPMs prove it. */
export const startsSchema = z.strictObject({
  serverTime: wallMs,
  policy: z.enum(START_POLICIES),
  lanes: z.array(laneStartSchema),
  /** In force and withdrawn, the latest first. */
  approved: z.array(approvedSoftwareSchema),
});
export type StartsView = Answer<typeof startsSchema>;
