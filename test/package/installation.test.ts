/**
 * Installs both packages in a Debian 13 that boots in a container, and operates them: settings, enrolment, a traveller, the screen, an update,
 * programs and a page that hang, removal and purge. Runs with `POSTERN_INSTALLATION=1`; needs root, the network, and Debian's `mmdebstrap` and
 * `systemd-container`. One test uses what the test before it has left.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './container.ts';
import {
  addSimulators,
  bootInstalled,
  type InstalledMachine,
  LANE_CLOCK,
  LANE_HOME,
  LIMIT_MS,
  missingForInstallation,
  PACKAGES,
  PREPARATION_MS,
} from './installed-machine.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const missing = missingForInstallation();
/** Packages of Debian for the screen and its unit, a font, and `ps`. */
const SCREEN = ['cage', 'seatd', 'chromium', 'fonts-dejavu-core', 'procps'];
const UNITS = ['postern-lane', 'postern-screen', 'postern-server', 'postern-witness'];
/** Kills a stopped program, which cannot end by itself, sooner than the units do. */
const SOON = '[Service]\nTimeoutStopSec=3\n';
/** A display in memory. The container has no graphics card. */
const DISPLAY = '[Service]\nEnvironment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1\n';
/** Longer than the watchdog of every unit. */
const LONGER_THAN_WATCHDOG_S = 35;
const CLOCK = `[Service]\nEnvironment=NODE_OPTIONS=--import=/${LANE_HOME}/code/${LANE_CLOCK}\n`;

let folder: string;
let machine: InstalledMachine;
const unit: InstalledMachine['unit'] = (name, property) => machine.unit(name, property);
const log: InstalledMachine['log'] = (name) => machine.log(name);

/** Seconds since the unit started, and how often it was restarted after it ended. */
async function running(name: string): Promise<{ forS: number; restarts: number }> {
  const started = Number(await unit(name, 'ActiveEnterTimestampMonotonic')) / 1e6;
  const now = Number((await machine.must('cat /proc/uptime')).split(' ')[0]);
  return { forS: now - started, restarts: Number(await unit(name, 'NRestarts')) };
}

/** Waits until the unit has run for longer than its watchdog waits; the watchdog has not ended it. */
async function survives(name: string): Promise<void> {
  await until(async () => (await running(name)).forS > LONGER_THAN_WATCHDOG_S, LIMIT_MS);
  expect([name, await running(name)]).toMatchObject([name, { restarts: 0 }]);
}

/** Whether the lane heard within the last seconds that the traveller's page drew a frame. */
async function pageDraws(): Promise<boolean> {
  const { code, stdout } = await machine.ask('/healthz');
  const drawnMsAgo = code === 0 ? (JSON.parse(stdout) as { drawnMsAgo: number | null }).drawnMsAgo : null;
  return drawnMsAgo !== null && drawnMsAgo < 10_000;
}

