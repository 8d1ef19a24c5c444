/**
 * For `.ci/run`. `RESULTS…` are vitest's JSON reports; those that do not exist are left out. Prints what failed in them, and the sum
 * of all in the last line.
 */
import { existsSync, readFileSync } from 'node:fs';
import { failureLines, readRun, summaryOf } from './run-summary.ts';

const paths = process.argv.slice(2).filter((path) => existsSync(path));
if (paths.length === 0) throw new Error('there are no results');
const runs = paths.map((path) => readRun(readFileSync(path, 'utf8')));
process.stdout.write(`${[...failureLines(...runs), summaryOf(...runs)].join('\n')}\n`);
