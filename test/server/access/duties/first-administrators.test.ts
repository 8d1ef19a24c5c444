import { expect, it } from 'vitest';
import { giveFirstAdministrator } from '../../../../server/access/duties/first-administrators.ts';
import { accessBench, WEEK_MS, type AccessBench } from '../fixtures/access-bench.ts';
import { HOUR_MS, person } from '../fixtures/principals.ts';

const give = async ({ desk, clock }: AccessBench, name: string) => {
  const answer = await desk.queue.run((transaction) =>
    giveFirstAdministrator(transaction, person(name), clock.wallMs()),
  );
  return answer.kind === 'given' ? 'given' : answer.code;
};

it('the first two become administrators without others, and nobody after them', async () => {
  const bench = await accessBench();
  expect(await give(bench, 'p-anna')).toBe('given');
  expect(await give(bench, 'p-anna')).toBe('administrators-exist');
  expect(await give(bench, 'p-berta')).toBe('given');
  expect(await give(bench, 'p-carla')).toBe('administrators-exist');
  expect(await bench.entries()).toMatchObject([
    { type: 'act', actor: 'p-anna', act: 'account.administer-first' },
    { type: 'act', actor: 'p-berta', act: 'account.administer-first' },
  ]);
});

it('of many at once two become administrators', async () => {
  const bench = await accessBench();
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => give(bench, `p-${n}-first`)));
  expect(answers.filter((answer) => answer === 'given')).toHaveLength(2);
});

it('the second comes within a week of the first, or not without two', async () => {
  const bench = await accessBench();
  await give(bench, 'p-anna');
  bench.clock.turn(WEEK_MS);
  expect(await give(bench, 'p-berta')).toBe('administrators-exist');
});

it('one whom two have made an administrator is followed by nobody this way', async () => {
  const bench = await accessBench();
  await bench.employ('p-anna', { givenBy: '0'.repeat(32) });
  expect(await give(bench, 'p-berta')).toBe('administrators-exist');
});

it('once the duties of all administrators have run out, two may begin anew', async () => {
  const bench = await accessBench();
  await give(bench, 'p-anna');
  await give(bench, 'p-berta');
  bench.clock.turn(30 * 24 * HOUR_MS - 1);
  expect(await give(bench, 'p-carla')).toBe('administrators-exist');
  bench.clock.turn(1);
  expect(await give(bench, 'p-carla')).toBe('given');
});
