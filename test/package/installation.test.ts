/**
 * Installs both packages in a Debian 13 that boots in a container, and operates them: settings, enrolment, a traveller, the screen, an update,
 * programs and a page that hang, removal and purge. Runs with `npm run package:try`; needs root, the network, and Debian's `mmdebstrap` and
 * `systemd-container`. One test uses what the test before it has left.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmCommand } from '../../models/build/npm-command.ts';
import { npmPack } from '../../models/build/npm-pack.ts';
import { projectRoot } from '../../models/files/project-root.ts';
import { missingSystemParts } from '../support/system-part.ts';
import { buildPackages } from './build-packages.ts';
import { bootContainer, type Container, debianArchive, type Ran, until } from './container.ts';
import { includedFiles } from './included-files.ts';
import { LANE_PACKAGE } from './lane-package.ts';
import { fetchRuntime, type NodeRuntime } from './node-runtime.ts';
import { SERVER_PACKAGE } from './server-package.ts';

const wanted = process.env['POSTERN_INSTALLATION'] === '1';
const missing = wanted
  ? missingSystemParts('the installation', ['mmdebstrap', 'systemd-nspawn', 'dpkg-deb'])
  : 'only with npm run package:try';

const root = projectRoot();
const PACKAGES = [LANE_PACKAGE, SERVER_PACKAGE];
const DEPENDS = [...new Set(PACKAGES.flatMap(({ depends }) => depends.map((one) => one.split(/[ |]/)[0] ?? '')))];
/** Packages of Debian for the screen and its unit, a font, and `ps`. */
const SCREEN = ['cage', 'seatd', 'chromium', 'fonts-dejavu-core', 'procps'];
const UNITS = ['postern-lane', 'postern-screen', 'postern-server', 'postern-witness'];
const HOME = 'usr/lib/postern-lane';
/** Kills a stopped program, which cannot end by itself, sooner than the units do. */
const SOON = '[Service]\nTimeoutStopSec=3\n';
/** A display in memory. The container has no graphics card. */
const DISPLAY = '[Service]\nEnvironment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1\n';
/** Longer than the watchdog of every unit. */
const LONGER_THAN_WATCHDOG_S = 35;
/** A clock that waits while the computer is behind, for the simulated traveller. */
const LANE_CLOCK = 'test/flows/lane-clock-in-program.js';
const CLOCK = `[Service]\nEnvironment=NODE_OPTIONS=--import=/${HOME}/code/${LANE_CLOCK}\n`;
const LIMIT_MS = 240_000;
const PREPARATION_MS = 900_000;

let folder: string;
let runtime: NodeRuntime;
let machine: Container;

function build(version: string, packages = PACKAGES): Promise<readonly string[]> {
  return buildPackages({
    packages,
    release: { version, epochS: 1_795_000_000, architecture: 'amd64' },
    root,
    runtime,
    platform: 'linux/x64',
    scratch: join(folder, 'scratch'),
    into: join(folder, version),
    compression: 'none',
  });
}

async function install(files: readonly string[]): Promise<string> {
  for (const file of files) cpSync(file, join(machine.root, 'root', basename(file)));
  return machine.must(
    `cd /root && DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io -i ${files.map((file) => basename(file)).join(' ')}`,
  );
}

const unit = async (name: string, property: string): Promise<string> =>
  (await machine.must(`systemctl show -P ${property} ${name}`)).trim();
const log = (name: string): Promise<string> => machine.must(`journalctl -o cat --no-pager -u ${name}`);

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
  const { code, stdout } = await ask('/healthz');
  const drawnMsAgo = code === 0 ? (JSON.parse(stdout) as { drawnMsAgo: number | null }).drawnMsAgo : null;
  return drawnMsAgo !== null && drawnMsAgo < 10_000;
}

/** Changes a unit for this test. */
async function dropIn(name: string, file: string, text: string): Promise<void> {
  writeFileSync(join(machine.root, 'root', file), text);
  const folder = `/run/systemd/system/${name}.service.d`;
  await machine.must(`mkdir -p ${folder} && cp /root/${file} ${folder}/${file}.conf && systemctl daemon-reload`);
}

function settings(name: string, values: Readonly<Record<string, string>>): void {
  const text = Object.entries(values).map(([variable, value]) => `${variable}=${value}\n`);
  writeFileSync(join(machine.root, 'etc/postern', `${name}.conf`), text.join(''));
}

/** The simulators of a development build, which no package contains. */
function addSimulators(): void {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  const { files, packages } = includedFiles({
    buildDir: join(root, '.build'),
    programs: ['kiosk/main.js', 'kiosk/dock/dock.js', 'hardware/simulation/simulators.js', LANE_CLOCK],
    dependencies: Object.keys(dependencies),
    isForProduction: () => true,
  });
  for (const file of files) cpSync(join(root, '.build', file), join(machine.root, HOME, 'code', file));
  cpSync(join(root, '.build/kiosk/ui-dist'), join(machine.root, HOME, 'code/kiosk/ui-dist'), { recursive: true });
  for (const name of packages) {
    const to = join(machine.root, HOME, 'node_modules', name);
    cpSync(join(root, 'node_modules', name), to, {
      recursive: true,
      force: false,
      filter: (from) => !from.includes('/bin/napi'),
    });
  }
}

