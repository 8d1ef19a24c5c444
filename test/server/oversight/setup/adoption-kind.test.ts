import { expect, test } from 'vitest';
import {
  adoptionKind,
  unconfirmedAdoptions,
  watchAdoptions,
} from '../../../../server/oversight/setup/adoption-kind.ts';
import { dutiesHeldBy, insertDuty } from '../../../../server/people/duties/duty-table.ts';
import type { Principal } from '../../../../server/platform/access/principal.ts';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { openAlarmsOf } from '../../../../server/records/alarms/alarm-table.ts';
import { proposalKinds } from '../../../../server/records/proposals/proposal-kind.ts';
import { propose } from '../../../../server/records/proposals/propose.ts';
import { approve } from '../../../../server/records/proposals/settle.ts';
import { engine } from '../../fixtures/engines.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { duty, HOUR_MS, person, principal } from '../../platform/access/fixtures/principals.ts';
import { earlierPlace } from '../../records/ledger/fixtures/earlier-place.ts';

const KIND = 'adoption-confirmation';
const ONE_KIOSK = { tables: [{ table: 'kiosks', rows: 1 }] };

async function office(place: StorePlace) {
  const bench = await ingestBench({ place });
  const { context, clock, database } = bench;
  const { knex, queue, ledger } = context;
  await ledger.settle();
  const kinds = proposalKinds([adoptionKind(context)]);
  const desk = { knex, queue, ledger, clock, kinds, dutiesOf: dutiesHeldBy };
  const administrator = async (name: string): Promise<Principal> => {
    const now = clock.wallMs();
    const times = { validFrom: now - HOUR_MS, validUntil: now + HOUR_MS, trainingValidUntil: now + HOUR_MS };
    const held = { ...duty('administrator', times), personId: person(name), givenBy: null, givenAt: now };
    await queue.run((transaction) => insertDuty(transaction, held));
    return principal([held], { personId: person(name), steppedUpAt: now });
  };
  const stop = watchAdoptions(context);
  return {
    ...bench,
    desk,
    administrator,
    unconfirmed: () => unconfirmedAdoptions(database.knex),
    openAlarms: async () => (await openAlarmsOf(database.knex, ['rows-adopted'])).map(({ about }) => about),
    /** Ends the office, as a stop of the server. */
    async end() {
      await stop();
      await bench.close();
    },
  };
}

const answerOf = (answer: { kind: string; code?: string }) => answer.code ?? answer.kind;

test('rows of an earlier version: raise an alarm that two administrators end, for good', async () => {
  const place = await earlierPlace('0040');
  const bench = await office(place);
  await expect.poll(bench.openAlarms).toEqual(['adoption/rows/1']);
  const adoptions = await bench.unconfirmed();
  expect(adoptions).toMatchObject([ONE_KIOSK]);
  const [anna, berta] = [await bench.administrator('p-anna'), await bench.administrator('p-berta')];
  const proposed = await propose(bench.desk, anna, { kind: KIND, payload: { adoptions } });
  if (proposed.kind === 'refused') throw new Error(proposed.code);
  const { id, digest } = proposed.proposal;
  expect(answerOf(await approve(bench.desk, anna, { id, digest }))).not.toBe('settled');
  expect(await bench.openAlarms()).toHaveLength(1);
  expect(answerOf(await approve(bench.desk, berta, { id, digest }))).toBe('settled');
  expect([await bench.unconfirmed(), await bench.openAlarms()]).toEqual([[], []]);
  await bench.end();
  const again = await office(place);
  expect(await again.unconfirmed()).toEqual([]);
  await again.end();
});

test('a confirmation of other numbers than those of the ledger: is refused', async () => {
  const bench = await office(await earlierPlace('0040'));
  const anna = await bench.administrator('p-anna');
  const [adoption] = await bench.unconfirmed();
  const fewer = { index: adoption?.index, tables: [{ table: 'kiosks', rows: 0 }] };
  expect(answerOf(await propose(bench.desk, anna, { kind: KIND, payload: { adoptions: [fewer] } }))).toBe(
    'proposal-inapplicable',
  );
  await bench.end();
});

test('an approved proposal that was inserted into the database: confirms nothing', async () => {
  const bench = await office(await earlierPlace('0040'));
  const anna = await bench.administrator('p-anna');
  const adoptions = await bench.unconfirmed();
  await propose(bench.desk, anna, { kind: KIND, payload: { adoptions } });
  await bench.database.knex('proposals').update({ state: 'approved' });
  expect(await bench.unconfirmed()).toEqual(adoptions);
  await bench.end();
});

test('a new database: has nothing to confirm', async () => {
  const bench = await office(await engine.place());
  expect([await bench.unconfirmed(), await bench.openAlarms()]).toEqual([[], []]);
  await bench.end();
});
