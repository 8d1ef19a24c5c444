import { expect, it } from 'vitest';
import { isNeededToAdminister } from '../../../../server/people/people/able-administrators.ts';
import { giveFirstAdministrator } from '../../../../server/people/people/first-administrators.ts';
import { insertPasskey } from '../../../../server/people/people/tables/passkeys.ts';
import { disablePerson, insertPerson } from '../../../../server/people/people/tables/people.ts';
import { accessBench, WEEK_MS, type AccessBench } from '../../platform/access/fixtures/access-bench.ts';
import { HOUR_MS, person } from '../../platform/access/fixtures/principals.ts';

/** Gives the duty in the order of an enrolment: person first, key last. */
const give = ({ desk, clock }: AccessBench, name: string) =>
  desk.queue.run(async (transaction) => {
    const at = clock.wallMs();
    const who = { id: person(name), kind: 'person', displayName: name, userHandle: name } as const;
    await insertPerson(transaction, { ...who, createdAt: at, createdBy: null, disabledAt: null });
    const answer = await giveFirstAdministrator(transaction, person(name), at, false);
    await insertPasskey(transaction, {
      ...{ id: `key-of-${name}`, personId: person(name), publicKey: new Uint8Array(32), counter: 0 },
      ...{ name: 'Key', synced: false, transports: [], addedAt: at, usedAt: null, regressedAt: null },
    });
    return answer.kind === 'given' ? 'given' : answer.code;
  });

const isNeeded = ({ desk, clock }: AccessBench, name: string) =>
  isNeededToAdminister(desk.knex, person(name), clock.wallMs(), false);

it('first administrators: two people get the duty without an approval, and no third', async () => {
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

it('first administrators: two of many simultaneous candidates get the duty', async () => {
  const bench = await accessBench();
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => give(bench, `p-${n}-first`)));
  expect(answers.filter((answer) => answer === 'given')).toHaveLength(2);
});

it('first administrators: a second is added whenever there is only one', async () => {
  const bench = await accessBench();
  await give(bench, 'p-anna');
  bench.clock.turn(WEEK_MS);
  expect(await give(bench, 'p-berta')).toBe('given');
});

it('first administrators: an administrator who is disabled or has no key is replaced', async () => {
  const bench = await accessBench();
  await give(bench, 'p-anna');
  await give(bench, 'p-berta');
  expect(await give(bench, 'p-carla')).toBe('administrators-exist');
  await bench.desk.queue.run((transaction) => disablePerson(transaction, person('p-anna'), bench.clock.wallMs()));
  expect(await give(bench, 'p-dora')).toBe('given');
  expect(await give(bench, 'p-emma')).toBe('administrators-exist');
  await bench.desk.knex('passkeys').where({ person_id: 'p-berta' }).delete();
  expect(await give(bench, 'p-frida')).toBe('given');
});

it('first administrators: two are added after all duties have expired', async () => {
  const bench = await accessBench();
  await give(bench, 'p-anna');
  await give(bench, 'p-berta');
  bench.clock.turn(30 * 24 * HOUR_MS - 1);
  expect(await give(bench, 'p-carla')).toBe('administrators-exist');
  bench.clock.turn(1);
  expect(await give(bench, 'p-dora')).toBe('given');
});

it('first administrators: each of two is indispensable, and none of three', async () => {
  const bench = await accessBench();
  await give(bench, 'p-anna');
  await give(bench, 'p-berta');
  await bench.employ('p-olga', { role: 'officer' });
  expect(await isNeeded(bench, 'p-anna')).toBe(true);
  expect(await isNeeded(bench, 'p-olga')).toBe(false);
  await bench.employ('p-carla');
  expect(await isNeeded(bench, 'p-anna')).toBe(true);
  await give(bench, 'p-carla');
  expect(await isNeeded(bench, 'p-anna')).toBe(false);
});
