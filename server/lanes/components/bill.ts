/**
 * The bill of materials of a release, CycloneDX 1.6: npm packages by the lock file, models, native libraries inside packages, and the Node
 * runtime. The same inputs give the same bytes. Pure.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The inputs, from the files of a release. */
export interface BillInputs {
  readonly program: {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    readonly digest: string;
  };
  /** Packages that run, without those for development. */
  readonly packages: readonly LockedPackage[];
  readonly models: readonly { readonly name: string; readonly sha256: string }[];
  /** Libraries that npm packages bring along. */
  readonly libraries: readonly { readonly name: string; readonly version: string; readonly within: string }[];
  readonly node: string;
  /** Time of the commit, s since 1970: the same release has the same bill. Absent outside a repository. */
  readonly epochS?: number | undefined;
}

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource Integrity with sha512. */
  readonly integrity: string | undefined;
  readonly license: string | undefined;
  /** Names of the packages that it needs. */
  readonly needs: readonly string[];
  readonly isOptional: boolean;
}

const hashSchema = z.object({ alg: z.string(), content: z.string() });
const componentSchema = z.object({
  type: z.enum(['application', 'library', 'platform', 'machine-learning-model']),
  name: z.string().max(214),
  version: z.string().max(256),
  purl: z.string().max(512).optional(),
  scope: z.string().max(32).optional(),
  'bom-ref': z.string().max(512),
  hashes: z.array(hashSchema).max(8).optional(),
});
export type Component = z.infer<typeof componentSchema>;

/** The parts of a bill that the checks read. */
export const billSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  metadata: z.object({ component: componentSchema }),
  components: z.array(componentSchema).max(5_000),
});
export type Bill = z.infer<typeof billSchema>;

const SUPPLIER = 'Postern';

/** CycloneDX 1.6 as JSON text. */
export function billText({ program, packages, models, libraries, node, epochS }: BillInputs): string {
  const components = [
    ...packages.map(packageComponent),
    ...libraries.map(({ name, version, within }) => ({
      type: 'library',
      'bom-ref': `${within}/${name}`,
      name,
      version,
      description: `inside ${within}`,
      purl: `pkg:generic/${encodeURIComponent(name)}@${encodeURIComponent(version)}`,
    })),
    ...models.map(({ name, sha256 }) => ({
      type: 'machine-learning-model',
      'bom-ref': `model/${name}`,
      name,
      version: sha256.slice(0, 16),
      hashes: [{ alg: 'SHA-256', content: sha256 }],
    })),
    {
      type: 'platform',
      'bom-ref': 'platform/node',
      name: 'node',
      version: node,
      purl: `pkg:bitnami/node@${encodeURIComponent(node)}`,
    },
  ].sort((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1));
  const root = {
    type: 'application',
    'bom-ref': `program/${program.name}@${program.version}`,
    name: program.name,
    version: program.version,
    supplier: { name: SUPPLIER },
    licenses: [{ license: { id: program.license } }],
    hashes: [{ alg: 'SHA-256', content: program.digest }],
  };
  const body = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      ...(epochS !== undefined && { timestamp: new Date(epochS * 1_000).toISOString() }),
      tools: { components: [{ type: 'application', name: 'postern components', version: program.version }] },
      component: root,
      supplier: { name: SUPPLIER },
    },
    components,
    dependencies: dependenciesOf(
      root['bom-ref'],
      packages,
      components.map((one) => one['bom-ref']),
    ),
  };
  return `${JSON.stringify({ ...body, serialNumber: serialOf(JSON.stringify(body)) }, null, 1)}\n`;
}

function packageComponent({ name, version, integrity, license, isOptional }: LockedPackage) {
  const sha512 = integrity?.startsWith('sha512-') === true ? integrity.slice(7) : undefined;
  return {
    type: 'library',
    'bom-ref': refOf({ name, version }),
    name,
    version,
    scope: isOptional ? 'optional' : 'required',
    ...(license !== undefined && { licenses: [{ license: { name: license } }] }),
    ...(sha512 !== undefined && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(sha512, 'base64').toString('hex') }],
    }),
    purl: purlOf({ name, version }),
  };
}

type Named = Pick<LockedPackage, 'name' | 'version'>;

const refOf = ({ name, version }: Named): string => `npm/${name}@${version}`;

/** The package URL of an npm package: the scope is its namespace. */
export function purlOf({ name, version }: Named): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return `pkg:npm/${path}@${encodeURIComponent(version)}`;
}

/** The root contains all; a package needs the versions of the names that it states. The lock file may have several versions of a name. */
function dependenciesOf(root: string, packages: readonly LockedPackage[], refs: readonly string[]) {
  const byName = new Map<string, string[]>();
  for (const one of packages) byName.set(one.name, [...(byName.get(one.name) ?? []), refOf(one)]);
  const own = new Map<string, Set<string>>();
  for (const one of packages) {
    const needs = own.get(refOf(one)) ?? new Set<string>();
    for (const ref of one.needs.flatMap((name) => byName.get(name) ?? [])) needs.add(ref);
    own.set(refOf(one), needs);
  }
  const sorted = (values: Iterable<string>): string[] => [...values].sort();
  return [
    { ref: root, dependsOn: sorted(refs) },
    ...sorted(own.keys()).map((ref) => ({ ref, dependsOn: sorted(own.get(ref) ?? []) })),
  ];
}

/** A UUID of version 8 (RFC 9562) from the content, so that two builds of one release agree. */
function serialOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}