describe.skipIf(missing !== undefined)('the packages on Debian 13', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-installation-'));
    machine = await bootInstalled(folder, SCREEN);
  }, PREPARATION_MS);
  afterAll(async () => {
    await machine?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, LIMIT_MS);

  it('start nothing by themselves', async () => {
    for (const name of UNITS) {
      expect([name, await unit(name, 'ActiveState'), await unit(name, 'UnitFileState')]).toEqual([
        name,
        'inactive',
        'disabled',
      ]);
    }
  });

  it('refuse to run in production with the settings of a new installation, and name every fault', async () => {
    expect((await machine.run('systemctl start postern-lane')).code).not.toBe(0);
    expect((await machine.run('systemctl start postern-server')).code).not.toBe(0);
    const lane = await log('postern-lane');
    for (const kind of ['CAMERA', 'DOCUMENT_READER', 'GATE', 'INDICATOR']) {
      expect(lane).toContain(`POSTERN_KIOSK_${kind}: must be the driver of a real device`);
    }
    expect(lane).not.toMatch(/^ {2}start: /m);
    expect(await log('postern-server')).toContain('POSTERN_SERVER_LEDGER_POLICY');
    // In the journal: the lane may be running again, and then the unit has no status
    expect(lane).toContain('status=2/');
    expect(await unit('postern-server', 'ExecMainStatus')).toBe('78');
    // The lane is started again, because a release on trial may cause faults of settings
    await machine.must('systemctl stop postern-lane');
    expect(await unit('postern-server', 'NRestarts')).toBe('0');
  });

  it('give a secret to the program as a credential', async () => {
    writeFileSync(join(machine.root, 'etc/postern/server-secrets/url'), 'postgres://nobody@/none?host=/nowhere\n', {
      mode: 0o600,
    });
    machine.settings('server', { POSTERN_SERVER_DATABASE_URL_FILE: 'credential:secret_url' });
    await machine.run('systemctl start --no-block postern-server');
    await until(async () => (await log('postern-server')).includes('start-failed'), LIMIT_MS);
    await machine.must('systemctl stop postern-server');
    const refused = (await log('postern-server')).match(/config-refused/g) ?? [];
    expect(refused).toHaveLength(1);
    expect(await log('postern-server')).not.toContain('nowhere');
    rmSync(join(machine.root, 'etc/postern/server-secrets/url'));
  });

  it('start the server, whose codes for administrators are not in the journal', async () => {
    machine.settings('server', { POSTERN_MODE: 'development', POSTERN_SERVER_TLS_NAMES: 'localhost' });
    await machine.must('postern-server fleet init');
    await machine.must('systemctl start postern-server');
    expect(await unit('postern-server', 'StatusErrno')).toBe('0');
    const codes =
      (await machine.must('postern-server first-administrators')).match(/\b[0-9A-Z]{5}(-[0-9A-Z]{5,6}){4,}/g) ?? [];
    expect(codes).toHaveLength(2);
    const journal = await machine.must('journalctl -o cat --no-pager');
    for (const code of codes) expect(journal).not.toContain(code);
  });

  it('enrol a lane, which is hardened and clears a traveller with simulated devices', async () => {
    addSimulators(join(machine.root, LANE_HOME));
    await machine.enrol();
    await machine.dropIn('postern-lane', 'clock', CLOCK);
    await machine.must('systemctl start postern-lane');
    expect(await log('postern-lane')).toContain('"mode":"development","notHardened":[]');
    await until(async () => (await machine.ask('/healthz')).stdout.includes('"idle"'), LIMIT_MS);
    const person = { scene: { subject: { kind: 'person', specimen: 'alpha' } }, document: { holder: 'alpha' } };
    expect(await machine.ask('/dock/api/traveller', person)).toMatchObject({ code: 0 });
    await until(async () => (await log('postern-lane')).includes('"event":"passage-reported"'), LIMIT_MS);
    const lane = await log('postern-lane');
    expect(lane).toContain('"event":"match-reported","sequence":1,"outcome":"cleared"');
    expect(lane).toContain('"passage":"one-person"');
    await until(async () => (await log('postern-server')).includes('"route":"/v1/reports","status":201'), LIMIT_MS);
  });

  it.each(PACKAGES)('list and run each program of $name', async ({ name }) => {
    const usage = await machine.must(`${name} help`);
    const listed = [...usage.matchAll(/^ {2}([\w-]+) {2,}/gm)].map(([, command = '']) => command);
    expect(listed.length).toBeGreaterThan(5);
    // It would be a second lane
    const commands = listed.filter((command) => command !== 'run');
    const started = commands.map((command) => `${name} ${command} </dev/null >/root/${command}.out 2>&1 &`);
    await machine.must(`${started.join('\n')}\nwait`);
    for (const command of commands) {
      const printed = readFileSync(join(machine.root, 'root', `${command}.out`), 'utf8');
      expect([command, printed]).toEqual([command, expect.stringMatching(/\w/)]);
      expect([command, printed]).not.toEqual([command, expect.stringMatching(/\bError\b|not found/)]);
    }
  });

  it('run a witness', async () => {
    mkdirSync(join(machine.root, 'etc/postern/witness'), { recursive: true });
    const key = /"ledgerKey":"([^"]+)"/.exec(await log('postern-server'))?.[1] ?? '';
    writeFileSync(join(machine.root, 'etc/postern/witness/logs'), `log ${key}\nquorum none\n`, { mode: 0o644 });
    machine.settings('witness', {
      POSTERN_WITNESS_NAME: 'witness.agency.example/1',
      POSTERN_WITNESS_LOGS: '/etc/postern/witness/logs',
    });
    await machine.must('systemctl start postern-witness');
    expect(await log('postern-witness')).toContain('"event":"listening"');
  });

  it('show the page on the screen, with the sandbox of the browser', async () => {
    await machine.dropIn('postern-screen', 'display', DISPLAY);
    await machine.must('systemctl start postern-screen');
    await until(pageDraws, LIMIT_MS);
    expect(await unit('postern-screen', 'NRestarts')).toBe('0');
    const browsers = await machine.must('ps -C chromium -o user:20=,args=');
    expect(browsers).toContain('--type=renderer');
    expect(browsers).not.toContain('--no-sandbox');
    for (const line of browsers.trim().split('\n')) expect(line).toMatch(/^postern-screen /);
  });

  it('are updated with their settings and data, and restart what runs', async () => {
    await survives('postern-server');
    const before = await unit('postern-server', 'MainPID');
    const mine = readFileSync(join(machine.root, 'etc/postern/server.conf'), 'utf8');
    const key = /"serverPublicKey":"([0-9a-f]+)"/.exec(await log('postern-server'))?.[1];
    await machine.install(await machine.build('0.1.0+2', [SERVER_PACKAGE]));
    expect(readFileSync(join(machine.root, 'etc/postern/server.conf'), 'utf8')).toBe(mine);
    expect(await unit('postern-server', 'ActiveState')).toBe('active');
    expect(await unit('postern-server', 'MainPID')).not.toBe(before);
    const keys = [...(await log('postern-server')).matchAll(/"serverPublicKey":"([0-9a-f]+)"/g)].map(
      ([, found]) => found,
    );
    expect(new Set(keys)).toEqual(new Set([key]));
  });

  it('kill and restart programs that hang, and the screen when its page hangs', async () => {
    for (const name of UNITS) {
      await survives(name);
      await machine.dropIn(name, 'soon', SOON);
    }
    const before = new Map<string, string>();
    for (const name of UNITS) before.set(name, await unit(name, 'MainPID'));
    const programs = UNITS.filter((name) => name !== 'postern-screen').map((name) => before.get(name));
    await machine.must(`kill -STOP ${programs.join(' ')} $(pgrep -f '[-]-type=renderer')`);
    for (const name of UNITS) {
      await until(async () => {
        const now = await unit(name, 'MainPID');
        return now !== '0' && now !== before.get(name) && (await unit(name, 'ActiveState')) === 'active';
      }, LIMIT_MS);
      expect(await log(name)).toContain(name === 'postern-screen' ? '"state":"hung"' : 'Watchdog timeout');
    }
    await until(pageDraws, LIMIT_MS);
  });

  it('keep settings and data when they are removed', async () => {
    await machine.must('dpkg --remove postern-lane postern-server');
    expect(
      await machine.must(
        'ls /var/lib/postern-lane/journal.sqlite /var/lib/postern-server/postern-server.sqlite /etc/postern/lane.conf',
      ),
    ).not.toBe('');
    expect(await machine.must('ps -e -o args=')).not.toMatch(/postern|chromium/);
  });

  it('are not purged until the deletion of keys and data is allowed', async () => {
    for (const name of ['postern-lane', 'postern-server']) {
      const purge = await machine.run(`DEBIAN_FRONTEND=noninteractive dpkg --purge ${name}`);
      expect(purge.code).not.toBe(0);
      expect(purge.stderr).toContain(`${name}: not purged`);
      expect(purge.stderr).toContain(`${name} ${name}/delete-data boolean true`);
    }
    await machine.must('ls /var/lib/postern-lane/journal.sqlite /var/lib/postern-server/postern-server.sqlite');
  });

  it('leave neither settings nor keys nor data when they are purged', async () => {
    for (const name of ['postern-lane', 'postern-server']) {
      await machine.must(`echo '${name} ${name}/delete-data boolean true' | debconf-set-selections`);
      await machine.must(`DEBIAN_FRONTEND=noninteractive dpkg --purge ${name}`);
    }
    // The simulators were copied there by this test
    rmSync(join(machine.root, 'usr/lib/postern-lane'), { recursive: true, force: true });
    const left = await machine.must(
      "find / -xdev \\( -path /proc -o -path /sys -o -path /root -o -path /var/log \\) -prune -o -name '*postern*' -print",
    );
    expect(left).toBe('');
    expect((await machine.must('dpkg-query -W -f "\\${Package} \\${Status}\\n"')).includes('postern')).toBe(false);
  });
});
