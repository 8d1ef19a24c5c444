/** The advisories of an export of OSV that the operator supplies: a ZIP file, a JSON file, or a folder of them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ComponentError } from '../component-error.ts';
import { type Advisory, advisorySchema } from './advisory.ts';
import { readZip } from './zip.ts';

export interface OsvExport {
  /** Those that name one of the components. */
  readonly advisories: readonly Advisory[];
  /** All advisories that were read. */
  readonly read: number;
  /** Members that are no advisory of a version that this program understands. */
  readonly unreadable: number;
  /** The newest change of an advisory, wall ms: the age of the export. `undefined` when it has none. */
  readonly newestAt: number | undefined;
}

export interface ExportBounds {
  /** Bound for a JSON file outside a ZIP file. */
  readonly fileBytes: number;
  /** Bound for all members together, unpacked. The export of npm has about 1 GiB. */
  readonly totalBytes: number;
}

export const EXPORT_BOUNDS: ExportBounds = { fileBytes: 67_108_864, totalBytes: 4_294_967_296 };

/** @param names `ECOSYSTEM NAME` of the components. Rejects with `ComponentError`. */
export async function readOsvExport(path: string, names: ReadonlySet<string>): Promise<OsvExport> {
  const advisories: Advisory[] = [];
  let read = 0;
  let unreadable = 0;
  let newestAt: number | undefined;
  for await (const advisory of advisoriesIn(path)) {
    if (advisory === undefined) {
      unreadable += 1;
      continue;
    }
    read += 1;
    newestAt = Math.max(newestAt ?? 0, Date.parse(advisory.modified));
    if (namesOneOf(advisory, names)) advisories.push(advisory);
  }
  return { advisories, read, unreadable, newestAt };
}

/** @param names `ECOSYSTEM NAME` */
export function namesOneOf({ affected = [] }: Advisory, names: ReadonlySet<string>): boolean {
  return affected.some(({ package: of }) => of !== undefined && names.has(`${of.ecosystem} ${of.name}`));
}

/** Each advisory; `undefined` for a member that is not an advisory. Rejects with `ComponentError`. */
export async function* advisoriesIn(path: string, bounds = EXPORT_BOUNDS): AsyncGenerator<Advisory | undefined> {
  let total = 0;
  for await (const text of textsIn(path, bounds.fileBytes)) {
    total += text?.length ?? 0;
    if (total > bounds.totalBytes) throw new ComponentError('too-large', `${path} is too large`);
    for (const json of text === undefined ? [undefined] : valuesIn(text)) yield advisorySchema.safeParse(json).data;
  }
}

/** The texts of the JSON members. `undefined`: a member that is too large. */
async function* textsIn(path: string, fileBytes: number): AsyncGenerator<string | undefined> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ComponentError('absent', `${path} cannot be read`, { cause });
  });
  if (found.isDirectory()) {
    for (const name of (await readdir(path)).sort()) {
      if (/\.(zip|json)$/i.test(name)) yield* textsIn(join(path, name), fileBytes);
    }
  } else if (path.toLowerCase().endsWith('.zip')) {
    for await (const { bytes } of readZip(path, (name) => name.endsWith('.json'))) yield bytes?.toString('utf8');
  } else {
    if (found.size > fileBytes) throw new ComponentError('too-large', `${path} is too large`);
    yield await readFile(path, 'utf8');
  }
}

/** One advisory, a list of them, or the member `vulns` of an answer of osv.dev. */
function valuesIn(text: string): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [undefined];
  }
  if (Array.isArray(json)) return json;
  const isAnswer = typeof json === 'object' && json !== null && 'vulns' in json && Array.isArray(json.vulns);
  return isAnswer ? (json as { vulns: unknown[] }).vulns : [json];
}
