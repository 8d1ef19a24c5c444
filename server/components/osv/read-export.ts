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

const LARGEST_JSON_BYTES = 67_108_864;

/** @param names `ECOSYSTEM NAME` of the components. Rejects with `ComponentError`. */
export async function readOsvExport(path: string, names: ReadonlySet<string>): Promise<OsvExport> {
  const advisories: Advisory[] = [];
  let read = 0;
  let unreadable = 0;
  let newestAt: number | undefined;
  for await (const text of textsIn(path)) {
    for (const json of text === undefined ? [undefined] : valuesIn(text)) {
      const parsed = advisorySchema.safeParse(json);
      if (!parsed.success) {
        unreadable += 1;
        continue;
      }
      read += 1;
      newestAt = Math.max(newestAt ?? 0, Date.parse(parsed.data.modified));
      const isNamed = (parsed.data.affected ?? []).some(
        ({ package: of }) => of !== undefined && names.has(`${of.ecosystem} ${of.name}`),
      );
      if (isNamed) advisories.push(parsed.data);
    }
  }
  return { advisories, read, unreadable, newestAt };
}

/** The texts of the JSON members. `undefined`: one that is too large. */
async function* textsIn(path: string): AsyncGenerator<string | undefined> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ComponentError('absent', `${path} cannot be read`, { cause });
  });
  if (found.isDirectory()) {
    for (const name of (await readdir(path)).sort()) {
      if (/\.(zip|json)$/i.test(name)) yield* textsIn(join(path, name));
    }
  } else if (path.toLowerCase().endsWith('.zip')) {
    for await (const { bytes } of readZip(path, (name) => name.endsWith('.json'))) yield bytes?.toString('utf8');
  } else {
    yield found.size > LARGEST_JSON_BYTES ? undefined : await readFile(path, 'utf8');
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
