/** The cost of the recorded run, for `test/README.md`. */
import { readRecord } from './recorded-times.ts';
import { filesTable, MAX_EXPENSIVE, projectsTable } from './times-table.ts';

export function costInMarkdown(): string {
  const record = readRecord();
  if (record === undefined) return 'No run is recorded.';
  const { date, machine, files } = record;
  return [
    `Recorded on ${date} (${machine}): each file's last recorded run, without files of less than half a second. \`npm run tool -- times\` prints the same for the last run.`,
    projectsTable(files),
    `The ${MAX_EXPENSIVE} most expensive files:`,
    filesTable(files, MAX_EXPENSIVE),
  ].join('\n\n');
}
