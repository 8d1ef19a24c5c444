import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type SourceSettings, sourceSettingsSchema } from '../../contract/watchlist-source.ts';
import { watchlistIdSchema } from '../../contract/watchlist.ts';

const sourcesSchema = z.record(watchlistIdSchema, sourceSettingsSchema);

/** The connectors in the operator's file, by list; none without a file. Throws when the file does not describe connectors. */
export function readSources(file: string | undefined): ReadonlyMap<string, SourceSettings> {
  if (file === undefined) return new Map();
  return new Map(Object.entries(sourcesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))));
}
