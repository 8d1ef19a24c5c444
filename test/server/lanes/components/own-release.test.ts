import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderSums } from '../../../../hardware/host/folder-digest.ts';
import { billText } from '../../../../server/lanes/components/bill.ts';
import { isInstalled, ownBill, ownDifferences } from '../../../../server/lanes/components/own-release.ts';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NODE = '24.1.0';

/** Laid out as the package installs it. */
async function installation() {
  const root = temporaryFolder();
  const home = join(root, 'lib', 'postern-server');
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(home, file)), { recursive: true });
    writeFileSync(join(home, file), text);
  };
  write('code/server/main.js', 'main');
  write('node_modules/left-pad/index.js', 'pad');
  const sums = await folderSums(home);
  const digest = createHash('sha256').update(sums).digest('hex');
  const program = { name: 'postern-server', version: '1', license: 'Apache-2.0', digest };
  const shared = join(root, 'share', 'postern-server');
  mkdirSync(shared, { recursive: true });
  writeFileSync(join(shared, 'files.sha256'), sums);
  writeFileSync(
    join(shared, 'bill.cdx.json'),
    billText({ program, packages: [], models: [], libraries: [], node: NODE }),
  );
  const bill = await ownBill(home);
  return { home, shared, write, bill, differences: () => ownDifferences(home, bill, [], { node: NODE }) };
}

describe('the files of an installed server', () => {
  it('equal its release', async () => {
    const { home, differences } = await installation();
    expect(isInstalled(home)).toBe(true);
    expect(await differences()).toEqual([]);
  });

  it('differ when one is altered, missing or added, packages included', async () => {
    const { home, write, differences } = await installation();
    write('node_modules/left-pad/index.js', 'evil');
    write('code/server/added.js', 'evil');
    rmSync(join(home, 'code/server/main.js'));
    expect(await differences()).toEqual([
      { kind: 'file-altered', name: 'node_modules/left-pad/index.js' },
      { kind: 'file-missing', name: 'code/server/main.js' },
      { kind: 'file-added', name: 'code/server/added.js' },
    ]);
  });

  it('differ when their list was made again for other files, or is missing', async () => {
    const { home, shared, write, differences } = await installation();
    write('code/server/main.js', 'evil');
    writeFileSync(join(shared, 'files.sha256'), await folderSums(home));
    expect(await differences()).toEqual([{ kind: 'list-altered', name: 'files.sha256' }]);
    rmSync(join(shared, 'files.sha256'));
    expect((await differences()).map(({ kind }) => kind)).toEqual(['file-added', 'file-added', 'list-altered']);
  });

  it('differ from another Node, and from published bills of other releases', async () => {
    const { home, bill } = await installation();
    expect(await ownDifferences(home, bill, [], { node: '24.2.0' })).toEqual([{ kind: 'node', name: 'node' }]);
    const published = (release: string | undefined) => [{ target: 'bill-of-materials/server/1', bill, release }];
    const own = bill.metadata.component.hashes?.[0]?.content;
    expect(await ownDifferences(home, bill, published(own), { node: NODE })).toEqual([]);
    expect(await ownDifferences(home, bill, published('ab'.repeat(32)), { node: NODE })).toEqual([
      { kind: 'not-published', name: 'postern-server' },
    ]);
  });

  it('are not compared in a source tree, whose bill comes from its lock file', async () => {
    expect(isInstalled(projectRoot())).toBe(false);
    const { components } = await ownBill(projectRoot());
    expect(components.map(({ name }) => name)).toContain('express');
    expect(components.map(({ name }) => name)).not.toContain('vitest');
  });
});
