/**
 * Breaks the product at places chosen at random, one at a time, and runs the tests that can find it. It writes `.build/mutations.json`.
 *
 * `npm run tool -- mutations [--seed N] [--count 60] [--config test/vitest.config.ts] [--minutes 10] [--only RESULTS.json]`
 *
 * `--only` repeats those of earlier results that no test found, and writes `.build/mutations-again.json`. A failed test counts only if it passes without the change. A change that
 * makes the tests hang is found. `--minutes` limits the time of the tests for each change: `unfinished` means that none had failed then.
 *
 * A change that no test finds may be one that changes no behaviour. A person decides it from the two texts that are printed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../models/files/project-root.ts';
import { importGraph, testsIn } from '../../support/import-graph.ts';
import { BrokenBuild } from './broken-build.ts';
import { chooseMutations, roomOf } from './choose-mutations.ts';
import { type Mutation, mutate } from './places.ts';
import { runTests } from './run-tests.ts';
import { testsFor } from './tests-for.ts';

interface Result extends Mutation {
  readonly outcome: 'found' | 'hangs' | 'survived' | 'unfinished';
  readonly by?: string;
  readonly seconds: number;
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    config: { type: 'string', default: 'test/vitest.config.ts' },
    minutes: { type: 'string', default: '10' },
    only: { type: 'string' },
  },
});
/** A flow alone takes some minutes on a busy computer. */
const UNBROKEN_MS = 900_000;
const root = projectRoot();
const build = join(root, '.build');
const print = (line: string) => process.stdout.write(`${line}\n`);
const isFound = ({ outcome }: Pick<Result, 'outcome'>) => outcome === 'found' || outcome === 'hangs';

const broken = new BrokenBuild(root);
if (broken.restore()) {
  print('An earlier run was cut off: its change is removed, and the build is made again.');
  rmSync(join(build, 'tsconfig.tsbuildinfo'), { force: true });
  execFileSync('npm', ['run', '-s', 'build'], { cwd: root, stdio: 'inherit' });
}
process.on('exit', () => broken.restore());
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(1));

const mutations =
  values.only === undefined
    ? chooseMutations(root, Number(values.count), Number(values.seed))
    : (JSON.parse(readFileSync(values.only, 'utf8')) as Result[]).filter((result) => !isFound(result));
const tests = testsIn(build);
const graph = importGraph(build, tests, { entries: true });
/** Whether a test file passes with the build as it is. */
const reliable = new Map<string, boolean>();
const results: Result[] = [];
for (const mutation of mutations) {
  const startMs = Date.now();
  const found = await tried(mutation);
  const result = { ...mutation, ...found, seconds: Math.round((Date.now() - startMs) / 1_000) };
  results.push(result);
  show(result);
  writeFileSync(
    join(build, values.only === undefined ? 'mutations.json' : 'mutations-again.json'),
    JSON.stringify(results, undefined, 1),
  );
}
print(`${results.filter(isFound).length} of ${results.length} found`);

async function tried(mutation: Mutation): Promise<Pick<Result, 'outcome' | 'by'>> {
  const groups = testsFor(mutation.path, tests, graph, await broken.isInPages(mutation.path));
  let leftMs = Number(values.minutes) * 60_000;
  await broken.apply(mutation);
  try {
    while (groups.length > 0) {
      const startMs = Date.now();
      const files = groups[0]?.filter((file) => reliable.get(file) !== false) ?? [];
      const run = await runTests(root, values.config, files, leftMs);
      leftMs -= Date.now() - startMs;
      if (run.kind === 'failed') {
        broken.restore();
        const isFinding = run.file === undefined || (await isReliable(run.file));
        if (isFinding) return { outcome: 'found', by: `${run.file ?? ''} ${run.by}`.trim() };
        // The same group runs again without the file
        await broken.apply(mutation);
      } else if (run.kind === 'passed') groups.shift();
      else return { outcome: run.kind };
    }
  } finally {
    broken.restore();
  }
  return { outcome: 'survived' };
}

async function isReliable(file: string): Promise<boolean> {
  const passes = reliable.get(file) ?? (await runTests(root, values.config, [file], UNBROKEN_MS)).kind === 'passed';
  if (!passes) print(`${file} fails without a change too, and does not count`);
  reliable.set(file, passes);
  return passes;
}

function show({ outcome, by, seconds, ...mutation }: Result): void {
  const { path, line, operator } = mutation;
  print(
    `${roomOf(path)}: ${path}:${line}, ${operator}: ${outcome}${by === undefined ? '' : ` by ${by}`}, ${seconds} s`,
  );
  if (isFound({ outcome })) return;
  const text = readFileSync(join(root, path), 'utf8');
  for (const one of [text, mutate(text, mutation)]) print(`  ${(one.split('\n')[line - 1] ?? '').trim()}`);
}
