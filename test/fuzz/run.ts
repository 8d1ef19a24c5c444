/**
 * `npm run fuzz -- TARGET [SECONDS]`: jazzer.js (libFuzzer) on one target, guided by which branches of our code its inputs reach. Ends
 * with an error, and the input kept, when the target throws, takes too long or too much memory.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';
import { installPackages, requireFrom } from '../support/own-packages.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** One execution, s; and the whole process, MiB: Node with a codec takes some hundred. */
const EXECUTION_LIMIT_S = 10;
const MEMORY_LIMIT_MIB = 2_048;
const LONGEST_INPUT_BYTES = 16_384;
const USUAL_SECONDS = 60;

const targets = join(projectRoot(), '.build/test/fuzz/targets');
const names = readdirSync(targets)
  .filter((name) => name.endsWith('.js'))
  .map((name) => basename(name, '.js'));
const [name = '', seconds = String(USUAL_SECONDS)] = process.argv.slice(2);
if (!names.includes(name) || !/^\d+$/.test(seconds)) {
  console.error(`npm run fuzz -- TARGET [SECONDS], the target one of: ${names.join(', ')}`);
  process.exit(2);
}

if (installPackages('test/fuzz') !== 0) process.exit(1);
const module = join(targets, `${name}.js`);
const target = (await import(module)) as FuzzTarget;
const folder = mkdtempSync(join(tmpdir(), 'postern-fuzz-'));
const [corpus, findings] = [join(folder, 'corpus'), join(folder, 'findings')];
for (const made of [corpus, findings]) mkdirSync(made);
for (const [index, seed] of (await target.seeds()).entries()) writeFileSync(join(corpus, `seed-${index}`), seed);

const jazzer = requireFrom('test/fuzz').resolve('@jazzer.js/core/dist/cli.js');
const { status } = spawnSync(
  process.execPath,
  [
    ...[jazzer, module, corpus, '--timeout', String(EXECUTION_LIMIT_S * 1_000)],
    ...['hardware', 'kiosk', 'models'].flatMap((part) => ['-i', `.build/${part}/`]),
    '--',
    `-max_total_time=${seconds}`,
    `-rss_limit_mb=${MEMORY_LIMIT_MIB}`,
    `-max_len=${LONGEST_INPUT_BYTES}`,
    `-artifact_prefix=${findings}/`,
  ],
  { stdio: 'inherit' },
);
const kept = readdirSync(findings);
if (kept.length === 0) rmSync(folder, { recursive: true });
else console.error(`kept: ${kept.map((file) => join(findings, file)).join(', ')}`);
process.exit(status === 0 && kept.length === 0 ? 0 : 1);
