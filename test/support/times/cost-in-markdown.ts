/** The cost of the recorded run, for `test/README.md`. */
import { readRecord } from './recorded-times.ts';
import { filesTable, projectsTable } from './times-table.ts';

const MOST_EXPENSIVE = 50;

export function costInMarkdown(): string {
  const record = readRecord();
  if (record === undefined) return 'No run is recorded.';
  const { date, machine, files } = record;
  return [
    `\`npm run test:all\` on ${date} (${machine}), without files of less than half a second. \`npm run test:times\` prints the same for the last run.`,
    projectsTable(files),
    `The ${MOST_EXPENSIVE} most expensive files:`,
    filesTable(files, MOST_EXPENSIVE),
  ].join('\n\n');
}
