/** A server that is killed while it reads the stream of detection under load loses no finding and makes none twice. */
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../server/platform/database/database.ts';
import type { FindingList } from '../../../../server/oversight/detection/answers.ts';
import { signIn } from '../../../support/signed-in.ts';
import { enrolIn, fsckProcess, portOf, postReport, startProcess } from '../../fixtures/server-process.ts';
import { kioskIdOf } from '../../fixtures/sample-report.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { type SealedReport, testKiosk } from '../../fixtures/test-kiosk.ts';

const LANES = ['north-1', 'north-2', 'north-3'];
const REPORTS = 20;
const LIMIT = { timeout: 120_000, interval: 500 };

/** A lane's reports, with another report under the number of the first in the middle: a fork of the sequence. */
function reportsOf(id: string, seed: number): readonly SealedReport[] {
  const lane = testKiosk(kioskIdOf(id), seed);
  const reports = Array.from({ length: REPORTS }, () => lane.next());
  const fork = testKiosk(kioskIdOf(id), seed).next({ kind: 'passage' });
  return reports.toSpliced(REPORTS / 2, 0, fork);
}

async function forkedLanes(port: number): Promise<readonly string[]> {
  const officer = await signIn(`http://127.0.0.1:${port}`, 'security-officer');
  const { findings } = await officer.json<FindingList>('/v1/detection/findings');
  return findings.flatMap(({ rule, entity }) => (rule === 'forked-sequence' ? [entity.id] : []));
}

describe('the stream of detection', { timeout: 400_000 }, () => {
  it('gives each finding once, although the server is killed twice while lanes deliver', async () => {
    const dataDir = temporaryFolder();
    const environment = { POSTERN_SERVER_DATA_DIR: dataDir };
    await enrolIn(dataDir, ...LANES.map((id, at) => testKiosk(kioskIdOf(id), at + 1)));
    const lanes = LANES.map((id, at) => reportsOf(id, at + 1));
    const deliver = (port: number, some: readonly (readonly SealedReport[])[]) =>
      Promise.all(
        some.map(async (reports) => {
          for (const { wire } of reports) await postReport(port, wire).catch(() => undefined);
        }),
      );

    // Each time more lanes deliver; the server dies as soon as a further finding can be read
    for (const [round, count] of [2, 3].entries()) {
      const server = startProcess({ ...environment, POSTERN_SERVER_PORT: '0' });
      const port = portOf(await server.event('listening'));
      const delivered = deliver(port, lanes.slice(0, count));
      await expect.poll(async () => (await forkedLanes(port)).length, LIMIT).toBeGreaterThanOrEqual(round + 1);
      server.kill('SIGKILL');
      await server.exit;
      await delivered;
    }

    const last = startProcess({ ...environment, POSTERN_SERVER_PORT: '0' });
    const port = portOf(await last.event('listening'));
    await deliver(port, lanes);
    await expect.poll(async () => new Set(await forkedLanes(port)).size, LIMIT).toBe(LANES.length);
    last.kill('SIGTERM');
    expect(await last.exit).toBe(0);
    const { knex } = await openDatabase({ dataDir });
    const found: readonly string[] = await knex('detection_findings')
      .where({ rule: 'forked-sequence' })
      .orderBy('entity_id')
      .pluck('entity_id');
    await knex.destroy();
    expect(found).toEqual(LANES);
    expect(await fsckProcess(environment)).toMatchObject({ kind: 'sound', faults: [] });
  });
});
