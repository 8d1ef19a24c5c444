/** The script after an installation, with every program that it runs replaced by one that prints its words. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Machine {
  /** Units that run. */
  readonly active: readonly string[];
  /** Exit codes of `postern-server update check` and `postern-server database prepare`. */
  readonly check?: number;
  readonly prepare?: number;
  readonly hasOwner?: boolean;
}

function configure({ active, check = 0, prepare = 0, hasOwner = false }: Machine) {
  const place = temporaryFolder();
  const programs = {
    'systemd-sysusers': '',
    'systemd-tmpfiles': '',
    'deb-systemd-helper': '',
    'deb-systemd-invoke': 'echo "$*"',
    journalctl: '',
    systemctl: `case "$*" in *is-active*) for unit in ${active.join(' ')}; do [ "$3" = "$unit" ] && exit 0; done; exit 3 ;; esac`,
    'postern-server': `echo "$*"; case "$1" in update) exit ${check} ;; database) exit ${prepare} ;; esac`,
  };
  for (const [program, text] of Object.entries(programs)) {
    writeFileSync(join(place, program), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  mkdirSync(join(place, 'booted'));
  if (hasOwner) writeFileSync(join(place, 'owner'), '');
  const script = readFileSync(join(projectRoot(), 'server/main/install/maintainer/postinst'), 'utf8')
    .replaceAll('/run/systemd/system', join(place, 'booted'))
    .replaceAll('/etc/postern/database-owner', join(place, 'owner'));
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'postinst', 'configure'], {
    encoding: 'utf8',
    env: { PATH: `${place}:${process.env['PATH']}` },
  });
  const restarted = stdout.split('\n').filter((line) => line.startsWith('restart '));
  return { status, restarted, stderr };
}

const ALL = ['postern-front.socket', 'postern-front.service', 'postern-server.service', 'postern-witness.service'];

test('an update: asks the new program, then restarts what runs', () => {
  const { status, restarted, stderr } = configure({ active: ['postern-server.service', 'postern-witness.service'] });
  expect(restarted).toEqual(['restart postern-server.service', 'restart postern-witness.service']);
  expect([status, stderr]).toEqual([0, 'update check\n']);
});

test.each([
  ['the check finds a fault', { check: 1 }],
  ['the settings have faults', { check: 78 }],
  ['the schema cannot be prepared', { prepare: 1, hasOwner: true }],
])('an update: lets the old server and its front work where %s, and is configured', (_case, machine) => {
  const { status, restarted, stderr } = configure({ active: ALL, ...machine });
  expect([status, restarted]).toEqual([0, ['restart postern-witness.service']]);
  expect(stderr).toContain('not restarted');
});

test('an update: prepares the schema only after a check without faults', () => {
  expect(configure({ active: ALL, hasOwner: true }).stderr).toBe('update check\ndatabase prepare\n');
  expect(configure({ active: ALL, hasOwner: true, check: 1 }).stderr).not.toContain('database prepare');
});

test('an installation: asks nothing where no server runs', () => {
  expect(configure({ active: [], hasOwner: true })).toEqual({ status: 0, restarted: [], stderr: '' });
});
