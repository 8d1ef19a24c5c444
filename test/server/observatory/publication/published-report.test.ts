import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { isSignatureValid } from '../../../../server/contract/signing.ts';
import { canonicalJson } from '../../../../server/contract/canonical-json.ts';
import { errorRateListSchema } from '../../../../server/observatory/answers.ts';
import { errorRateFileSchema } from '../../../../server/observatory/publication/error-rate-report.ts';
import { addObserved } from '../../../../server/observatory/records/observed-table.ts';
import type { Observation, Observed } from '../../../../server/observatory/records/observe.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const DAY_MS = 86_400_000;
const COMMAND = join(projectRoot(), '.build/server/commands/verify.js');
/** Each wait of these tests ends long before on a quiet machine. */
const PATIENCE = { timeout: 120_000, interval: 200 };

async function verify(...words: string[]): Promise<{ code: number; stdout: string }> {
  try {
    return { code: 0, stdout: (await promisify(execFile)(process.execPath, [COMMAND, ...words])).stdout };
  } catch (error) {
    return error as { code: number; stdout: string };
  }
}

describe('the published report of error rates', () => {
  it('is signed, and npm run verify accepts it with its proof alone', { timeout: 300_000 }, async () => {
    const dataDir = temporaryFolder();
    const first = await runServer({ dataDir });
    await first.enrol(testKiosk());
    const kiosk: { id: unknown } | undefined = await first.database.knex('kiosks').first('id');
    const kioskId = kioskIdSchema.parse(kiosk?.id);
    // A month that ended more than two weeks ago, on any day of the year
    const at = Math.round(backgroundClock.wallMs() - 100 * DAY_MS);
    const many = (observation: Observation, count: number): Observed[] =>
      Array.from({ length: count }, () => ({
        kioskId,
        at,
        modality: 'face',
        models: '',
        device: 'a/b/1',
        observation,
      }));
    await first.database.knex.transaction((transaction) =>
      addObserved(transaction, [...many('acquired', 2_000), ...many('not-acquired', 40), ...many('matched', 1_990)]),
    );
    await first.close();

    const period = new Date(at).toISOString().slice(0, 7);
    const second = await runServer({ dataDir });
    const listed = async (server: typeof second) =>
      errorRateListSchema.parse(JSON.parse((await server.ask('/v1/error-rates')).text)).reports;
    await expect.poll(async () => (await listed(second)).map((one) => one.period), PATIENCE).toContain(period);
    await second.close();

    // A start publishes the head of the log
    const third = await runServer({ dataDir });
    const proven = async () => (await third.ask(`/v1/error-rates/${period}/proof`)).status;
    await expect.poll(proven, PATIENCE).toBe(200);
    expect((await listed(third)).filter((one) => one.period === period)).toHaveLength(1);

    const answer = await third.ask(`/v1/error-rates/${period}`);
    const { report, signature } = errorRateFileSchema.parse(JSON.parse(answer.text));
    expect(report.cells.find(({ dimension }) => dimension === 'fleet')?.failureToAcquire).toMatchObject({
      count: 40,
      of: 2_040,
    });
    const bytes = (text: string) => decodeBase64Url(text) ?? new Uint8Array();
    const isValid = (signed: unknown) =>
      isSignatureValid('error-rates', canonicalJson(signed), bytes(signature.value), bytes(signature.key));
    expect(isValid(report)).toBe(true);
    expect(isValid({ ...report, lanes: report.lanes + 1 })).toBe(false);

    const folder = temporaryFolder();
    const write = (name: string, content: Uint8Array | string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const file = write('report.json', answer.body);
    const other = write('other.json', answer.text.replace('"count":40', '"count":30'));
    const proof = write('report.tlog-proof', (await third.ask(`/v1/error-rates/${period}/proof`)).body);
    const policy = write('policy', (await third.ask('/ledger/policy')).body);
    const right = await verify(proof, '--policy', policy, '--of', file);
    expect([right.code, right.stdout]).toEqual([0, expect.stringContaining('VERIFIED')]);
    expect((await verify(proof, '--policy', policy, '--of', other)).code).toBe(1);
    for (const absent of ['2019-01', '2026-13', 'x']) {
      expect((await third.ask(`/v1/error-rates/${absent}`)).status).toBe(404);
    }
  });
});
