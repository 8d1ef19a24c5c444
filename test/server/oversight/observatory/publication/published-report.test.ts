import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../../models/files/project-root.ts';
import { decodeBase64Url } from '../../../../../server/contract/base64url.ts';
import { canonicalJson } from '../../../../../server/contract/canonical-json.ts';
import { isSignatureValid } from '../../../../../server/contract/signing.ts';
import { errorRateFileSchema } from '../../../../../server/oversight/observatory/publication/error-rate-report.ts';
import { recomputeReport } from '../../../../../server/oversight/observatory/publication/recompute-report.ts';
import { runServer } from '../../../fixtures/running-server.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { listedReports, PATIENCE, publishedReport } from '../fixtures/published-report.ts';

const COMMAND = join(projectRoot(), '.build/server/main/commands/verify.js');

async function verify(...words: string[]): Promise<{ code: number; stdout: string }> {
  try {
    return { code: 0, stdout: (await promisify(execFile)(process.execPath, [COMMAND, ...words])).stdout };
  } catch (error) {
    return error as { code: number; stdout: string };
  }
}

describe('the published report of error rates', () => {
  it('is signed, and postern-server verify accepts it with its proof alone', { timeout: 300_000 }, async () => {
    const dataDir = temporaryFolder();
    const { server, period, year } = await publishedReport(dataDir);
    await server.close();

    // A start publishes the head of the log
    const next = await runServer({ dataDir });
    const proven = async () => (await next.ask(`/v1/error-rates/${period}/proof`)).status;
    await expect.poll(proven, PATIENCE).toBe(200);
    expect((await listedReports(next)).filter((one) => one.period === period)).toHaveLength(1);

    const answer = await next.ask(`/v1/error-rates/${period}`);
    const { report, signature } = errorRateFileSchema.parse(JSON.parse(answer.text));
    const fleet = report.cells.find(({ dimension }) => dimension === 'fleet');
    expect(fleet?.failureToAcquire).toMatchObject({ count: 40, of: 2_040 });
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
    const proof = write('report.tlog-proof', (await next.ask(`/v1/error-rates/${period}/proof`)).body);
    const policy = write('policy', (await next.ask('/ledger/policy')).body);
    const right = await verify(proof, '--policy', policy, '--of', file);
    expect([right.code, right.stdout]).toEqual([0, expect.stringContaining('VERIFIED')]);
    expect((await verify(proof, '--policy', policy, '--of', other)).code).toBe(1);
    // A regulator needs the file of the year, its proof and the keys of the ledger, and no server
    const ofYear = (await next.ask(`/v1/error-rates/${year}`)).body;
    const yearProof = write('year.tlog-proof', (await next.ask(`/v1/error-rates/${year}/proof`)).body);
    const judged = await verify(yearProof, '--policy', policy, '--of', write('year.json', ofYear));
    expect([judged.code, judged.stdout]).toEqual([0, expect.stringContaining(`Error rates of ${year}, signed by`)]);
    const again = recomputeReport(errorRateFileSchema.parse(JSON.parse(Buffer.from(ofYear).toString())).report);
    expect(again.differences).toEqual([]);
    expect([again.figures > 100, again.withheld > 0]).toEqual([true, true]);
    expect(judged.stdout).toContain(`${again.figures} figures were computed again from the counts of the file`);
    expect(judged.stdout).toContain(`The counts of ${again.withheld} rates are withheld.`);
    for (const absent of ['2019-01', '2026-13', 'x']) {
      expect((await next.ask(`/v1/error-rates/${absent}`)).status).toBe(404);
    }
  });
});
