/**
 * Checks that every text of the consoles can be translated and is, in every language: `npm run tool -- languages`.
 *
 * `--list PATH` prints the faults at or under a path. `--missing LANGUAGE` prints the missing texts as lines of a catalogue.
 */
import { projectRoot } from '../../../models/files/project-root.ts';
import { judgeLanguages } from './judge.ts';

const root = projectRoot();
const [option, argument = ''] = process.argv.slice(2);
const print = (line: string) => process.stdout.write(`${line}\n`);

const { faults, missing } = judgeLanguages(root);
if (option === '--list') {
  for (const line of faults) if (line.startsWith(argument)) print(line);
} else if (option === '--missing') {
  for (const { english, one } of missing.get(argument) ?? []) {
    print(`  ${JSON.stringify(english)}: ${one === undefined ? '""' : '{ "one": "", "other": "" }'},`);
  }
} else {
  for (const line of faults) print(line);
  if (faults.length > 0) {
    print(`\n${faults.length} texts of the consoles to put right (see server/console/languages/README.md)`);
    process.exitCode = 1;
  }
}
