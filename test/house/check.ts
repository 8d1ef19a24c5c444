/**
 * `npm run check`: format, types, words, languages, lint and dead code, two at a time. Prints the output of those that fail, and the time of
 * each. Exit code: 0 when all passed.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { projectRoot } from '../../models/files/project-root.ts';

/** Names of scripts in package.json, the longest first. */
const CHECKS = ['lint', 'types:server', 'dead', 'types:kiosk', 'format', 'languages', 'words'] as const;

interface Outcome {
  readonly passed: boolean;
  readonly output: string;
}

function runScript(name: string): Promise<Outcome> {
  const child = spawn('npm', ['run', '-s', name], { cwd: projectRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => void chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ passed: code === 0, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

const waiting: string[] = [...CHECKS];

/** One after the other, until none waits. Returns the checks that failed. */
async function worker(): Promise<readonly string[]> {
  const failed: string[] = [];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const from = performance.now();
    const { passed, output } = await runScript(`check:${name}`);
    const seconds = ((performance.now() - from) / 1_000).toFixed(1);
    process.stdout.write(`${passed ? '' : output}check:${name} ${passed ? 'passed' : 'FAILED'} in ${seconds} s\n`);
    if (!passed) failed.push(name);
  }
  return failed;
}

const failed = (await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))).flat();
process.exitCode = failed.length === 0 ? 0 : 1;
