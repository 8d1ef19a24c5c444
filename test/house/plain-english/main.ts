/**
 * Checks comments, strings and READMEs for the turns of phrase that the style of the project rules out (.github/CONTRIBUTING.md): `npm run tool -- words`.
 *
 * `--list PATH` prints only the findings at or under a path.
 */
import { projectRoot } from '../../../models/files/project-root.ts';
import { findingsUnder } from './findings.ts';

const [option, path = ''] = process.argv.slice(2);
const findings = findingsUnder(projectRoot()).filter(
  (finding) => option !== '--list' || finding.path === path || finding.path.startsWith(path),
);
for (const { path: file, line, words, advice } of findings) {
  process.stdout.write(`${file}:${line}: "${words}": ${advice}\n`);
  process.exitCode = 1;
}
