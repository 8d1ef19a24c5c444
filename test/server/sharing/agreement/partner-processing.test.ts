import { expect, test } from 'vitest';
import type { Agreement } from '../../../../server/sharing/agreement/agreement.ts';
import { partnerProcessing } from '../../../../server/sharing/agreement/partner-processing.ts';
import { SAMPLE_DOCUMENTS, SAMPLE_LIST, SAMPLE_LISTED } from '../fixtures/agreements.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../fixtures/sharing-office.ts';

async function officeWith(over: Partial<Agreement>) {
  const office = await sharingOffice();
  await office.enterParties();
  expect(await office.enter(datedAgreement(over))).toBeUndefined();
  const read = () => partnerProcessing(office.server.context.knex, office.clock.wallMs());
  return { ...office, read };
}

test('the record of processing names what is processed for a partner about single persons', async () => {
  const { turn, read } = await officeWith({ datasets: [SAMPLE_DOCUMENTS, SAMPLE_LISTED], lists: [SAMPLE_LIST] });
  expect(await read()).toEqual([]);
  await turn(DAY_MS);
  const [one] = await read();
  expect(one?.line).toContain('sealed monthly pseudonyms of documents');
  expect(one?.categories.map(({ who }) => who)).toEqual([
    'Travellers with documents of UTO, for the partner agency statistics',
    'Travellers with documents of UTO, for the partner agency statistics',
    'People whose documents are on the list stolen of the partner agency statistics',
  ]);
  expect(one?.abroad).toBeNull();
});

test('a partner that only sends lists is no recipient, and the people on its lists are named', async () => {
  const { turn, read } = await officeWith({ datasets: [], lists: [SAMPLE_LIST] });
  await turn(DAY_MS);
  expect(await read()).toMatchObject([{ line: null, categories: [{ who: expect.stringContaining('list stolen') }] }]);
});

test('a partner is named after its agreement ended, until its time to keep deliveries has expired', async () => {
  const { turn, read, decide } = await officeWith({ retention: { days: 30 } });
  await turn(40 * DAY_MS);
  const change = { change: 'end', id: 'monthly-crossings', version: 1, reason: 'no-longer-needed' };
  expect(await decide('sharing-agreement', change)).toBeUndefined();
  expect(await read()).toMatchObject([{ line: expect.stringContaining('it is over'), categories: [] }]);
  await turn(34 * DAY_MS);
  expect(await read()).toEqual([]);
});
