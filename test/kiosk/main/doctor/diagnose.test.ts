import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { Finding } from '../../../../hardware/host/doctor/finding.ts';
import { writeEnrolment } from '../../../../kiosk/fleet/enrolment/enrolment-record.ts';
import { diagnose } from '../../../../kiosk/main/doctor/diagnose.ts';
import { openCheckSocket, SOCKET_FILE } from '../../../../kiosk/main/readiness/check-socket.ts';
import type { LaneState } from '../../../../kiosk/main/readiness/lane-state.ts';
import type { KioskConfig } from '../../../../kiosk/platform/config/config.ts';
import { KIOSK_ID, laneConfig, laneKey } from '../../../flows/lane-under-test.ts';
import { freePort } from '../../../support/free-port.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { testAuthority } from '../../../support/test-authority.ts';
import { healthyCondition } from './healthy-condition.ts';

const PROGRAM = fileURLToPath(new URL('../../../../kiosk/main/commands/doctor.js', import.meta.url));
const MACHINE = { synchronised: () => Promise.resolve(true), unitState: () => Promise.resolve('failed') };
const HEALTHY: LaneState = { condition: healthyCondition, isServerReached: true, devices: [] };

const of = (findings: readonly Finding[], part: string): string[] =>
  findings.filter((one) => one.part === part).map(({ state, says }) => `${state}: ${says}`);
const faulty = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.filter(({ state }) => state === 'fault').map(({ part }) => part)),
];

/** A certificate in DER, encoded. */
async function authorityText(): Promise<string> {
  const { ca } = await testAuthority();
  return ca
    .replaceAll(/-----[A-Z ]+-----|\s/g, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** A server that tells its authority. */
async function serverWith(answer: (response: http.ServerResponse) => void): Promise<URL> {
  const server = http.createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

interface Lane {
  readonly config: KioskConfig;
  readonly authority: string;
}

/** A lane with keys that was enrolled at a server that answers. It does not run. */
async function enrolledLane(): Promise<Lane> {
  const authority = await authorityText();
  const serverUrl = await serverWith((response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ authority }));
  });
  const { serverKey: _of, ...own } = laneConfig(temporaryFolder(), { url: serverUrl.href, key: new Uint8Array(32) });
  const config: KioskConfig = { ...own, serverKey: undefined };
  await laneKey(config);
  enrol(config, authority);
  return { config, authority };
}

function enrol({ dataDir }: KioskConfig, authority: string): void {
  const serverKey = '0'.repeat(64);
  writeEnrolment(dataDir, { version: 1, kioskId: KIOSK_ID, site: 'North', lane: '4', authority, serverKey });
}

/** Answers as a running lane does. */
async function running({ dataDir }: KioskConfig, state: () => LaneState): Promise<void> {
  const socket = await openCheckSocket({
    dataDir,
    checks: { command: () => false, onChange: () => () => undefined },
    view: () => ({}) as never,
    openPage: () => Promise.reject(new Error('not asked')),
    closePage: () => Promise.resolve(),
    record: () => Promise.resolve(undefined),
    state,
  });
  onTestFinished(() => socket.close());
}

/** Another program at the place of the lane's socket. */
async function listening({ dataDir }: KioskConfig, onSocket: (socket: net.Socket) => void): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => void server.listen(join(dataDir, SOCKET_FILE), resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
}

describe('the doctor of a running lane', () => {
  it('finds it in order', async () => {
    const { config } = await enrolledLane();
    await running(config, () => HEALTHY);
    const found = await diagnose(config, MACHINE);
    expect(faulty(found)).toEqual([]);
    expect(of(found, 'Lane')).toEqual(['ok: It runs.']);
    expect(of(found, 'Enrolment')).toEqual(['ok: This is lane 4 of the site North.']);
    expect(of(found, 'Devices')).toEqual(['ok: All 7 work.']);
    expect(of(found, 'Service')).toEqual(['ok: The lane is in service.']);
    expect(of(found, 'Keys')).toEqual([]);
  });

  it('names each device that does not work, whom it affects and the next step', async () => {
    const { config } = await enrolledLane();
    const devices = [
      { kind: 'camera' as const, fault: 'no-answer' as const },
      { kind: 'indicator' as const, fault: 'no-answer' as const },
    ];
    const condition = { ...healthyCondition, phase: 'out-of-service' as const, outOfService: ['camera' as const] };
    await running(config, () => ({ ...HEALTHY, condition, devices }));
    const faults = (await diagnose(config, MACHINE)).filter(({ state }) => state === 'fault');
    expect(faults.map(({ part, affects }) => [part, affects])).toEqual([
      ['Camera', 'all travellers: an officer serves them at the desk'],
      ['Lamps', 'people who look at the lamps'],
    ]);
    for (const { says, next } of faults)
      expect([says, next]).toEqual([expect.stringMatching(/\S/), expect.any(String)]);
  });

  it('finds a server that answers and does not accept it', async () => {
    const { config } = await enrolledLane();
    await running(config, () => ({ ...HEALTHY, isServerReached: false }));
    expect(of(await diagnose(config, MACHINE), 'Server')).toEqual([
      expect.stringMatching(/^fault: .* answers, and does not accept this lane\.$/),
    ]);
  });

  it('does not touch the keys of a release that refuses the question', async () => {
    const { config } = await enrolledLane();
    await listening(config, (socket) => socket.on('data', () => socket.write('{"kind":"refused"}\n')));
    const found = await diagnose(config, MACHINE);
    expect(of(found, 'Lane')).toEqual(['fault: It runs and does not say how it is.']);
    expect(of(found, 'Keys')).toEqual([]);
  });

  it('survives a lane that stops during the question', async () => {
    const { config } = await enrolledLane();
    await listening(config, (socket) => socket.on('data', () => socket.destroy()));
    const found = await diagnose(config, MACHINE);
    expect(of(found, 'Lane')).toEqual(['fault: It does not run (failed).']);
    expect(of(found, 'Keys')).toEqual(['ok: They work.']);
  });
});

