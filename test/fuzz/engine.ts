/** jazzer.js (libFuzzer) on one target, guided by which branches of our code its inputs reach. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';
import { requireFrom } from '../support/own-packages.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** One execution, s; and the whole process, MiB: Node with a codec takes some hundred. */
const EXECUTION_LIMIT_S = 10;
const MEMORY_LIMIT_MIB = 2_048;
/** Or the length of the longest seed. */
const LONGEST_INPUT_BYTES = 16_384;
/** Parts of the product in whose branches the engine is interested. */
const PARTS = ['hardware', 'kiosk', 'models', 'server'];

const targets = join(projectRoot(), '.build/test/fuzz/targets');

export const TARGET_NAMES: readonly string[] = readdirSync(targets)
  .filter((name) => name.endsWith('.js'))
  .map((name) => basename(name, '.js'));

const moduleOf = (name: string): string => join(targets, `${name}.js`);

/** @param name one of `TARGET_NAMES` */
export async function targetOf(name: string): Promise<FuzzTarget> {
  return (await import(moduleOf(name))) as FuzzTarget;
}

export interface FuzzRun {
  readonly succeeded: boolean;
  /** Branches and their counts that the seeds reached, and all inputs at the end; 0: the target did not start. */
  readonly seedFeatures: number;
  readonly features: number;
  /** Output of the engine. */
  readonly text: string;
  /** Paths of inputs over which the target threw, took too long or too much memory. */
  readonly kept: readonly string[];
}

/** Rejects when the seeds cannot be made. The engine's packages must be installed. */
export async function fuzzFor(name: string, seconds: number, print: (text: string) => void): Promise<FuzzRun> {
  const target = await targetOf(name);
  const folder = mkdtempSync(join(tmpdir(), 'postern-fuzz-'));
  const [corpus, findings] = [join(folder, 'corpus'), join(folder, 'findings')];
  for (const made of [corpus, findings]) mkdirSync(made);
  const seeds = await target.seeds();
  for (const [index, seed] of seeds.entries()) writeFileSync(join(corpus, `seed-${index}`), seed);
  const longest = Math.max(LONGEST_INPUT_BYTES, ...seeds.map(({ length }) => length));
  const jazzer = requireFrom('test/fuzz').resolve('@jazzer.js/core/dist/cli.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[jazzer, moduleOf(name), corpus, '--timeout', String(EXECUTION_LIMIT_S * 1_000)],
      ...PARTS.flatMap((part) => ['-i', `.build/${part}/`]),
      '--',
      `-max_total_time=${seconds}`,
      `-rss_limit_mb=${MEMORY_LIMIT_MIB}`,
      `-max_len=${longest}`,
      `-artifact_prefix=${findings}/`,
    ],
    { encoding: 'utf8', maxBuffer: 1_073_741_824, cwd: projectRoot() },
  );
  const text = `${stdout}${stderr}`;
  print(text);
  const kept = readdirSync(findings).map((file) => join(findings, file));
  if (kept.length === 0) rmSync(folder, { recursive: true });
  const reached = [...text.matchAll(/^#\d+\s+(\w+).* ft: (\d+)/gm)];
  const seedFeatures = Number(reached.find(([, step]) => step === 'INITED')?.[2] ?? 0);
  return {
    ...{ succeeded: status === 0 && kept.length === 0, seedFeatures, text, kept },
    features: Number(reached.at(-1)?.[2] ?? 0),
  };
}
