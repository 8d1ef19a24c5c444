/**
 * `npm run check`: format, types, words, languages, lint, unused code and code that only tests use, two at a time. Prints the output of those that fail, and the time of
 * each. Exit code: 0 when all passed.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { projectRoot } from '../../models/files/project-root.ts';

const TSC = ['node_modules/ts7/bin/tsc', '-p'];
const KNIP = ['node_modules/knip/bin/knip.js', '--no-config-hints'];
const WRITTEN = ['--enable-source-maps', '.build/test/house/tool.js'];

/** Arguments of Node, the longest check first. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  'types of the consoles': [...TSC, 'server/console/tsconfig.json'],
  'unused code': [...KNIP],
  'code only for tests': [...KNIP, '--production', '--include', 'files'],
  "types of the lane's pages": [...TSC, 'kiosk/ui/tsconfig.json'],
  format: ['node_modules/@biomejs/biome/bin/biome', 'format', '.'],
  languages: [...WRITTEN, 'languages'],
  words: [...WRITTEN, 'words'],
};

interface Outcome {
  readonly passed: boolean;
  readonly output: string;
}

function runCheck(name: string): Promise<Outcome> {
  const child = spawn(process.execPath, CHECKS[name] ?? [], { cwd: projectRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => void chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => void chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ passed: code === 0, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

const waiting = Object.keys(CHECKS);

/** One after the other, until none waits. Returns the checks that failed. */
async function worker(): Promise<readonly string[]> {
  const failed: string[] = [];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const from = performance.now();
    const { passed, output } = await runCheck(name);
    const seconds = ((performance.now() - from) / 1_000).toFixed(1);
    process.stdout.write(`${passed ? '' : output}${name} ${passed ? 'passed' : 'FAILED'} in ${seconds} s\n`);
    if (!passed) failed.push(name);
  }
  return failed;
}

const failed = (await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))).flat();
process.exitCode = failed.length === 0 ? 0 : 1;
