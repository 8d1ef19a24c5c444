import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

/** Number of modules when this minimum was last raised. A tool that finds fewer has skipped some. */
const MIN_MODULES = 3_000;
const FOLDERS = ['kiosk', 'server', 'models', 'hardware'];

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
  readonly modules: readonly { readonly source: string }[];
}

const root = projectRoot();
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const cruise = async (...args: string[]): Promise<Cruise> => {
  const run = promisify(execFile);
  const options = { cwd: root, maxBuffer: 256 * 1024 * 1024 };
  const failed = (error: unknown) => error as { stdout: string };
  const { stdout } = await run(process.execPath, [cruiser, '--output-type', 'json', ...args], options).catch(failed);
  return JSON.parse(stdout) as Cruise;
};

test('imports: follow the rules, without cycles', async () => {
  const { summary, modules } = await cruise('--config', '.dependency-cruiser.cjs', ...FOLDERS);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  const own = modules.filter(({ source }) => FOLDERS.some((folder) => source.startsWith(`${folder}/`)));
  expect(own.length).toBeGreaterThanOrEqual(MIN_MODULES);
  for (const folder of FOLDERS) expect(own.some(({ source }) => source.startsWith(`${folder}/`))).toBe(true);
});
