/** What is answered of duties, decisions of two people, acts, orders and the fleet. */
import { z } from 'zod';
import { ROLES } from '../../../access/vocabulary.ts';
import {
  DEGRADATIONS,
  EMERGENCY_CAUSES,
  OPENING_CAUSES,
  HOLD_REASONS,
  ORDER_KINDS,
  ORDER_REFUSALS,
  ORDER_ROLES,
} from '../../../contract/order-vocabulary.ts';
import { shiftSchema } from '../../../access/shift.ts';
import { DEGRADATION_CAUSES } from '../../../degradations/degradation-table.ts';
import { FINDINGS, MANUAL_OPENINGS } from '../../../orders/manual-openings.ts';
import { PROPOSAL_STATES } from '../../../proposals/proposal-table.ts';
import type { FleetView, RunsView } from '../../../fleet/answers.ts';
import type { HoldList } from '../../../evidence/answers/hold.ts';
import type { ProposalPage } from '../../../proposals/answers.ts';
import { requestOptions } from './general.ts';

const wallMs = z.int().min(0);
const role = z.enum(ROLES);
const some = z.union([z.array(z.string()), z.literal('all')]);

const proposal = z.object({
  position: z.int(),
  id: z.string(),
  kind: z.string(),
  payload: z.unknown(),
  before: z.unknown(),
  digest: z.string(),
  state: z.enum([...PROPOSAL_STATES, 'expired']),
  proposedBy: z.string(),
  proposedAs: role,
  proposedAt: wallMs,
  expiresAt: wallMs,
  settledBy: z.string().nullable(),
  settledAt: wallMs.nullable(),
  mayApprove: z.boolean(),
  mayWithdraw: z.boolean(),
});

export const proposals = z.object({
  serverTime: wallMs,
  proposals: z.array(proposal),
  next: z.int().nullable(),
}) satisfies z.ZodType<ProposalPage>;

export const oneProposal = z.object({ serverTime: wallMs, proposal });
export const proposed = z.object({ id: z.string(), digest: z.string() });

export const duties = z.object({
  serverTime: wallMs,
  duties: z.array(
    z.object({
      id: z.string(),
      personId: z.string(),
      role,
      sites: some,
      lanes: some,
      shifts: z.array(shiftSchema),
      validFrom: wallMs,
      validUntil: wallMs,
      trainingValidUntil: wallMs,
      givenBy: z.string().nullable(),
      givenAt: wallMs,
    }),
  ),
});

export const degradations = z.object({
  serverTime: wallMs,
  degradations: z.array(
    z.object({
      id: z.string(),
      site: z.string(),
      kioskIds: z.array(z.string()),
      measure: z.enum(DEGRADATIONS),
      cause: z.enum(DEGRADATION_CAUSES),
      validFrom: wallMs,
      validUntil: wallMs,
      proposedBy: z.string(),
      approvedBy: z.string(),
      endedAt: wallMs.nullable(),
      endedBy: z.string().nullable(),
      isInForce: z.boolean(),
    }),
  ),
});

export const emergencies = z.object({
  serverTime: wallMs,
  emergencies: z.array(
    z.object({
      digest: z.string(),
      kind: z.enum(MANUAL_OPENINGS),
      site: z.string(),
      kioskId: z.string(),
      cause: z.enum([...EMERGENCY_CAUSES, ...OPENING_CAUSES]),
      openedBy: z.string(),
      openedAt: wallMs,
      confirmBy: wallMs,
      finding: z.enum(FINDINGS).nullable(),
      foundBy: z.string().nullable(),
      foundAt: wallMs.nullable(),
      overdueAt: wallMs.nullable(),
    }),
  ),
});

export const acts = z.object({
  serverTime: wallMs,
  acts: z.array(
    z.object({
      position: z.int(),
      id: z.string(),
      at: wallMs,
      person: z.string(),
      role: role.nullable(),
      act: z.string(),
      site: z.string().nullable(),
      kioskId: z.string().nullable(),
      subject: z.string().nullable(),
      result: z.string(),
      details: z.looseObject({}),
    }),
  ),
});

export const orders = z.object({
  serverTime: wallMs,
  orders: z.array(
    z.object({
      id: z.int(),
      digest: z.string(),
      kioskId: z.string(),
      transactionId: z.string().nullable(),
      kind: z.enum(ORDER_KINDS),
      persons: z.array(z.object({ id: z.string(), role: z.enum(ORDER_ROLES) })),
      issuedAt: wallMs,
      expires: wallMs,
      state: z.enum(['pending', 'obeyed', 'refused', 'expired']),
      refusal: z.enum(ORDER_REFUSALS).nullable(),
      settledAt: wallMs.nullable(),
    }),
  ),
});

/** An order was given: it says by which name, and until when. */
export const ordered = z.object({ digest: z.string(), expires: wallMs });

/** An order is to be signed with a passkey before it is given. */
export const drafted = z.object({ draft: z.string(), options: requestOptions, expires: wallMs });

export const fleet = z.object({
  serverTime: wallMs,
  serverKey: z.object({
    inUse: z.string(),
    announced: z.object({ next: z.string(), nextFrom: wallMs, currentUntil: wallMs }).nullable(),
  }),
  kiosks: z.array(
    z.object({
      kioskId: z.string(),
      site: z.string(),
      lane: z.string(),
      enrolledAt: wallMs,
      disabledAt: wallMs.nullable(),
      evidenceUrl: z.string().nullable(),
      serverKey: z.enum(['in-use', 'announced', 'another']).nullable(),
      certificates: z.array(z.object({ serial: z.string(), use: z.string(), notAfter: wallMs })),
    }),
  ),
  codes: z.array(
    z.object({ kioskId: z.string(), site: z.string(), lane: z.string(), madeBy: z.string(), expiresAt: wallMs }),
  ),
}) satisfies z.ZodType<FleetView>;

export const runs = z.object({
  serverTime: wallMs,
  lanes: z.array(
    z.object({
      kioskId: z.string(),
      site: z.string(),
      lane: z.string(),
      at: wallMs,
      policyDigest: z.string(),
      noticeDigest: z.string(),
      modelDigests: z.record(z.string(), z.string()),
    }),
  ),
}) satisfies z.ZodType<RunsView>;

/** Out of service now, or already. */
export const kioskDisabled = z.union([
  z.object({ kind: z.literal('disabled'), certificates: z.int() }),
  z.object({ kind: z.literal('unchanged') }),
]);

export const kioskCode = z.object({ code: z.string(), expiresAt: wallMs });

export const holds = z.object({
  serverTime: wallMs,
  holds: z.array(
    z.object({
      id: z.string(),
      kioskId: z.string(),
      site: z.string(),
      lane: z.string(),
      transactionId: z.string(),
      reason: z.enum(HOLD_REASONS),
      until: wallMs,
      proposedBy: z.string(),
      approvedBy: z.string(),
      approvedAt: wallMs,
      releasedBy: z.string().nullable(),
      releasedAt: wallMs.nullable(),
      laneSays: z.enum(['pending', 'obeyed', 'refused', 'expired']),
    }),
  ),
}) satisfies z.ZodType<HoldList>;
