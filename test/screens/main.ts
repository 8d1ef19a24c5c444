/**
 * `npm run screenshots` takes the pictures whose sources have changed; `-- --all` takes all of them. `npm run tool -- screens --check` lists the old
 * ones and fails when there are any.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { recordTaken, staleIn } from './picture-record.ts';
import { PICTURE_GROUPS } from './pictures.ts';

const COMPILED = join(import.meta.dirname, '..');
const [option] = process.argv.slice(2);
const say = (line: string) => void process.stdout.write(`${line}\n`);

for (const group of PICTURE_GROUPS) {
  const wanted = option === '--all' ? Object.keys(group.shows) : staleIn(group);
  if (wanted.length === 0) continue;
  if (option === '--check' || option === '--list') {
    for (const name of wanted) say(`${group.folder}/${name}: older than the code that it shows: npm run screenshots`);
    if (option === '--check') process.exitCode = 1;
    continue;
  }
  const started = performance.now();
  const { status } = spawnSync(
    process.execPath,
    ['--enable-source-maps', join(COMPILED, group.program), '--take', wanted.join(',')],
    { stdio: 'inherit' },
  );
  if (status !== 0) {
    process.exitCode = 1;
    continue;
  }
  recordTaken(group, wanted);
  say(`${group.program}: ${wanted.length} pictures in ${Math.round((performance.now() - started) / 1_000)} s`);
}
