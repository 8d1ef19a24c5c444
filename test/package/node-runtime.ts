/** Fetches the Node runtime that the packages carry: the program and its licence from npm's package, after its digest was checked. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { verifyPackage } from '../../models/build/package-archive.ts';
import type { FetchPackage } from '../../models/build/npm-pack.ts';
import { projectRoot } from '../../models/files/project-root.ts';

/** Names of processors in npm and in Debian. */
export const ARCHITECTURES = { x64: 'amd64' } as const;
export type Processor = keyof typeof ARCHITECTURES;

const schema = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  packages: z.record(
    z.literal('x64'),
    z.strictObject({ package: z.string(), integrity: z.string(), packageBytes: z.int() }),
  ),
});

export interface NodeRuntime {
  readonly version: string;
  /** Path of the program. */
  readonly program: string;
  readonly licence: string;
}

export function runtimeVersion(): string {
  return read().version;
}

function read(): z.infer<typeof schema> {
  return schema.parse(JSON.parse(readFileSync(join(projectRoot(), 'test/package/node-runtime.json'), 'utf8')));
}

/** @param folder an empty folder of the caller. @throws ModelBuildError when the package cannot be fetched or has another digest */
export async function fetchRuntime(
  processor: Processor,
  fetchPackage: FetchPackage,
  folder: string,
): Promise<NodeRuntime> {
  const { version, packages } = read();
  const spec = { ...packages[processor], version };
  const fetched = join(folder, 'fetched');
  const unpacked = join(folder, 'unpacked');
  await mkdir(fetched, { recursive: true });
  await mkdir(unpacked, { recursive: true });
  const tarball = await fetchPackage(spec, fetched);
  await verifyPackage(tarball, spec);
  await promisify(execFile)('tar', ['-xzf', tarball, '-C', unpacked, 'package/bin/node', 'package/LICENSE']);
  return {
    version,
    program: join(unpacked, 'package/bin/node'),
    licence: join(unpacked, 'package/LICENSE'),
  };
}
