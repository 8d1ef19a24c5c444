/** A sample of the mutated messages takes the whole way to the database: nothing is half stored. */
import { expect, it } from 'vitest';
import { statusOf } from '../../../../server/goods/declarations/api/vocabulary.ts';
import { REFUSAL_CODES } from '../../../../server/goods/declarations/message/refusal.ts';
import { findContent } from '../../../../server/goods/declarations/tables/declarations.ts';
import { mutatedMessages } from './fixtures/mutated-messages.ts';
import { traderBench } from './fixtures/trader-bench.ts';

/** One mutation in this many is sent. The step shares no factor with the number of original messages, so a mutation of each of them is sent. */
const SENT_EVERY = 97;

it('mutated messages are stored whole or not at all', { timeout: 600_000 }, async () => {
  const bench = await traderBench();
  const answered = new Map<string, string>();
  let at = 0;
  for (const { bytes, format } of mutatedMessages()) {
    at += 1;
    if (at % SENT_EVERY !== 0) continue;
    const { status, json } = await bench.submit(bytes, {
      ...{ type: `application/${format}`, submission: `submission-${at}` },
    });
    if (status === 201) answered.set(json.id ?? '', json.state ?? '');
    else {
      const code = REFUSAL_CODES.find((one) => one === json.code);
      expect(code, json.code).toBeDefined();
      if (code !== undefined) expect(status).toBe(statusOf(code));
    }
  }
  const { knex } = bench.server.context;
  const rows: readonly { id: string; state: string }[] = await knex('declarations').select('id', 'state');
  expect(new Map(rows.map(({ id, state }) => [id, state]))).toEqual(answered);
  for (const { id, state } of rows) expect((await findContent(knex, id)) !== undefined).toBe(state === 'accepted');
  expect(new Set(answered.values())).toEqual(new Set(['accepted', 'rejected']));
});
