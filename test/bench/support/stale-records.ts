import { existsSync, readFileSync } from 'node:fs';
import { BENCHES, type Bench } from '../benches.ts';
import { codeDigest } from './code-digest.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { recordFile } from './record-file.ts';

export interface RecordAge {
  /** Day of the run, YYYY-MM-DD. */
  readonly date: string;
  /** The measured code has changed since the run. */
  readonly stale: boolean;
}

const digests = new Map<string, string>();

/** Current digest of the code that a bench measures. */
export function digestOfMeasured({ measuredCode }: Pick<Bench, 'measuredCode'>): string {
  const key = measuredCode.join(' ');
  const known = digests.get(key);
  if (known !== undefined) return known;
  const digest = codeDigest(projectRoot(), measuredCode);
  digests.set(key, digest);
  return digest;
}

export function recordsOf({ file, records = [file] }: Bench): readonly string[] {
  return records;
}

/** The bench that writes a record; `undefined` for an unknown name. */
export function benchOfRecord(record: string): Bench | undefined {
  return Object.values(BENCHES).find((bench) => recordsOf(bench).includes(record));
}

/** @returns `undefined` when the bench has no record with a date */
export function ageOfRecord(record: string): RecordAge | undefined {
  const bench = benchOfRecord(record);
  const file = recordFile(record);
  if (bench === undefined || !existsSync(file)) return undefined;
  const { date, measuredCode } = JSON.parse(readFileSync(file, 'utf8')) as { date?: string; measuredCode?: string };
  if (date === undefined) return undefined;
  return { date: date.slice(0, 10), stale: measuredCode !== digestOfMeasured(bench) };
}

/** A date for a table, marked as stale when the code has changed since. */
export function shownAge(age: RecordAge | undefined): string {
  if (age === undefined) return '';
  return age.stale ? `${age.date}, stale` : age.date;
}
