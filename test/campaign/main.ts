/**
 * `npm run test:all`: every test, on both engines, and the programs of `parts.ts`.
 *
 * `npm run test:all -- --share`: of what `npm test` leaves out, the parts that recent changes reach and a tenth of the others (`choose.ts`), and the
 * names of the rest. `--list` names them without running them. `--limit SECONDS` is the time on the clock.
 *
 * `--results FOLDER` keeps vitest's JSON reports. Exit code: 0 when all passed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../models/files/project-root.ts';
import { SOFTWARE_UPDATE } from '../lab/software-update.ts';
import { importGraph, testsIn } from '../support/import-graph.ts';
import { failureLines, readRun, summaryOf } from '../support/run-summary/run-summary.ts';
import { BUILD, onSecondEngine, WORKERS } from '../support/suite.ts';
import { readRecord } from '../support/times/recorded-times.ts';
import { type Choice, choose, filesOf, programsOf } from './choose.ts';
import { writeChosen } from './chosen-files.ts';
import { NEWEST_NODE } from './newest-node.ts';
import { fileParts, type Part, type ProgramPart, PROGRAMS } from './parts.ts';
import { recentChange } from './recent-change.ts';

/** Time for the parts of a change, on the clock, s: with `npm test`, installation and checks, `.ci/run` ends within 25 minutes. */
const LIMIT_SECONDS = 150;

/** All but the software update, which starts a machine eleven times. */
const LAB_SUITES = ['camera', 'token-reader', 'tpm-chip', 'tpm-keys', 'tpm-killed'] as const;

const root = projectRoot();
const { values: options } = parseArgs({
  options: {
    share: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    limit: { type: 'string', default: String(LIMIT_SECONDS) },
    results: { type: 'string', default: '.build/campaign' },
  },
});
const folder = resolve(root, options.results);

function run(command: string, ...given: readonly string[]): boolean {
  return spawnSync(command, given, { cwd: root, stdio: 'inherit' }).status === 0;
}

function runVitest(name: 'all' | 'share' | 'newest', node = process.execPath): boolean {
  const report = join(folder, `${name}.json`);
  const config = `test/campaign/vitest.${name}.ts`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return run(node, 'node_modules/vitest/vitest.mjs', 'run', '--config', config, ...reporters);
}

function runProgram({ name }: ProgramPart): boolean {
  process.stdout.write(`\n== ${name}\n`);
  if (name === 'laboratory') return run('npm', 'run', '-s', 'lab', '--', ...LAB_SUITES);
  if (name === 'software update') return run('npm', 'run', '-s', 'lab', '--', SOFTWARE_UPDATE);
  if (name === 'installation') {
    const tests = ['--project', 'units', '--no-file-parallelism', 'test/package/installation'];
    return run('env', 'POSTERN_INSTALLATION=1', 'npm', 'test', '--', ...tests);
  }
  const node = installNewestNode();
  return node !== undefined && runVitest('newest', node);
}

/** From the `node` package of npm. */
function installNewestNode(): string | undefined {
  const prefix = join(root, '.build/ci/node');
  const install = ['install', '--prefix', prefix, '--no-save', '--no-audit', '--no-fund', `node@${NEWEST_NODE}`];
  if (!run('npm', ...install)) return undefined;
  return join(prefix, 'node_modules/node/bin/node');
}

function chooseParts(): Choice | undefined {
  const change = recentChange(root);
  if (change === undefined) return undefined;
  const tests = testsIn(BUILD);
  const entries = [...tests, ...PROGRAMS.map(({ entry }) => entry)];
  const graph = importGraph(BUILD, entries, { entries: true });
  const parts: readonly Part[] = [...fileParts(graph, tests, onSecondEngine(), readRecord()), ...PROGRAMS];
  return choose(graph, parts, change, { workers: WORKERS, limitSeconds: Number(options.limit) });
}

function describe({ reached, inTurn, leftOut, others }: Choice): string {
  const lines = (title: string, parts: readonly Part[]) => [
    `${title}: ${parts.length}`,
    ...parts.map(({ name, seconds }) => `  ${name} (${Math.ceil(seconds)} s)`),
  ];
  return [
    ...lines('reached by the change', reached),
    ...lines('in turn', inTurn),
    ...lines('left out: no time for them', leftOut),
    `left out: neither reached nor in turn: ${others.length}`,
    ...others.map(({ name }) => `  ${name}`),
    '',
  ].join('\n');
}

function runShare(): boolean {
  const choice = chooseParts();
  if (choice === undefined) {
    process.stderr.write('without the history of git no change is known: `npm run test:all` runs everything\n');
    return false;
  }
  process.stdout.write(describe(choice));
  if (options.list) return true;
  const chosen = [...choice.reached, ...choice.inTurn];
  writeChosen(filesOf(chosen));
  const files = filesOf(chosen).length === 0 || runVitest('share');
  return programsOf(chosen).reduce((passed, program) => runProgram(program) && passed, files);
}

function runAll(): boolean {
  return PROGRAMS.reduce((passed, program) => runProgram(program) && passed, runVitest('all'));
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const passed = options.share ? runShare() : runAll();
if (!options.list) {
  const runs = ['all', 'share', 'newest']
    .map((name) => join(folder, `${name}.json`))
    .filter((path) => existsSync(path));
  const results = runs.map((path) => readRun(readFileSync(path, 'utf8')));
  process.stdout.write(`${[...failureLines(...results), summaryOf(...results)].join('\n')}\n`);
}
process.exitCode = passed ? 0 : 1;
