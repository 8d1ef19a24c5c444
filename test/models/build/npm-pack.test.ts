import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { npmPack } from '../../../models/build/npm-pack.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const SPEC = { package: '@scope/models', version: '1.2.3', integrity: 'sha512-', packageBytes: 145_000_000 };

/** Runs `script` instead of npm. */
async function packWith(script: string, timeoutMs?: number): Promise<{ file: string; lines: string[] }> {
  const folder = await temporaryFolder();
  const lines: string[] = [];
  const npm = { program: process.execPath, leading: ['--input-type=commonjs', '--eval', script, '--'] };
  const fetch = npmPack({ npm, report: (line) => lines.push(line), ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  return { file: await fetch(SPEC, folder), lines };
}

const WRITES = `const fs = require('node:fs'); const at = process.argv.indexOf('--pack-destination');
  fs.writeFileSync(process.argv[at + 1] + '/scope-models-1.2.3.tgz', process.argv.join(' '));`;

describe('fetching a package', () => {
  it('requests the exact version in the given folder, and runs no script of the package', async () => {
    const { file } = await packWith(WRITES);
    const line = await readFile(file, 'utf8');
    expect(line).toContain(`pack @scope/models@1.2.3 --pack-destination ${dirname(file)}`);
    expect(line).toContain('--ignore-scripts');
  });

  it('finds the tarball, and reports the package and its size', async () => {
    const { file, lines } = await packWith(WRITES);
    expect(file).toMatch(/scope-models-1\.2\.3\.tgz$/);
    expect(lines[0]).toBe('fetching @scope/models@1.2.3 (145 MB)');
    expect(lines.at(-1)).toMatch(/^fetched @scope\/models@1\.2\.3 in \d+ s$/);
  });

  it.each(['ENOTFOUND', 'ECONNREFUSED', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET'])(
    'reports an unreachable registry when npm ends with %s',
    async (code) => {
      const script = `process.stderr.write('npm error code ${code}'); process.exitCode = 1;`;
      await expect(packWith(script)).rejects.toThrow(expect.objectContaining({ code: 'registry-unreachable' }));
    },
  );

  it('reports the output of npm when it fails for another reason', async () => {
    const script = `process.stderr.write('npm error code E404'); process.exitCode = 1;`;
    await expect(packWith(script)).rejects.toThrow(
      expect.objectContaining({ code: 'npm-failed', message: expect.stringContaining('E404') }),
    );
  });

  it('fails when npm writes no tarball', async () => {
    await expect(packWith('')).rejects.toThrow(expect.objectContaining({ code: 'npm-failed' }));
  });

  it('stops npm after the time limit', async () => {
    await expect(packWith('setInterval(() => {}, 1000);', 200)).rejects.toThrow(
      expect.objectContaining({ code: 'registry-unreachable' }),
    );
  });

  it('reports a missing npm', async () => {
    const folder = await temporaryFolder();
    const fetch = npmPack({ npm: { program: join(folder, 'nothing'), leading: [] }, report: () => {} });
    await expect(fetch(SPEC, folder)).rejects.toThrow(expect.objectContaining({ code: 'npm-missing' }));
  });
});
