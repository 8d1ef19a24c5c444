/** What answers look like, as schemas: those that programs other than our own consoles read, and those that every console starts from. */
import { z } from 'zod';
import { ROLES } from '../../../access/vocabulary.ts';
import { batchPlaceSchema } from '../../../contract/receipt-batch.ts';
import { matchReportSchema, reportSchema } from '../../../contract/report.ts';
import { shownDocument } from './shown-document.ts';
import { laneStatusSchema } from '../../../contract/status.ts';
import { CHECKS } from '../../readiness.ts';
import { ALARM_KINDS } from '../../../base/alarm-kinds.ts';
import { LANE_STATES } from '../../../kiosks/answers.ts';
import { SIGN_IN_METHODS } from '../../../people/answers/session.ts';

const wallMs = z.int().min(0);
const role = z.enum(ROLES);
const some = z.union([z.array(z.string()), z.literal('all')]);

export const signedMessage = z.object({ payload: z.string(), signature: z.string() });
/** Beside others under one signature, where several were waiting. */
export const receipt = signedMessage.extend({ batch: batchPlaceSchema.optional() });

export const health = z.object({ status: z.literal('ok') });

export const readiness = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z.record(z.enum(CHECKS), z.enum(['ok', 'failed'])),
});

export const lanes = z.object({
  mode: z.string(),
  serverTime: wallMs,
  lanes: z.array(
    z.object({
      kioskId: z.string(),
      site: z.string(),
      lane: z.string(),
      disabled: z.boolean(),
      heard: z
        .object({
          receivedAt: wallMs,
          state: z.enum(LANE_STATES),
          devices: laneStatusSchema.shape.devices,
          undelivered: z.int(),
        })
        .nullable(),
    }),
  ),
});

/** As a lane reports it, but for the document's handle. */
const shownMatchReport = z.object({ ...matchReportSchema.shape, document: shownDocument });
const otherReports = reportSchema.options.filter((option) => option !== matchReportSchema);

const outcome = z.object({
  feedPosition: z.int(),
  site: z.string(),
  lane: z.string(),
  receivedAt: wallMs,
  report: z.union([shownMatchReport, ...otherReports]),
});

export const outcomes = z.object({
  serverTime: wallMs,
  feedPosition: z.int(),
  through: z.int(),
  outcomes: z.array(outcome),
  decided: z.array(outcome),
});

export const alarms = z.object({
  serverTime: wallMs,
  alarms: z.array(
    z.object({
      id: z.int(),
      kind: z.enum(ALARM_KINDS),
      about: z.string().optional(),
      kioskId: z.string().nullable(),
      fromSequence: z.int().nullable(),
      toSequence: z.int().nullable(),
      firstAt: wallMs,
      lastAt: wallMs,
      count: z.int(),
      filledAt: wallMs.nullable(),
    }),
  ),
});

export const session = z.object({
  mode: z.enum(['development', 'production']),
  serverTime: wallMs,
  principal: z
    .object({
      personId: z.string(),
      displayName: z.string(),
      sessionId: z.string(),
      method: z.enum(SIGN_IN_METHODS),
      signedInAt: wallMs,
      endsAt: wallMs,
      steppedUpUntil: wallMs.nullable(),
      duties: z.array(z.object({ role, sites: some, lanes: some, validUntil: wallMs, trainingValidUntil: wallMs })),
      advice: z.string().nullable(),
    })
    .nullable(),
  acts: z.array(z.string()),
  signIn: z.object({ firstRun: z.boolean(), passwords: z.boolean(), developmentRoles: z.array(role) }),
});

export const officer = z.object({ id: z.string(), role: z.string() });

/** WebAuthn's own, as `navigator.credentials` takes it. */
export const requestOptions = z.looseObject({ challenge: z.string() });

export const grant = z.object({
  grant: z.string(),
  digest: z.string(),
  officer: z.string(),
  options: requestOptions,
  evidenceUrl: z.string(),
  expires: wallMs,
});
