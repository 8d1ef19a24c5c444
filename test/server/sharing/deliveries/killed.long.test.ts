/** SIGKILL of a server at each step of a delivery and of a request to delete it: each is made once, and its budget is spent once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { casesOf } from '../../../support/extent.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { DAY_MS, sharingOffice } from '../fixtures/sharing-office.ts';
import { deliveries, delivererOf, differences, noisyAgreement } from '../fixtures/sharing-year.ts';

const PROGRAM = fileURLToPath(new URL('killed-process.js', import.meta.url));

const COUNTS = 9 * DAY_MS;
const DELETION = 30 * DAY_MS;
/** Days after the start, the statement, and whether the process ends before it, after it or once it is committed. */
const POINTS = casesOf<readonly [sinceMs: number, pattern: string, when: 'before' | 'after' | 'commit']>(
  [
    [0, 'insert into sharing_commitments', 'commit'],
    [COUNTS, 'insert into sharing_deliveries', 'before'],
    [COUNTS, 'insert into sharing_budget', 'after'],
    [COUNTS, 'insert into sharing_budget', 'commit'],
    [DELETION, 'delete from sharing_sealed', 'after'],
    [DELETION, 'delete from sharing_sealed', 'commit'],
  ],
  (_one, place) => [0, 2, 3, 5].includes(place),
);

test('a server killed at any step of a delivery: makes it once, neither lost nor doubled, and spends its budget once', async () => {
  const dataDir = temporaryFolder();
  const { server, clock, enterParties, enter } = await sharingOffice({ dataDir });
  await enterParties();
  // One week
  const week = { from: '2026-03-02', until: '2026-03-08', retention: { days: 10 } };
  expect(await enter(noisyAgreement(10_000, week))).toBeUndefined();
  const start = clock.wallMs();
  await server.close();
  for (const [sinceMs, pattern, when] of POINTS) {
    const child = spawn(process.execPath, [PROGRAM, dataDir, String(start + sinceMs), pattern, when], {
      stdio: 'ignore',
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([pattern, when, signal]).toEqual([pattern, when, 'SIGKILL']);
  }

  const restarted = await runServer({ dataDir, clock: handTurnedClock(start + DELETION) });
  await lookAtDeliveries(delivererOf(restarted));
  const made = await deliveries(restarted);
  expect(made.map(({ kind, period, refusal }) => [kind, period, refusal])).toEqual([
    ['deletion', '2026-W10', null],
    ['counts', '2026-W10', null],
  ]);
  const [request, counts] = made;
  expect(request?.about).toBe(counts?.digest);
  const exported = (await entriesOf(restarted.context)).flatMap((entry) =>
    entry?.type === 'export' ? [entry.digest] : [],
  );
  expect(exported).toEqual([counts?.digest, request?.digest]);
  const { knex } = restarted.context;
  expect(await knex('sharing_sealed').pluck('digest')).toEqual([request?.digest]);
  expect((await knex('sharing_budget').sum({ spent: 'epsilon_thousandths' }))[0]).toEqual({ spent: 500 });
  expect(await differences(restarted)).toEqual([]);
});
