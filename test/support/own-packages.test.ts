import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { areInstalled } from './own-packages.ts';

interface PackageFile {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly resolved?: string } & Partial<PackageFile>>>;
}

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(projectRoot(), ...path), 'utf8'));
const root = read('package.json') as PackageFile;

describe.each(['test/bench', 'test/fuzz'])('package file of %s', (folder) => {
  const own = read(folder, 'package.json') as PackageFile;
  const { packages } = read(folder, 'package-lock.json') as Lock;

  it('is private and names exact versions, which its lock file has', () => {
    expect(own.private).toBe(true);
    for (const version of Object.values(own.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packages['']?.dependencies).toEqual(own.dependencies);
  });

  it('shares with the project no name and no version of a package that differs', () => {
    expect(own.name).not.toBe(root.name);
    const others = { ...root.devDependencies, ...root.dependencies };
    for (const [name, version] of Object.entries(own.dependencies)) expect(others[name] ?? version).toBe(version);
  });

  it('has a lock file that names no registry', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

describe('packages of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'postern-packages-'));
    writeFileSync(join(folder, 'package-lock.json'), '{}');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are not installed before an installation succeeded', () => {
    mkdirSync(join(folder, 'node_modules'));
    expect(areInstalled(folder)).toBe(false);
  });

  it('are installed until the lock file changes', () => {
    mkdirSync(join(folder, 'node_modules'));
    const digest = createHash('sha256').update('{}').digest('hex');
    writeFileSync(join(folder, 'node_modules/.installed-lock'), digest);
    expect(areInstalled(folder)).toBe(true);
    writeFileSync(join(folder, 'package-lock.json'), '{ }');
    expect(areInstalled(folder)).toBe(false);
  });
});
