import { expect, it } from 'vitest';
import { laneTarget } from '../../../../server/records/kiosks/lane-target.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

it('lane target: is the lane’s place in the database, and undefined for an unknown lane', async () => {
  const { database, enrol } = await ingestBench();
  const kiosk = testKiosk();
  await enrol(kiosk);
  expect(await laneTarget(database.knex, kiosk.id)).toEqual({ site: 'north', kioskId: kiosk.id });
  for (const named of ['nowhere', '', undefined, 7, ['north-1'], { id: kiosk.id }, "' or 1=1 --"]) {
    expect(await laneTarget(database.knex, named)).toBeUndefined();
  }
});
