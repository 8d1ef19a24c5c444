import { expect, it } from 'vitest';
import { RefusalBook } from '../../../../server/records/acts/refusal-book.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { duty, person, principal } from '../../platform/access/fixtures/principals.ts';

it('refusal book: records a refused attempt, with a rate limit, and no request for a step-up', async () => {
  const { context, clock, database } = await ingestBench();
  const book = new RefusalBook(context);
  const otto = principal([duty('officer')], { personId: person('p-otto') });
  for (let times = 0; times < 50; times++) {
    book.note(otto, 'audit.see', 'not-entitled');
    book.note(otto, 'evidence.see', 'step-up-required');
  }
  book.note(otto, 'duties.see', 'not-entitled');
  await book.settle();
  const seen = async () => (await listActs(database.knex, { limit: 10 })).map(({ act, result }) => `${act} ${result}`);
  expect(await seen()).toEqual(['duties.see not-entitled', 'audit.see not-entitled']);
  clock.turn(600_000);
  book.note(otto, 'audit.see', 'not-entitled');
  await book.settle();
  expect(await seen()).toHaveLength(3);
  expect(await entriesOf(context)).toMatchObject([
    { type: 'act', actor: 'p-otto', act: 'audit.see', result: 'not-entitled' },
    { type: 'act' },
    { type: 'act' },
  ]);
});
