/**
 * SIGKILL of a server while it takes what lanes send for partners: a message is stored as a whole or not at all, and counts once when the lane
 * repeats it.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PSEUDONYMS_IN_MESSAGE, SEALED_PSEUDONYM_BYTES } from '../../../server/contract/partner-pseudonyms.ts';
import type { Connection } from '../../../server/platform/database/connection.ts';
import { agreementDigest } from '../../../server/sharing/agreement/agreement.ts';
import { sumListCounts } from '../../../server/sharing/deliveries/tables/list-count-table.ts';
import { readPseudonyms } from '../../../server/sharing/deliveries/tables/pseudonym-table.ts';
import { makePseudonymKey, readPseudonymKey } from '../../../server/sharing/program/pseudonym-key.ts';
import { casesOf } from '../../support/extent.ts';
import { handTurnedClock } from '../fixtures/hand-turned-clock.ts';
import { runServer } from '../fixtures/running-server.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';
import { SAMPLE_DOCUMENTS, SAMPLE_LISTED, sampleAgreement } from './fixtures/agreements.ts';
import { sharingOffice } from './fixtures/sharing-office.ts';
import { differences } from './fixtures/sharing-year.ts';

const PROGRAM = fileURLToPath(new URL('deliveries/killed-process.js', import.meta.url));
const AFTER_APRIL = Date.UTC(2026, 4, 1, 10);

/** When the process ends, and how many pseudonyms are then there. */
const POINTS = casesOf(
  [
    ['before', 0],
    ['after', 0],
    ['commit', PSEUDONYMS_IN_MESSAGE],
  ] as const,
  ([when]) => when !== 'before',
);

test('a server killed at any step of the intake: keeps a message whole or not at all, and a repeated one counts once', async () => {
  const dataDir = temporaryFolder();
  const { server, enterParties, enter } = await sharingOffice({ dataDir });
  await enterParties();
  const file = join(temporaryFolder(), 'pseudonyms.key');
  makePseudonymKey(file);
  const { keyCheck, sealTo } = readPseudonymKey(file);
  const agreed = sampleAgreement({
    ...{ id: 'documents-seen', from: '2026-03-02', until: '2027-03-01' },
    datasets: [{ ...SAMPLE_DOCUMENTS, pseudonym: { kind: 'monthly', keyCheck, sealTo } }],
  });
  expect(await enter(agreed)).toBeUndefined();
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  await server.close();
  const place = { agreement: agreementDigest(agreed), month: '2026-04' };
  const sealed = randomBytes(SEALED_PSEUDONYM_BYTES * PSEUDONYMS_IN_MESSAGE);
  const wire = kiosk.partnerPseudonyms({ ...place, sealed: sealed.toString('base64url') });
  const message = join(temporaryFolder(), 'message');
  writeFileSync(message, wire);

  for (const [when, left] of POINTS) {
    const words = [PROGRAM, dataDir, String(AFTER_APRIL), 'insert into sharing_pseudonyms', when, message];
    const child = spawn(process.execPath, words, { stdio: 'ignore' });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([when, signal]).toEqual([when, 'SIGKILL']);
    const restarted = await runServer({ dataDir, clock: handTurnedClock(AFTER_APRIL) });
    expect([when, (await readPseudonyms(restarted.context.knex, place)).length]).toEqual([when, left]);
    await restarted.close();
  }

  // The lane got no answer, and sends the same bytes again
  const restarted = await runServer({ dataDir, clock: handTurnedClock(AFTER_APRIL) });
  for (let time = 0; time < 2; time += 1) {
    expect((await restarted.post('/v1/partner-pseudonyms', wire)).status).toBe(204);
    const stored = await readPseudonyms(restarted.context.knex, place);
    const sent = Array.from({ length: PSEUDONYMS_IN_MESSAGE }, (_, at) =>
      sealed.subarray(at * SEALED_PSEUDONYM_BYTES, (at + 1) * SEALED_PSEUDONYM_BYTES).toString('hex'),
    );
    expect(stored.map((one) => Buffer.from(one).toString('hex'))).toEqual(sent.sort());
  }
  expect(await differences(restarted)).toEqual([]);
}, 300_000);

test('a server killed while it takes counts: has the row with its entry or neither, and a repeated message counts once', async () => {
  const dataDir = temporaryFolder();
  const { server, enterParties, enter } = await sharingOffice({ dataDir });
  await enterParties();
  const agreed = sampleAgreement({
    ...{ id: 'lost-documents', from: '2026-03-02', until: '2027-03-01', datasets: [SAMPLE_LISTED] },
  });
  expect(await enter(agreed)).toBeUndefined();
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  await server.close();
  const place = { agreement: agreementDigest(agreed), month: '2026-04' };
  const { id: list, publicKey } = SAMPLE_LISTED.list;
  const wire = kiosk.listCounts({ ...place, list, publicKey, compared: 40, found: 12, missed: 1 });
  const message = join(temporaryFolder(), 'message');
  writeFileSync(message, wire);
  const summed = (knex: Connection) => sumListCounts(knex, place, AFTER_APRIL + 86_400_000);
  for (const [when, left] of POINTS) {
    const pattern = 'insert into sharing_list_counts';
    const words = [PROGRAM, dataDir, String(AFTER_APRIL), pattern, when, message, '/v1/list-counts'];
    const child = spawn(process.execPath, words, { stdio: 'ignore' });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([when, signal]).toEqual([when, 'SIGKILL']);
    const restarted = await runServer({ dataDir, clock: handTurnedClock(AFTER_APRIL) });
    expect([when, (await summed(restarted.context.knex)).lanes]).toEqual([when, left > 0 ? 1 : 0]);
    expect(await differences(restarted)).toEqual([]);
    await restarted.close();
  }
  const restarted = await runServer({ dataDir, clock: handTurnedClock(AFTER_APRIL) });
  for (let time = 0; time < 2; time += 1) {
    expect((await restarted.post('/v1/list-counts', wire)).status).toBe(204);
    expect(await summed(restarted.context.knex)).toEqual({ compared: 40, found: 12, missed: 1, lanes: 1 });
  }
  expect(await differences(restarted)).toEqual([]);
}, 300_000);
