/** Packages of a small program, built as those of the product are. `package-files.test.ts` tests what the product's packages contain. */
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { debianVersion } from './build-packages.ts';
import type { PackageContents } from './contents.ts';
import { describePackages } from './describe-packages.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const root = projectRoot();
const COPIED = [
  'package.json',
  'package-lock.json',
  'kiosk/main/install',
  'server/main/install',
  'server/oversight/alerts/postern.rules.yml',
  'hardware/modbus/profiles',
];
const WRITTEN = {
  '.build/kiosk/main.js': "import './platform/base/part.js';\nimport { z } from 'zod';\n",
  '.build/kiosk/platform/base/part.js': "import semver from 'semver';\n",
  '.build/kiosk/ui-dist/index.html': '<!doctype html>\n',
  '.build/kiosk/ui-dist/dock.html': '<!doctype html>\n',
  '.build/server/main.js': "import { sha256 } from '@noble/hashes/sha2.js';\n",
  'models/part.json': '{}\n',
};

function smallTree(into: string): string {
  for (const part of COPIED) cpSync(join(root, part), join(into, part), { recursive: true });
  for (const [file, content] of Object.entries(WRITTEN)) {
    mkdirSync(dirname(join(into, file)), { recursive: true });
    writeFileSync(join(into, file), content);
  }
  symlinkSync(join(root, 'node_modules'), join(into, 'node_modules'));
  return into;
}

const LANE: PackageContents = {
  ...LANE_PACKAGE,
  programs: ['kiosk/main.js'],
  folders: ['kiosk/ui-dist'],
  data: ['models/part.json'],
};
const SERVER: PackageContents = { ...SERVER_PACKAGE, programs: ['server/main.js'], folders: [], data: [] };

describePackages('Debian packages', { packages: [LANE, SERVER], make: smallTree, copy: smallTree });

test('version of a package: grows with each commit', () => {
  const TIME_S = 1_795_000_000;
  const early = debianVersion(root, { epochS: TIME_S, id: 'ffffffff' });
  const late = debianVersion(root, { epochS: TIME_S + 1, id: '00000000' });
  expect(early < late).toBe(true);
});