/** Sends a request from the container, which has neither curl nor Python. */
async function ask(path: string, body?: unknown): Promise<Ran> {
  const options =
    body === undefined
      ? '{}'
      : `{method:"POST",headers:{"content-type":"application/json"},body:${JSON.stringify(JSON.stringify(body))}}`;
  const script = `fetch("http://127.0.0.1:8081${path}",${options}).then(async(answer)=>{if(!answer.ok)throw new Error(await answer.text());console.log(await answer.text())})`;
  writeFileSync(join(machine.root, 'root/request.mjs'), script);
  return machine.run(`/${HOME}/bin/node /root/request.mjs`);
}

describe.skipIf(missing !== undefined)('the packages on Debian 13', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-installation-'));
    runtime = await fetchRuntime(
      'x64',
      npmPack({ npm: npmCommand(process.env['npm_execpath']), report: () => undefined }),
      folder,
    );
    const [archive, files] = await Promise.all([debianArchive([...DEPENDS, ...SCREEN]), build('0.1.0+1')]);
    machine = await bootContainer(archive, join(folder, 'machine'));
    await install(files);
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

  it('refuse to run in production with the settings of a new installation, name every fault, and do not try again', async () => {
    expect((await machine.run('systemctl start postern-lane')).code).not.toBe(0);
    expect((await machine.run('systemctl start postern-server')).code).not.toBe(0);
    const lane = await log('postern-lane');
    for (const kind of ['CAMERA', 'DOCUMENT_READER', 'GATE', 'INDICATOR']) {
      expect(lane).toContain(`POSTERN_KIOSK_${kind}: must be the driver of a real device`);
    }
    expect(lane).not.toMatch(/^ {2}start: /m);
    expect(await log('postern-server')).toContain('POSTERN_SERVER_LEDGER_POLICY');
    expect(await unit('postern-lane', 'ExecMainStatus')).toBe('2');
    expect(await unit('postern-server', 'ExecMainStatus')).toBe('78');
    expect(await unit('postern-lane', 'NRestarts')).toBe('0');
  });

  it('give a secret to the program as a credential', async () => {
    writeFileSync(join(machine.root, 'etc/postern/server-secrets/url'), 'postgres://nobody@/none?host=/nowhere\n', {
      mode: 0o600,
    });
    settings('server', { POSTERN_SERVER_DATABASE_URL_FILE: 'credential:secret_url' });
    await machine.run('systemctl start --no-block postern-server');
    await until(async () => (await log('postern-server')).includes('start-failed'), LIMIT_MS);
    await machine.must('systemctl stop postern-server');
    const refused = (await log('postern-server')).match(/config-refused/g) ?? [];
    expect(refused).toHaveLength(1);
    expect(await log('postern-server')).not.toContain('nowhere');
    rmSync(join(machine.root, 'etc/postern/server-secrets/url'));
  });

  it('start the server, whose codes for administrators are not in the journal', async () => {
    settings('server', { POSTERN_MODE: 'development', POSTERN_SERVER_TLS_NAMES: 'localhost' });
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
    addSimulators();
    settings('lane', {
      POSTERN_MODE: 'development',
      POSTERN_KIOSK_SERVER_URL: 'https://localhost:8443',
      POSTERN_KIOSK_CONSOLE_ORIGIN: 'https://localhost:8080',
    });
    const made = await machine.must(
      'postern-server fleet code --kiosk lane-1 --site airport --lane 1 --evidence-url https://localhost:8082',
    );
    const { code } = JSON.parse(made) as { code: string };
    expect(await machine.must(`postern-lane enrol --code ${code}`)).toContain('"enrolled"');
    await dropIn('postern-lane', 'clock', CLOCK);
    await machine.must('systemctl start postern-lane');
    expect(await log('postern-lane')).toContain('"mode":"development","notHardened":[]');
    await until(async () => (await ask('/healthz')).stdout.includes('"idle"'), LIMIT_MS);
    const person = { scene: { subject: { kind: 'person', specimen: 'alpha' } }, document: { holder: 'alpha' } };
    expect(await ask('/dock/api/traveller', person)).toMatchObject({ code: 0 });
    await until(async () => (await log('postern-lane')).includes('"event":"passage-reported"'), LIMIT_MS);
    const lane = await log('postern-lane');
    expect(lane).toContain('"event":"match-reported","sequence":1,"outcome":"cleared"');
    expect(lane).toContain('"passage":"one-person"');
    await until(async () => (await log('postern-server')).includes('"route":"/v1/reports","status":201'), LIMIT_MS);
  });

  it.each(PACKAGES)('run each command of $name', async ({ name, folder }) => {
    const usage = /<<'TEXT'\n([^]*?)\nTEXT/.exec(readFileSync(join(root, folder, name), 'utf8'))?.[1] ?? '';
    const commands = [...usage.matchAll(/^ {2}([\w-]+) {2,}/gm)].map(([, command = '']) => command);
    expect(commands.length).toBeGreaterThan(5);
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
    settings('witness', {
      POSTERN_WITNESS_NAME: 'witness.agency.example/1',
      POSTERN_WITNESS_LOGS: '/etc/postern/witness/logs',
    });
    await machine.must('systemctl start postern-witness');
    expect(await log('postern-witness')).toContain('"event":"listening"');
  });

  it('show the page on the screen, with the sandbox of the browser', async () => {
    await dropIn('postern-screen', 'display', DISPLAY);
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
    await install(await build('0.1.0+2', [SERVER_PACKAGE]));
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
      await dropIn(name, 'soon', SOON);
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
