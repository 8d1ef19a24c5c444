/** The difference between the running program and the bill of its release. Pure. */
import type { Bill } from './bill.ts';

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

export interface RunningProgram {
  readonly digest: string;
  readonly node: string;
  readonly packages: readonly InstalledPackage[];
}

export const DIFFERENCES = ['program', 'node', 'package-missing', 'package-added'] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly name: string;
  /** In the bill; `null`: nothing. */
  readonly expected: string | null;
  readonly found: string | null;
}

/** Optional packages are for one kind of machine: one that is not installed is no difference. */
export function differencesOf(
  { metadata: { component: program }, components }: Bill,
  running: RunningProgram,
): readonly Difference[] {
  const expectedDigest = program.hashes?.find(({ alg }) => alg === 'SHA-256')?.content ?? null;
  const node = components.find((one) => one['bom-ref'] === 'platform/node')?.version ?? null;
  const listed = components.filter(({ purl = '' }) => purl.startsWith('pkg:npm/'));
  const key = ({ name, version }: InstalledPackage): string => `${name}@${version}`;
  const [inBill, installed] = [new Set(listed.map(key)), new Set(running.packages.map(key))];
  const different = (kind: DifferenceKind, name: string, expected: string | null, found: string | null) =>
    expected === found ? [] : [{ kind, name, expected, found }];
  return [
    ...different('program', program.name, expectedDigest, running.digest),
    ...different('node', 'node', node, running.node),
    ...listed
      .filter((one) => !installed.has(key(one)) && one.scope !== 'optional')
      .map(({ name, version }) => ({ kind: 'package-missing', name, expected: version, found: null }) as const),
    ...running.packages
      .filter((one) => !inBill.has(key(one)))
      .map(({ name, version }) => ({ kind: 'package-added', name, expected: null, found: version }) as const),
  ];
}
