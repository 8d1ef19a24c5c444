/** Runs test files until one fails. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/** `by`: the first failed test, or the first line of an error. `file` is absent when that happened outside the test files. */
export type Run =
  | { readonly kind: 'passed' | 'hangs' | 'unfinished' }
  | { readonly kind: 'failed'; readonly by: string; readonly file?: string };

interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}

const OPTIONS = ['--bail=1', '--passWithNoTests', '--reporter=default', '--reporter=json'];
/** Time in which vitest can end its workers and their programs. */
const ENDING_MS = 15_000;
/** When time is up and no file has ended for so long, the tests hang. */
const SILENCE_MS = 240_000;

/** @param files below the build folder; those that `config` leaves out do not run */
export async function runTests(root: string, config: string, files: readonly string[], limitMs: number): Promise<Run> {
  if (files.length === 0) return { kind: 'passed' };
  const json = join(root, '.build/mutations/run.json');
  rmSync(json, { force: true });
  const vitest = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    `--config=${config}`,
    `--outputFile.json=${json}`,
  ];
  const run = spawn(process.execPath, [...vitest, ...OPTIONS, ...files], {
    ...{ cwd: root, detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
  });
  let heardMs = Date.now();
  let late: 'hangs' | 'unfinished' | undefined;
  run.stdout.on('data', () => (heardMs = Date.now()));
  const timer = setTimeout(() => {
    late = Date.now() - heardMs > SILENCE_MS ? 'hangs' : 'unfinished';
    run.kill();
    setTimeout(endGroup, ENDING_MS).unref();
  }, limitMs);
  // A worker that computes without end outlives vitest
  const endGroup = () => end(run.pid);
  process.on('exit', endGroup);
  const code = await new Promise<number | null>((resolve) => run.once('exit', resolve));
  clearTimeout(timer);
  process.off('exit', endGroup);
  endGroup();
  const failure = existsSync(json) ? firstFailure(root, JSON.parse(readFileSync(json, 'utf8'))) : undefined;
  if (failure !== undefined) return { kind: 'failed', ...failure };
  if (late !== undefined) return { kind: late };
  return code === 0 ? { kind: 'passed' } : { kind: 'failed', by: 'an error outside the tests' };
}

/** A file that was stopped after the first failure counts as failed too, without a failed test and without a message. */
function firstFailure(root: string, { testResults }: { readonly testResults: readonly FileResult[] }) {
  return testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, message, assertionResults }) => ({
      file: relative(join(root, '.build'), name),
      by: assertionResults.find(({ status }) => status === 'failed')?.fullName ?? message.replace(/\n.*/s, ''),
    }))
    .find(({ by }) => by !== '');
}

function end(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
