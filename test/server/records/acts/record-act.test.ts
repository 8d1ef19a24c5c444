import { describe, expect, it } from 'vitest';
import { recordAct, type ActDraft } from '../../../../server/records/acts/record-act.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { transactionIdSchema } from '../../../../server/contract/field.ts';
import { kiosk, person, site } from '../../platform/access/fixtures/principals.ts';
import { ingestBench, type IngestBench } from '../../fixtures/ingest-bench.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';

const draft: ActDraft = {
  person: person('p-anna'),
  session: 'ab'.repeat(16),
  role: 'officer',
  act: 'referral.decide',
  target: {
    site: site('north'),
    kioskId: kiosk('north-1'),
    transactionId: transactionIdSchema.parse('cd'.repeat(16)),
  },
  result: 'done',
  at: 1_790_000_000_000,
  details: { decision: 'admitted', seconds: 41 },
};

const record = ({ context }: IngestBench, one: ActDraft) =>
  context.queue.run((transaction) => recordAct(transaction, one));

describe('a recorded act', () => {
  it('is a row and a ledger entry with the same content', async () => {
    const bench = await ingestBench();
    const id = await record(bench, draft);
    const { target, person: actor, ...rest } = draft;
    expect(await listActs(bench.database.knex, { limit: 10 })).toEqual([
      { position: 1, id, person: actor, subject: null, ...target, ...rest },
    ]);
    expect(await entriesOf(bench.context)).toEqual([
      { type: 'act', version: 3, decides: true, actId: id, actor, subject: null, ...target, ...rest },
    ]);
  });
  it('leaves neither row nor entry after a rollback', async () => {
    const bench = await ingestBench();
    const failed = bench.context.queue.run(async (transaction) => {
      await recordAct(transaction, draft);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await listActs(bench.database.knex, { limit: 10 })).toEqual([]);
    expect(await entriesOf(bench.context)).toEqual([]);
  });
  it.each<readonly [string, Partial<ActDraft>]>([
    ['a sentence', { details: { note: 'Looked at Mr Smith' } }],
    ['a sentence for a name', { details: { 'Mr Smith': 1 } }],
    ['nine details', { details: Object.fromEntries('abcdefghi'.split('').map((name) => [name, 1])) }],
    ['a fraction', { details: { score: 0.5 } }],
    ['a sentence as its subject', { target: { subject: 'Mr Smith' } }],
    ['a session that is no id', { session: 'anna-at-desk-2' }],
    ['a sentence as its result', { result: 'Mr Smith went' }],
  ])('cannot contain %s', async (_name, difference) => {
    const bench = await ingestBench();
    await expect(record(bench, { ...draft, ...difference })).rejects.toThrow();
    expect(await listActs(bench.database.knex, { limit: 10 })).toEqual([]);
  });
  it('about the person’s own account needs no role', async () => {
    const bench = await ingestBench();
    await record(bench, { ...draft, session: null, role: null, act: 'account.enrol', target: {}, details: {} });
    expect(await listActs(bench.database.knex, { limit: 10 })).toMatchObject([
      { act: 'account.enrol', session: null, role: null, details: {}, kioskId: null },
    ]);
    expect(await entriesOf(bench.context)).toMatchObject([{ type: 'act', session: null, role: null }]);
  });
});

describe('list of acts', () => {
  it('is latest first, in pages, and filtered by person, act and subject', async () => {
    const bench = await ingestBench();
    for (const name of ['p-anna', 'p-berta', 'p-anna']) {
      await record(bench, { ...draft, person: person(name), target: { subject: name } });
    }
    const list = async (query: object) => {
      const acts = await listActs(bench.database.knex, { limit: 10, ...query });
      return acts.map(({ position }) => position);
    };
    expect(await list({})).toEqual([3, 2, 1]);
    expect(await list({ limit: 2 })).toEqual([3, 2]);
    expect(await list({ before: 2 })).toEqual([1]);
    expect(await list({ person: person('p-anna') })).toEqual([3, 1]);
    expect(await list({ subject: 'p-berta' })).toEqual([2]);
    expect(await list({ act: 'lane.open' })).toEqual([]);
  });
});
