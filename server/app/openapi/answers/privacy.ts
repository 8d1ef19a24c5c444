/** What is answered to privacy officers, and of the ledger to those who audit it. */
import { z } from 'zod';
import {
  GRANT_REFUSALS,
  GRANT_RELATIONS,
  OFFICER_ROLES,
  VIEWING_PURPOSES,
} from '../../../contract/evidence-vocabulary.ts';
import { DUE_BANDS, keptCountsSchema } from '../../../contract/keeping.ts';
import { ORDER_REFUSALS } from '../../../contract/order-vocabulary.ts';
import { ERASURE_CAUSES, RETENTION_CLASSES, retentionPolicySchema } from '../../../contract/retention.ts';
import { OUTCOMES } from '../../../contract/vocabulary.ts';
import {
  REQUEST_KINDS,
  REQUEST_PROOFS,
  REQUEST_STATES,
  type AccessRequestList,
  type AccessRequestView,
  type Letter,
} from '../../../privacy/answers/access-request.ts';
import type { LedgerEntryProof, LedgerHeads } from '../../../ledger/answers.ts';
import type { ErasurePage, HeldView, ViewingPage } from '../../../privacy/answers/privacy.ts';
import type { ProcessingRecord, StatisticsView } from '../../../privacy/answers/record.ts';

const wallMs = z.int().min(0);
const place = { kioskId: z.string(), site: z.string(), lane: z.string() };
const retentionClass = z.enum(RETENTION_CLASSES);
const point = z.object({ at: wallMs, count: z.number() });

export const held = z.object({
  serverTime: wallMs,
  lanes: z.array(
    z.object({
      ...place,
      at: wallMs.nullable(),
      classes: z.array(z.object({ retentionClass, counts: keptCountsSchema })),
      overdue: z.array(
        z.object({
          kind: z.enum(['lane-says', 'silent', 'unreported']),
          retentionClass,
          count: z.int().nullable(),
          since: wallMs,
        }),
      ),
    }),
  ),
  due: z.array(z.object({ band: z.enum(DUE_BANDS), count: z.int() })),
  dying: z.array(point),
}) satisfies z.ZodType<HeldView>;

export const erasures = z.object({
  serverTime: wallMs,
  erasures: z.array(
    z.object({
      ...place,
      feedPosition: z.int(),
      erasureId: z.string(),
      retentionClass,
      cause: z.enum(ERASURE_CAUSES),
      erased: z.int(),
      keys: z.int(),
      from: wallMs,
      to: wallMs,
      retentionDigest: z.string(),
    }),
  ),
  days: z.array(point),
}) satisfies z.ZodType<ErasurePage>;

const mark = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('more-than-colleagues'),
    perDay: z.number(),
    usualPerDay: z.number(),
    colleagues: z.int(),
  }),
  z.object({ kind: z.literal('unusual-hour'), hour: z.int(), sharePermille: z.number() }),
  z.object({ kind: z.literal('no-relation') }),
  z.object({ kind: z.literal('same-traveller'), times: z.int() }),
  z.object({ kind: z.literal('refused'), code: z.enum(GRANT_REFUSALS) }),
  z.object({ kind: z.literal('no-grant') }),
]);

export const viewings = z.object({
  serverTime: wallMs,
  viewings: z.array(
    z.object({
      ...place,
      feedPosition: z.int(),
      at: wallMs,
      officer: z.string().nullable(),
      role: z.enum(OFFICER_ROLES).nullable(),
      purpose: z.enum(VIEWING_PURPOSES).nullable(),
      relation: z.enum(GRANT_RELATIONS).nullable(),
      grant: z.string(),
      grantedAt: wallMs.nullable(),
      refusal: z.enum(GRANT_REFUSALS).nullable(),
      marks: z.array(mark),
    }),
  ),
}) satisfies z.ZodType<ViewingPage>;

export const retention = z.object({
  serverTime: wallMs,
  versions: z.array(
    z.object({
      number: z.int(),
      digest: z.string(),
      policy: retentionPolicySchema,
      proposedBy: z.string(),
      approvedBy: z.string(),
      approvedAt: wallMs,
      changes: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string() })),
      signatures: z.array(z.object({ person: z.string(), publicKey: z.string(), signedAt: wallMs })),
    }),
  ),
  rollout: z.int().nullable(),
  lanes: z.array(
    z.object({
      site: z.string(),
      lane: z.string(),
      runs: z
        .object({ number: z.int().nullable(), digest: z.string(), at: wallMs, by: z.enum(['order', 'erasure']) })
        .nullable(),
      state: z.enum(['adopted', 'sent', 'refused', 'not-yet-valid', 'silent', 'again-later']).nullable(),
      refusal: z.enum(ORDER_REFUSALS).nullable(),
    }),
  ),
});

export const record = z.object({
  serverTime: wallMs,
  mode: z.string(),
  answerable: z.object({ controller: z.string().nullable(), contact: z.string().nullable() }),
  categories: z.array(z.object({ who: z.string(), data: z.string() })),
  transfers: z.string(),
  measures: z.array(z.string()),
  classes: z.array(
    z.object({
      retentionClass,
      purpose: z.string(),
      legalBasis: z.string(),
      limitMs: z.int(),
      visibleTo: z.array(z.string()),
    }),
  ),
  policyNumber: z.int().nullable(),
  policyDigest: z.string().nullable(),
  recipients: z.array(z.string()),
  witnesses: z.array(z.string()),
  lanes: z.array(
    z.object({
      ...place,
      at: wallMs,
      policyDigest: z.string(),
      noticeDigest: z.string(),
      modelDigests: z.record(z.string(), z.string()),
      devices: z.array(z.string()),
      isSimulated: z.boolean(),
    }),
  ),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
}) satisfies z.ZodType<ProcessingRecord>;

const published = z.int().nullable();

export const statistics = z.object({
  serverTime: wallMs,
  from: wallMs,
  to: wallMs,
  smallest: z.int(),
  rows: z.array(z.object({ site: z.string(), counts: z.record(z.enum(OUTCOMES), published), total: published })),
}) satisfies z.ZodType<StatisticsView>;

export const signed = z.object({ signed: z.int() });

export const request = z.object({
  id: z.string(),
  kind: z.enum(REQUEST_KINDS),
  foundBy: z.enum(REQUEST_PROOFS),
  passages: z.int().nullable(),
  receivedAt: wallMs,
  dueAt: wallMs,
  extendedAt: wallMs.nullable(),
  state: z.enum(REQUEST_STATES),
  openedBy: z.string(),
  closedBy: z.string().nullable(),
  closedAt: wallMs.nullable(),
  version: z.int(),
}) satisfies z.ZodType<AccessRequestView>;

export const requests = z.object({
  serverTime: wallMs,
  requests: z.array(request),
}) satisfies z.ZodType<AccessRequestList>;

export const letter = z.object({ text: z.string(), pdf: z.string() }) satisfies z.ZodType<Letter>;

export const changedRequest = z.object({ request, letter: letter.nullable() });

const head = z.object({ size: z.int(), root: z.string(), checkpoint: z.string() });

export const heads = z.object({
  serverTime: wallMs,
  integrated: head,
  published: head.nullable(),
}) satisfies z.ZodType<LedgerHeads>;

export const entries = z.object({
  serverTime: wallMs,
  entries: z.array(z.object({ index: z.int(), type: z.string(), at: wallMs.nullable() })),
});

export const entryProof = z.object({ file: z.string(), entry: z.string() }) satisfies z.ZodType<LedgerEntryProof>;
