/** For `.ci/run`: `files RESULTS` prints what may run again, a file a line; `summary RESULTS [RESULTS OF THE SECOND GO]` the end of the run. */
import { existsSync, readFileSync } from 'node:fs';
import { filesForSecondGo, readRun, summaryOf } from './results.ts';

const [what, ...paths] = process.argv.slice(2);
const [first, second] = paths.filter((path) => existsSync(path)).map((path) => readRun(readFileSync(path, 'utf8')));
if (first === undefined) throw new Error('there are no results');
const lines = what === 'files' ? filesForSecondGo(first) : summaryOf(first, second);
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
