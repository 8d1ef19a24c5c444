/**
 * For `.ci/run`. `files RESULTS` prints what may run again, a file a line. `summary RESULTS AGAIN [RESULTS AGAIN]…` prints the end of all
 * runs; the second of a pair is the report of a second go, which need not be there.
 */
import { existsSync, readFileSync } from 'node:fs';
import { filesForSecondGo, readRun, type Run, type RunWithSecondGo, summaryOf } from './results.ts';

const [what, ...paths] = process.argv.slice(2);

function runAt(path: string | undefined): Run | undefined {
  return path !== undefined && existsSync(path) ? readRun(readFileSync(path, 'utf8')) : undefined;
}

function* pairs(): Generator<RunWithSecondGo> {
  for (let at = 0; at < paths.length; at += 2) {
    const first = runAt(paths[at]);
    if (first !== undefined) yield { first, second: runAt(paths[at + 1]) };
  }
}

const runs = [...pairs()];
const [first] = runs;
if (first === undefined) throw new Error('there are no results');
const lines = what === 'files' ? filesForSecondGo(first.first) : summaryOf(...runs);
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
