import { z } from 'zod';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { SETUP_ITEMS, STATEABLE_ITEMS, STATEMENT_REASONS } from './vocabulary.ts';

const names = z.array(z.string());
const fact = <Code extends string, Shape extends z.ZodRawShape>(code: Code, shape: Shape) =>
  z.strictObject({ code: z.literal(code), ...shape });

/** One thing that the server's records say about a part of the set-up. Names are ids of the server. */
export const setupFactSchema = z.discriminatedUnion('code', [
  fact('administrators', { able: names, need: z.int() }),
  fact('administrator-ends', { person: z.string(), at: wallMs }),
  fact('no-site', {}),
  fact('sites-unnamed', { sites: names }),
  fact('sites-without-lanes', { sites: names }),
  fact('lanes-without-kiosk', { lanes: names }),
  fact('kiosks-silent', { lanes: names }),
  fact('sites-complete', { sites: z.int(), lanes: z.int() }),
  fact('people-missing', { role: z.enum(ROLES), site: z.string().nullable(), have: z.int(), need: z.int() }),
  fact('people-complete', {}),
  fact('no-lane', {}),
  fact('lanes-unreported', { lanes: names }),
  fact('lanes-differ', { versions: z.int(), lanes: names }),
  fact('lanes-agree', { lanes: z.int() }),
  fact('no-retention-policy', {}),
  fact('retention-unsigned', { number: z.int(), signatures: z.int(), need: z.int() }),
  fact('retention-pending', { number: z.int(), lanes: names }),
  fact('retention-adopted', { number: z.int() }),
  fact('record-agrees', {}),
  fact('record-differs', { differences: names, mayReturn: z.boolean() }),
  fact('rows-adopted', {
    /** By entry of the ledger. */
    adoptions: z.array(
      z.strictObject({ index: z.int(), tables: z.array(z.strictObject({ table: z.string(), rows: z.int() })) }),
    ),
  }),
  fact('no-witness', {}),
  fact('witnesses-behind', { entries: z.int(), since: wallMs.nullable() }),
  fact('witnesses-cosign', { witnesses: z.int() }),
  fact('no-backup', {}),
  fact('backup-old', { at: wallMs }),
  fact('backup-recent', { at: wallMs }),
  fact('no-alert-route', {}),
  fact('alerts-uncovered', { kinds: z.int() }),
  fact('channels-unproved', { channels: names }),
  fact('channels-failing', { channels: names }),
  fact('alerts-delivered', { routes: z.int(), at: wallMs }),
  fact('no-collector', {}),
  fact('collector-silent', { at: wallMs.nullable() }),
  fact('collected', { at: wallMs }),
]);
export type SetupFact = Answer<typeof setupFactSchema>;

const reasons = [...STATEMENT_REASONS.backup, ...STATEMENT_REASONS.alerts] as const;

const statementSchema = z.strictObject({
  reason: z.enum(reasons),
  by: z.string(),
  at: wallMs,
  /** It no longer counts from then on. */
  until: wallMs,
});

const itemSchema = z.strictObject({
  item: z.enum(SETUP_ITEMS),
  /** `stated`: a person states it where the server cannot see it. */
  state: z.enum(['open', 'done', 'stated']),
  facts: z.array(setupFactSchema),
  statement: statementSchema.nullable(),
});
export type SetupItemView = Answer<typeof itemSchema>;

export const setupSchema = z.strictObject({
  serverTime: wallMs,
  /** In the order in which they are done. */
  items: z.array(itemSchema),
});
export type SetupView = Answer<typeof setupSchema>;

export const statementRequestSchema = z.strictObject({ reason: z.enum(reasons) });
export const stateableSchema = z.enum(STATEABLE_ITEMS);
