/**
 * Checks comments, strings and READMEs for the turns of phrase that the style of the project rules out (.github/CONTRIBUTING.md): `npm run check:words`.
 *
 * `--write` lowers the record to what is left. `--list PATH` prints every finding at or under a path.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';
import { type Finding, findingsUnder } from './findings.ts';
import { judge, type Remaining } from './ratchet.ts';

const root = projectRoot();
const record = join(root, 'test/house/plain-english/remaining.json');
const [option, path = ''] = process.argv.slice(2);

const print = (findings: readonly Finding[]) => {
  for (const finding of findings)
    process.stdout.write(`${finding.path}:${finding.line}: "${finding.words}": ${finding.advice}\n`);
};

const findings = findingsUnder(root);
if (option === '--list') {
  print(findings.filter((finding) => finding.path.startsWith(path)));
} else {
  const { risen, lowered } = judge(JSON.parse(readFileSync(record, 'utf8')) as Remaining, findings);
  for (const { entry, allowed, findings: here } of risen) {
    print(here);
    process.stdout.write(
      `${entry || 'clean folders'}: ${here.length} findings, ${allowed} allowed (see .github/CONTRIBUTING.md)\n\n`,
    );
    process.exitCode = 1;
  }
  if (option === '--write') writeFileSync(record, `${JSON.stringify(lowered, null, 2)}\n`);
}
