import { expect, test } from 'vitest';
import { debianPackages, missingPackages } from './debian-packages.ts';

test('Debian packages: each is named once, with a file and the tests that need it', () => {
  const packages = debianPackages();
  expect(packages.length).toBeGreaterThan(30);
  expect(new Set(packages.map(({ name }) => name)).size).toBe(packages.length);
  expect(packages.filter(({ file, tests }) => !file.startsWith('/') || tests === '')).toEqual([]);
});

test.skipIf(process.env['CI'] !== 'true')('Debian packages: are all installed where CI requires them', () => {
  expect([...missingPackages()]).toEqual([]);
});
