/** The times of a whole run that was kept: `recorded.json`, written by `npm run tool -- times --record`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../models/files/project-root.ts';
import { type FileTimes, fileTimesSchema, processorSeconds } from './file-times.ts';

export const RECORD_FILE = join(projectRoot(), 'test/support/times/recorded.json');

/** Files that take less are left out of the record, s. */
export const RECORDED_FROM = 0.5;

const recordSchema = z.strictObject({
  date: z.iso.date(),
  machine: z.string(),
  files: z.array(fileTimesSchema),
});

export type TimesRecord = z.infer<typeof recordSchema>;

export function readRecord(): TimesRecord | undefined {
  if (!existsSync(RECORD_FILE)) return undefined;
  return recordSchema.parse(JSON.parse(readFileSync(RECORD_FILE, 'utf8')));
}

/** Seconds by project and name. Files that the record leaves out took less than `RECORDED_FROM`. */
export function recordedSeconds(
  record: TimesRecord | undefined,
): (project: string, name: string) => { wall: number; processor: number } {
  const known = new Map<string, FileTimes>(record?.files.map((times) => [keyOf(times.project, times.name), times]));
  return (project, name) => {
    const times = known.get(keyOf(project, name));
    if (times === undefined) return { wall: RECORDED_FROM, processor: RECORDED_FROM };
    return { wall: times.wall, processor: processorSeconds(times) };
  };
}

const keyOf = (project: string, name: string): string => `${project}: ${name}`;
