/**
 * Checks that every text of the consoles can be translated and is, in every language: `npm run check:languages`.
 *
 * `--list PATH` prints what is left at or under a path. `--missing LANGUAGE` prints the missing texts as lines of a catalogue. `--write` takes files
 * in which nothing is left from the list of remaining ones.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';
import { judgeLanguages } from './judge.ts';

const root = projectRoot();
const [option, argument = ''] = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);

const { faults, tolerated, missing, remaining } = judgeLanguages(root);
if (option === '--list') {
  for (const line of [...faults, ...tolerated]) if (line.startsWith(argument)) print(line);
} else if (option === '--missing') {
  for (const { english, one, path } of missing.get(argument) ?? []) {
    print(`  ${JSON.stringify(english)}: ${one === undefined ? "''" : "{ one: '', other: '' }"}, // ${path}`);
  }
} else {
  for (const line of faults) print(line);
  if (faults.length > 0) {
    print(`\n${faults.length} texts of the consoles to put right (see server/ui/languages/README.md)`);
    process.exitCode = 1;
  }
  if (option === '--write') {
    writeFileSync(join(root, 'test/house/languages/remaining.json'), `${JSON.stringify(remaining, null, 2)}\n`);
  }
}
