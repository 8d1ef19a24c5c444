/**
 * `npm run bench -- NAME [options]` runs one bench; without a name it lists them. The bench's own options follow its
 * name. The models, screens and packages that the bench needs are made first. Exit code: that of the bench; 2 for an
 * unknown name.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';
import { installPackages } from '../support/own-packages.ts';
import { BENCHES, type Bench } from './benches.ts';

/** Each returns an exit code. */
const STEPS: Readonly<Record<Bench['needs'][number], () => number>> = {
  models: () => exitCodeOf('npm', ['run', '-s', 'models']),
  screens: () => exitCodeOf('npm', ['run', '-s', 'build:screens']),
  peers: () => installPackages('test/bench'),
};

function list(): string {
  const names = Object.keys(BENCHES);
  const width = Math.max(...names.map((name) => name.length));
  const lines = Object.entries(BENCHES).map(([name, { measures }]) => `  ${name.padEnd(width)}  ${measures}`);
  return ['usage: npm run bench -- NAME [options]', '', ...lines, ''].join('\n');
}

/** Exit code of the program; 1 when a signal ended it or it could not be started. */
function exitCodeOf(program: string, args: readonly string[]): number {
  const { status } = spawnSync(program, args, { cwd: projectRoot(), stdio: 'inherit' });
  return status ?? 1;
}

function runBench(name: string, options: readonly string[]): number {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (bench === undefined) {
    process.stderr.write(`there is no bench "${name}"\n${list()}`);
    return 2;
  }
  for (const need of bench.needs) {
    const code = STEPS[need]();
    if (code !== 0) return code;
  }
  const file = join(import.meta.dirname, `${bench.file}.js`);
  return exitCodeOf(process.execPath, ['--enable-source-maps', file, ...options]);
}

const [name, ...options] = process.argv.slice(2);
if (name === undefined || name === '--help') process.stdout.write(list());
else process.exitCode = runBench(name, options);
