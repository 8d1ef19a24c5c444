import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { ALLOCATOR, ENGINE_FLAGS } from '../../server/goods/declarations/front/front-link.ts';
import { missingSystemParts } from '../support/system-part.ts';
import type { PackageContents } from './contents.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const root = projectRoot();
const missing = missingSystemParts('the judgement of units', ['systemd-analyze']);
const UNITS = [LANE_PACKAGE, SERVER_PACKAGE].flatMap((contents) =>
  contents.placed.filter(({ to }) => to.endsWith('.service')).map(({ from }) => [from, contents] as const),
);
/** systemd's scale: 0 is closed, 10 open. */
const MAX_EXPOSED = 2.0;

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const values = (file: string, name: string): string[] =>
  [...textOf(file).matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value ?? '');

/** The folder of the release; that of the lane is a link which its unit sets. */
const homeOf = (command: string): string | undefined => /^(\S+?)(?:\/release)?\/bin\/node /.exec(command)?.[1];

test('the lane: its unit starts the installed package, unless the installed selector finds another release', () => {
  const file = 'kiosk/main/install/postern-lane.service';
  const [first = '', second = '', ...more] = values(file, 'ExecStartPre');
  expect(more).toEqual([]);
  expect(first).toBe('/usr/bin/ln -sfn /usr/lib/postern-lane /run/postern-lane/release');
  // It may fail, and it ends
  expect(second).toMatch(/^-\/usr\/bin\/timeout /);
  expect(second).toContain(
    ' /usr/lib/postern-lane/bin/node /usr/lib/postern-lane/code/kiosk/main/commands/select-release.js ',
  );
  expect(values(file, 'ExecStart')[0]).toMatch(/^\/run\/postern-lane\/release\/bin\/node /);
  expect(values(file, 'RuntimeDirectory')).toEqual(['postern-lane']);
  expect(values(file, 'RestartPreventExitStatus')).toEqual([]);
  expect(values(file, 'ExecStartPost')).toEqual(['-+/usr/bin/systemctl reset-failed %n']);
});

test('units: are all placed by a package', () => {
  const written = ['kiosk/main/install', 'server/main/install'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.service'))
      .map((file) => `${folder}/${file}`),
  );
  expect(UNITS.map(([from]) => from).sort()).toEqual(written.sort());
  expect(written).toHaveLength(5);
});

describe('the front', () => {
  const file = 'server/main/install/postern-front.service';
  const socket = 'server/main/install/postern-front.socket';

  test('overwrites freed memory as the child process does', () => {
    const [command = ''] = values(file, 'ExecStart');
    for (const flag of ENGINE_FLAGS) expect(command.split(' ')).toContain(flag);
    expect(values(file, 'Environment')).toContain(`GLIBC_TUNABLES=${ALLOCATOR.GLIBC_TUNABLES}`);
  });

  test('has another account than the server, with key and settings that the server cannot read or write', () => {
    const server = 'server/main/install/postern-server.service';
    expect(values(file, 'User')).not.toEqual(values(server, 'User'));
    expect(values(file, 'LoadCredential')).toEqual(['secret:/etc/postern/front-secrets']);
    const folders = textOf('server/main/install/tmpfiles.conf');
    expect(folders).toContain('\nd /etc/postern/front-secrets 0700 root root\n');
    expect(folders).toContain('\nd /var/lib/postern-front 0700 postern-front postern-front\n');
    // Root owns the settings, and the package the code
    expect(values(file, 'EnvironmentFile')).toEqual(['/etc/postern/front.conf']);
    expect(values(file, 'SupplementaryGroups')).toEqual([]);
    for (const unit of [file, server]) {
      expect(values(unit, 'ProtectSystem')).toEqual(['strict']);
      expect([...values(unit, 'CapabilityBoundingSet'), ...values(unit, 'NoNewPrivileges')]).toEqual(['', 'yes']);
      expect(values(unit, 'ReadWritePaths')).toEqual([]);
    }
  });

  test('is reached at a socket of root that the account of the server alone opens', () => {
    expect(values(socket, 'ListenStream')).toEqual(
      values('server/main/install/postern-server.service', 'Environment').flatMap(
        (line) => /^POSTERN_SERVER_TRADERS_FRONT=(.*)$/.exec(line)?.[1] ?? [],
      ),
    );
    expect([...values(socket, 'SocketUser'), ...values(socket, 'SocketMode')]).toEqual(['postern-server', '0600']);
    expect(values(socket, 'DirectoryMode')).toEqual(['0755']);
  });
});

describe.each(UNITS)('%s', (file, contents: PackageContents) => {
  test.skipIf(missing !== undefined)(`is exposed by at most ${MAX_EXPOSED}`, () => {
    const judged = execFileSync('systemd-analyze', ['security', '--offline=true', '--no-pager', join(root, file)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    const exposure = Number(/exposure level for \S+: (\d+\.\d+)/.exec(judged)?.[1]);
    expect(exposure).toBeGreaterThan(0);
    expect(exposure).toBeLessThanOrEqual(MAX_EXPOSED);
  });

  test('starts a program of its package, and is restarted when it ends or hangs', () => {
    const [command = ''] = values(file, 'ExecStart');
    const program = /code\/(\S+\.js)/.exec(command)?.[1];
    expect(contents.programs).toContain(program);
    expect(['/usr/lib/', '/run/'].map((root) => `${root}${contents.name}`)).toContain(homeOf(command));
    expect(values(file, 'Type')).toEqual(['notify']);
    expect(values(file, 'Restart')).toEqual(['always']);
    expect(Number(values(file, 'WatchdogSec')[0])).toBeGreaterThan(0);
    expect([...values(file, 'LimitCORE'), ...values(file, 'MemorySwapMax')]).toEqual(['0', '0']);
  });

  test('runs as a user that the package makes', () => {
    const users = contents.placed
      .filter(({ to }) => to.startsWith('/usr/lib/sysusers.d/'))
      .map(({ from }) => textOf(from));
    expect(`\n${users.join('\n')}`).toContain(`\nu ${values(file, 'User')[0]} `);
  });
});

describe.each([LANE_PACKAGE, SERVER_PACKAGE])('package $name', ({ folder, name }) => {
  test.each(['postinst', 'prerm', 'postrm'])('has a sound script %s that names its units', (script) => {
    const file = join(root, folder, 'maintainer', script);
    execFileSync('sh', ['-n', file]);
    const text = readFileSync(file, 'utf8');
    for (const [from] of UNITS.filter(([, contents]) => contents.name === name)) {
      expect(text).toContain(from.slice(from.lastIndexOf('/') + 1));
    }
  });
});
