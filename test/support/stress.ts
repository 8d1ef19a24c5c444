/**
 * `npm run tool -- stress FILE... [--times 20] [--busy 4]`: repeats test files beside busy processes, on both engines, and counts the runs
 * that failed. A test that passes here does not depend on speed. Exit code: 0 when every run passed.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../models/files/project-root.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { times: { type: 'string', default: '20' }, busy: { type: 'string', default: '4' } },
});
const times = Number(values.times);
/** Tests run compiled: a name that ends in `.ts` would choose none. */
const files = positionals.map((file) => file.replace(/\.ts$/, '.js'));

/** Ends with this program, also when it is killed. */
function busyProcess(): ChildProcess {
  const code = `const parent = process.ppid; for (;;) { for (let i = 0; i < 1e8; i++); if (process.ppid !== parent) break; }`;
  return spawn(process.execPath, ['--eval', code], { stdio: 'ignore' });
}

function runs(): number {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/campaign/vitest.all.ts'];
  let failed = 0;
  for (let run = 1; run <= times; run++) {
    const from = performance.now();
    const { status, stdout } = spawnSync(process.execPath, [...vitest, '--reporter=dot', ...files], {
      cwd: projectRoot(),
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    if (status !== 0) {
      failed += 1;
      process.stdout.write(stdout);
    }
    const seconds = ((performance.now() - from) / 1_000).toFixed(0);
    process.stdout.write(`run ${run} of ${times}: ${status === 0 ? 'passed' : 'failed'} in ${seconds} s\n`);
  }
  return failed;
}

if (files.length === 0) {
  process.stderr.write('usage: npm run tool -- stress FILE... [--times 20] [--busy 4]\n');
  process.exitCode = 2;
} else {
  const busy = Array.from({ length: Number(values.busy) }, busyProcess);
  try {
    const failed = runs();
    process.stdout.write(`${failed} of ${times} runs failed beside ${busy.length} busy processes\n`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    for (const one of busy) one.kill('SIGKILL');
  }
}
