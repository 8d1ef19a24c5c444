/** The release that this server runs: its bill, and whether its files match the release. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { folderSums } from '../../../hardware/host/folder-digest.ts';
import { type Bill, billSchema, billText } from './bill.ts';
import { ComponentError } from './component-error.ts';
import { partInputs, pathsIn } from './installed.ts';
import { type PublishedBill, releaseIn } from './published-bills.ts';
import { OWN_DIFFERENCES, type OwnDifferenceKind } from './vocabulary.ts';

/** The folder of this program: above the folder with its compiled code. */
export const INSTALLATION = join(import.meta.dirname, '..', '..', '..', '..');

export interface OwnDifference {
  readonly kind: OwnDifferenceKind;
  /** File below the folder of the installation, or the name of a component. */
  readonly name: string;
}

/** The package lays compiled code out in `code`, a source tree in a folder of the build. */
export function isInstalled(home: string): boolean {
  return existsSync(join(home, 'code', 'server', 'main.js'));
}

/** The package places its bill and the list of its files beside the folder of its programs. */
function beside(home: string, file: string): string {
  return join(home, '..', '..', 'share', basename(home), file);
}

/**
 * The bill of an installed server; in a source tree one of the packages in its lock file. Rejects with `ComponentError`.
 *
 * @param home folder of the installation
 */
export async function ownBill(home: string): Promise<Bill> {
  try {
    if (isInstalled(home)) {
      return billSchema.parse(JSON.parse(await readFile(beside(home, 'bill.cdx.json'), 'utf8')));
    }
    const program = { name: 'postern', version: 'development', license: 'Apache-2.0', digest: '0'.repeat(64) };
    const paths = await pathsIn(home);
    const inputs = await partInputs(home, { program, paths, hasModels: false, node: process.versions.node });
    return billSchema.parse(JSON.parse(billText(inputs)));
  } catch (cause) {
    throw new ComponentError('malformed', 'the bill of this server cannot be read', { cause });
  }
}

/**
 * Compares the files of an installed server with the list that its bill names. The files are read one after another in pieces.
 *
 * @returns in the order of `OWN_DIFFERENCES`
 */
export async function ownDifferences(
  home: string,
  bill: Bill,
  published: readonly PublishedBill[],
  { node = process.versions.node, signal }: { readonly node?: string; readonly signal?: AbortSignal } = {},
): Promise<readonly OwnDifference[]> {
  const release = releaseIn(bill);
  const list = await readFile(beside(home, 'files.sha256'), 'utf8').catch(() => '');
  const [stated, found] = [sumsIn(list), sumsIn(await folderSums(home, signal))];
  const differing = [...new Set([...stated.keys(), ...found.keys()])].sort().flatMap((name): OwnDifference[] => {
    if (stated.get(name) === found.get(name)) return [];
    if (!found.has(name)) return [{ kind: 'file-missing', name }];
    return [{ kind: stated.has(name) ? 'file-altered' : 'file-added', name }];
  });
  const billed = bill.components.find((one) => one['bom-ref'] === 'platform/node')?.version;
  const { name } = bill.metadata.component;
  const own = published.filter((one) => one.bill.metadata.component.name === name);
  const differences: OwnDifference[] = [
    ...differing,
    ...(createHash('sha256').update(list).digest('hex') === release
      ? []
      : [{ kind: 'list-altered', name: 'files.sha256' } as const]),
    ...(billed === node ? [] : [{ kind: 'node', name: 'node' } as const]),
    ...(own.length === 0 || own.some((one) => one.release === release)
      ? []
      : [{ kind: 'not-published', name } as const]),
  ];
  return differences.sort((one, other) => OWN_DIFFERENCES.indexOf(one.kind) - OWN_DIFFERENCES.indexOf(other.kind));
}

/** Digests by file, from the output of sha256sum(1). */
function sumsIn(list: string): ReadonlyMap<string, string> {
  return new Map(
    list
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
}
