/**
 * The client of the signed channel against tuf-conformance, the suite of the TUF project. `npm run bench -- tuf-conformance --suite FOLDER`
 * writes test/bench/results/tuf-conformance.json. FOLDER is a clone of theupdateframework/tuf-conformance; `--python` names a Python
 * with `pytest` and `tuf`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../models/files/project-root.ts';
import { writeRecord } from './support/record.ts';

const { values } = parseArgs({
  options: { suite: { type: 'string' }, python: { type: 'string', default: 'python3' } },
});
const suite = resolve(values.suite ?? '');
if (values.suite === undefined || !existsSync(join(suite, 'tuf_conformance'))) {
  console.error(
    'usage: npm run bench -- tuf-conformance --suite FOLDER   (a clone of theupdateframework/tuf-conformance)',
  );
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), 'postern-tuf-'));
try {
  // The suite calls `faketime TIME CLIENT …`; the client takes the time from its environment
  const faketime = join(folder, 'faketime');
  writeFileSync(faketime, '#!/bin/sh\nNOW="$1"; export NOW; shift\nexec "$@"\n');
  chmodSync(faketime, 0o755);
  const results = join(folder, 'results.xml');
  const client = join(projectRoot(), '.build/test/bench/tuf-conformance/client.js');
  const paths = [join(projectRoot(), 'test/bench/tuf-conformance'), suite, process.env['PYTHONPATH'] ?? ''];
  const { error } = spawnSync(
    values.python,
    [
      ...['-m', 'pytest', '-p', 'profile', 'tuf_conformance', '-q', '--tb=line', '-p', 'no:cacheprovider'],
      ...['--entrypoint', `${process.execPath} ${client}`, `--junitxml=${results}`],
    ],
    {
      cwd: suite,
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: [folder, process.env['PATH']].join(delimiter),
        PYTHONPATH: paths.join(delimiter),
        PYTHONDONTWRITEBYTECODE: '1',
      },
    },
  );
  if (error !== undefined || !existsSync(results)) throw new Error('pytest did not run', { cause: error });
  const groups = new Map<string, { passed: number; failed: number }>();
  for (const [, group = '', rest = ''] of readFileSync(results, 'utf8').matchAll(
    /<testcase classname="tuf_conformance\.([^"]*)"[^>]*?(\/>|>[\s\S]*?<\/testcase>)/g,
  )) {
    const counted = groups.get(group) ?? { passed: 0, failed: 0 };
    counted[/<(failure|error|skipped)\b/.test(rest) ? 'failed' : 'passed'] += 1;
    groups.set(group, counted);
  }
  const rows = [...groups].map(([group, counted]) => ({ group, ...counted }));
  console.table(rows);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const tests = rows.reduce((sum, row) => sum + row.passed + row.failed, 0);
  console.log(`${passed} of ${tests} passed`);
  const commit = execFileSync('git', ['-C', suite, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  writeRecord('tuf-conformance', { commit, passed, tests, groups: rows });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
