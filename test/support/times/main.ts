/**
 * `npm run tool -- times`: prints what the last run of the tests cost, by project and for the fifty most expensive files. `--record` keeps it,
 * with the recorded times of files that did not run: the order of files and the table in `test/README.md` follow from the kept run (`npm run readmes`).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';
import { type FileTimes, readTimes } from './file-times.ts';
import { readRecord, RECORD_FILE, RECORDED_FROM, type TimesRecord } from './recorded-times.ts';
import { filesTable, MAX_EXPENSIVE, projectsTable } from './times-table.ts';

function main(options: readonly string[]): number {
  const lastRun = join(projectRoot(), '.build/times.jsonl');
  const files = existsSync(lastRun) ? readTimes(readFileSync(lastRun, 'utf8')) : [];
  if (files.length === 0) {
    process.stderr.write('no run of the tests is on record here: run `npm test` first\n');
    return 1;
  }
  process.stdout.write(`${projectsTable(files)}\n\n${filesTable(files, MAX_EXPENSIVE)}\n`);
  if (!options.includes('--record')) return 0;
  const record: TimesRecord = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`,
    files: [...keptFrom(readRecord()?.files ?? [], files), ...files]
      .filter(({ wall }) => wall >= RECORDED_FROM)
      .sort((one, other) => one.name.localeCompare(other.name) || one.project.localeCompare(other.project)),
  };
  const lines = record.files.map((times) => `    ${JSON.stringify(times)}`).join(',\n');
  const { date, machine } = record;
  writeFileSync(
    RECORD_FILE,
    `{\n  "date": ${JSON.stringify(date)},\n  "machine": ${JSON.stringify(machine)},\n  "files": [\n${lines}\n  ]\n}\n`,
  );
  process.stdout.write(`\nrecorded in ${RECORD_FILE}\n`);
  return 0;
}

/** Times of files that did not run this time and still exist. */
function keptFrom(recorded: readonly FileTimes[], ran: readonly FileTimes[]): readonly FileTimes[] {
  const key = ({ project, name }: FileTimes): string => `${project}: ${name}`;
  const replaced = new Set(ran.map(key));
  const exists = ({ name }: FileTimes): boolean => existsSync(join(projectRoot(), `test/${name}.test.ts`));
  return recorded.filter((times) => !replaced.has(key(times)) && exists(times));
}

process.exitCode = main(process.argv.slice(2));
