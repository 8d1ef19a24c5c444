/** For `.ci/run`. `RESULTS…` are vitest's JSON reports; those that do not exist are left out. Prints the sum of all in one line. */
import { existsSync, readFileSync } from 'node:fs';
import { readRun, summaryOf } from './run-summary.ts';

const runs = process.argv.slice(2).filter((path) => existsSync(path));
if (runs.length === 0) throw new Error('there are no results');
process.stdout.write(`${summaryOf(...runs.map((path) => readRun(readFileSync(path, 'utf8'))))}\n`);
