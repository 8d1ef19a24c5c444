/**
 * Line and branch coverage of the product by the tests, in all their processes. It writes `.build/coverage.json`, with each file's figures.
 *
 * `npm run tool -- coverage [--all] [PATH...]` runs `npm test`, or `npm run test:all`, or the tests at paths.
 * `npm run tool -- coverage --merge [--build FOLDER] FOLDER...` reads what another run wrote and runs nothing.
 *
 * Limits: a process or thread that is killed writes nothing, what a page runs is not measured, and the tests that replace modules run
 * code that vitest transformed.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../models/files/project-root.ts';
import { countCoverage, sum } from './count-coverage.ts';
import { ExecutedCode } from './executed-code.ts';

const TOPS = ['hardware', 'kiosk', 'models', 'server'];
const OWN_BUILD = join(projectRoot(), '.build');
const ARGUMENTS = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/house/coverage/vitest.config.ts'];
/** The counts of a whole run take tens of GiB, so they are merged and removed while the tests run. */
const MERGE_EVERY_MS = 5_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { merge: { type: 'boolean' }, all: { type: 'boolean' }, build: { type: 'string', default: OWN_BUILD } },
});
const executed = new ExecutedCode(values.build);
if (values.merge) for (const folder of positionals) mergeFolder(folder, false);
else await runTests();
report();

async function runTests(): Promise<void> {
  const folder = join(OWN_BUILD, 'coverage');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const env = { ...process.env, NODE_V8_COVERAGE: folder, EXTENT: values.all ? 'all' : 'main' };
  const run = spawn(process.execPath, [...ARGUMENTS, ...positionals], { cwd: projectRoot(), env, stdio: 'inherit' });
  const merging = setInterval(() => mergeFolder(folder, true), MERGE_EVERY_MS);
  process.exitCode = await new Promise<number>((end) => run.once('exit', (code) => end(code ?? 1)));
  clearInterval(merging);
  mergeFolder(folder, true);
  rmSync(folder, { recursive: true, force: true });
}

/** @param remove removes what has been merged; a file that is being written stays for the next time */
function mergeFolder(folder: string, remove: boolean): void {
  for (const name of readdirSync(folder)) {
    try {
      executed.add(readFileSync(join(folder, name), 'utf8'));
      if (remove) rmSync(join(folder, name));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}

function report(): void {
  const files = readdirSync(values.build, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js') && TOPS.includes(path.split('/')[0] ?? '') && !path.includes('-dist/'))
    .sort()
    .map((path) => ({ path, ...countCoverage(readFileSync(join(values.build, path), 'utf8'), executed.of(path)) }));
  const share = (run: number, all: number) => `${((100 * run) / all).toFixed(2)} % (${run} of ${all})`;
  for (const top of ['', ...TOPS]) {
    const { lines, linesRun, branches, branchesRun } = sum(files.filter(({ path }) => path.startsWith(top)));
    const shares = `lines ${share(linesRun, lines)}, branches ${share(branchesRun, branches)}`;
    process.stdout.write(`${top === '' ? 'product' : top}: ${shares}\n`);
  }
  writeFileSync(join(OWN_BUILD, 'coverage.json'), JSON.stringify(files, undefined, 1));
}