describe('the doctor of a lane that does not run', () => {
  it('examines its keys, its enrolment and its server', async () => {
    const { config } = await enrolledLane();
    const found = await diagnose(config, MACHINE);
    expect(faulty(found)).toEqual(['Lane']);
    expect(of(found, 'Keys')).toEqual(['ok: They work.']);
    expect(of(found, 'Server')).toEqual([expect.stringMatching(/^ok: http:.* answers\.$/)]);
  });

  it('says how to make keys and how to enrol', async () => {
    const config = laneConfig(temporaryFolder(), { url: 'http://127.0.0.1:9', key: new Uint8Array(32) });
    mkdirSync(config.dataDir);
    const found = await diagnose({ ...config, serverKey: undefined }, MACHINE);
    expect(faulty(found)).toEqual(['Lane', 'Keys', 'Enrolment', 'Server']);
    expect(found.filter(({ next }) => next?.startsWith('postern-lane')).map(({ next }) => next)).toEqual([
      'postern-lane vault init',
      'postern-lane enrol --code CODE, with a code of an administrator',
    ]);
  });

  it('finds another server than that of the enrolment', async () => {
    const { config } = await enrolledLane();
    enrol(config, await authorityText());
    expect(of(await diagnose(config, MACHINE), 'Server')).toEqual([
      expect.stringMatching(/is not the server of the enrolment\.$/),
    ]);
  });

  it('finds a server of another mode', async () => {
    const { config } = await enrolledLane();
    const unenrolled = { ...config, dataDir: temporaryFolder(), mode: 'rehearsal' as const };
    expect(of(await diagnose(unenrolled, MACHINE), 'Server')).toEqual([
      expect.stringMatching(/is in another mode than this lane\.$/),
    ]);
  });

  test.each<[string, (response: http.ServerResponse) => void]>([
    ['another website', (response) => response.end('<html></html>')],
    ['an endless answer', (response) => response.end('x'.repeat(1_000_000))],
    ['a broken authority', (response) => response.end('{"authority":"AAAA"}')],
    ['a broken connection', (response) => response.destroy()],
  ])('takes %s for no server of lanes', async (_name, answer) => {
    const { config } = await enrolledLane();
    const found = await diagnose({ ...config, serverUrl: await serverWith(answer) }, MACHINE);
    expect(faulty(found)).toEqual(['Lane', 'Server']);
  });

  it('finds a damaged record of the enrolment, and examines the rest', async () => {
    const { config } = await enrolledLane();
    writeFileSync(join(config.dataDir, 'enrolment.json'), '{');
    const found = await diagnose(config, MACHINE);
    expect(of(found, 'Enrolment')).toEqual([expect.stringMatching(/^fault: .*enrolment\.json in it is damaged/)]);
    expect(of(found, 'Keys')).toEqual(['ok: They work.']);
  });

  it('finds a clock that is not synchronised', async () => {
    const { config } = await enrolledLane();
    expect(faulty(await diagnose(config, { ...MACHINE, synchronised: () => Promise.resolve(false) }))).toContain(
      'Clock',
    );
  });
});

describe('the program', () => {
  const run = (settings: Readonly<Record<string, string>>, ...words: readonly string[]) =>
    new Promise<{ code: number; out: string; complaint: string }>((resolve) => {
      execFile(
        process.execPath,
        [PROGRAM, ...words],
        { env: { ...process.env, ...settings } },
        (error, out, complaint) => resolve({ code: Number(error?.code ?? 0), out, complaint }),
      );
    });

  it('ends with 64 for wrong arguments', async () => {
    expect(await run({}, '--all')).toMatchObject({ code: 64, complaint: 'usage: postern-lane doctor [--json]\n' });
  });

  it('ends with 78 for faults in the settings, and names each', async () => {
    const { code, out } = await run({ POSTERN_KIOSK_PORT: 'x', POSTERN_KIOSK_KEY_PROVIDER: 'paper' }, '--json');
    const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
    expect(code).toBe(78);
    expect(findings.map(({ part }) => part)).toEqual(findings.map(() => 'Settings'));
    for (const name of ['POSTERN_KIOSK_PORT', 'POSTERN_KIOSK_KEY_PROVIDER']) {
      expect(findings.map(({ says }) => says)).toContainEqual(expect.stringContaining(name));
    }
  });

  it('ends with 1 for a lane that does not run', async () => {
    const settings = {
      POSTERN_KIOSK_DATA_DIR: temporaryFolder(),
      POSTERN_KIOSK_SERVER_KEY: '0'.repeat(64),
      POSTERN_KIOSK_SERVER_URL: `http://127.0.0.1:${await freePort()}`,
    };
    const { code, out } = await run(settings);
    expect([code, out]).toEqual([1, expect.stringMatching(/^FAULT Lane /m)]);
  });
});
