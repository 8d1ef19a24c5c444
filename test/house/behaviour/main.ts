/**
 * `npm run tool -- behaviour write FILE` records names, routes, tables, documents and files of this tree after a build. `npm run tool -- behaviour compare FILE`
 * prints each difference from a record and exits with 1 if there is one.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { projectRoot } from '../../../models/files/project-root.ts';
import { type Behaviour, behaviourOf, differencesOf } from './behaviour.ts';

const [act, file] = process.argv.slice(2);
if ((act !== 'write' && act !== 'compare') || file === undefined) {
  process.stderr.write('usage: npm run tool -- behaviour write|compare FILE\n');
  process.exit(64);
}
const now = await behaviourOf(projectRoot());
if (act === 'write') {
  writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
} else {
  const differences = differencesOf(JSON.parse(readFileSync(file, 'utf8')) as Behaviour, now);
  for (const [subject, lines] of Object.entries(differences))
    process.stdout.write(`${subject}\n  ${lines.join('\n  ')}\n`);
  process.exitCode = Object.keys(differences).length === 0 ? 0 : 1;
}
