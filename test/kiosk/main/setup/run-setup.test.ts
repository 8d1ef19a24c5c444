import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Finding } from '../../../../hardware/host/doctor/finding.ts';
import type { Ran } from '../../../../hardware/host/setup/run-command.ts';
import { SetupError } from '../../../../hardware/host/setup/steps.ts';
import type { Answers } from '../../../../kiosk/main/setup/answers.ts';
import { runSetup, type SetupEnd } from '../../../../kiosk/main/setup/run-setup.ts';
import { productionLane } from '../../../support/production-settings.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { type LaneMachine, laneMachine } from './lane-machine.ts';

const NOW_MS = 1_800_000_000_000;
const CODE = 'CANARY-CODE';
const REPORTS = { report: () => undefined, nowMs: NOW_MS };
const CAMERA: Finding = { part: 'Camera', state: 'fault', says: 'It does not answer.' };

const json = (value: unknown): Partial<Ran> => ({ out: `${JSON.stringify(value)}\n` });
const NEW: Readonly<Record<string, Partial<Ran>>> = {
  'vault status': { code: 1, complaint: 'not done: there are no keys: it was not initialised\n' },
  [`enrol --code ${CODE}`]: json({ kind: 'enrolled', site: 'north' }),
  'doctor --json': json({ findings: [CAMERA] }),
};

/** The answers for a rehearsal. */
function answers(): Answers {
  const { folder, signers } = productionLane(NOW_MS);
  mkdirSync(join(folder, 'trust/csca'), { recursive: true });
  writeFileSync(join(folder, 'trust/csca/a.der'), 'CERTIFICATE');
  const profile = join(temporaryFolder(), 'barrier.json');
  writeFileSync(profile, '{"name":"barrier"}');
  return {
    ...{ mode: 'rehearsal', id: 'north-1', server: 'https://localhost:8443', console: 'https://localhost:8080' },
    ...{ documents: folder, signerKeys: signers.map(({ hex }) => hex).join(','), handleAuthority: '1'.repeat(64) },
    ...{ keys: 'files', camera: 'rtsp://127.0.0.1/faces', documentReader: 'pcsc', zoneReader: 'tcp:127.0.0.1:4000' },
    ...{ gate: 'modbus', indicator: 'modbus', modbusAddress: 'tcp:127.0.0.1:502', modbusProfile: profile },
  };
}

const setUp = (machine: LaneMachine, given: Answers = answers()) =>
  runSetup({ ...REPORTS, code: CODE, answers: given, machine });
const sentenceOf = (ended: Promise<SetupEnd>): Promise<unknown> =>
  ended.then(
    () => 'the lane runs',
    (error: unknown) => (error instanceof SetupError ? error.message : error),
  );

describe('the setup of a lane', () => {
  it('writes its files, makes keys, enrols, starts, and examines the devices', async () => {
    const machine = laneMachine(NEW);
    expect(await setUp(machine)).toEqual({ findings: [CAMERA] });
    expect(machine.ran).toEqual([
      ...['vault status', 'vault init', `enrol --code ${CODE}`, 'vault self-test'],
      ...['start postern-lane', 'start postern-screen', 'doctor --json'],
    ]);
    const { folder, settings } = machine;
    expect(settings()).toMatchObject({
      POSTERN_MODE: 'rehearsal',
      POSTERN_KIOSK_KEY_PROVIDER: 'file',
      POSTERN_KIOSK_POLICY_FILE: join(folder, 'lane/decision-policy.json'),
      POSTERN_KIOSK_MODBUS_PROFILE: join(folder, 'lane/modbus-profile.json'),
      POSTERN_KIOSK_TRUST_DIR: join(folder, 'lane/trust'),
    });
    expect(readFileSync(join(folder, 'lane/trust/csca/a.der'), 'utf8')).toBe('CERTIFICATE');
    expect(JSON.parse(readFileSync(join(folder, 'lane/modbus-profile.json'), 'utf8'))).toEqual({ name: 'barrier' });
    // The lane's user is neither root nor its group
    for (const path of ['lane/trust', 'lane/trust/csca']) expect(statSync(join(folder, path)).mode & 0o5).toBe(0o5);
    for (const path of ['lane/notice.json', 'lane.conf', 'lane/trust/csca/a.der']) {
      expect(statSync(join(folder, path)).mode & 0o4).toBe(0o4);
    }
    expect(readFileSync(join(folder, 'lane.conf'), 'utf8')).not.toContain(CODE);
  });

  it('runs again without a code and without answers, on keys that stand', async () => {
    const machine = laneMachine({ ...NEW, 'vault status': {} });
    await setUp(machine);
    const before = machine.settings();
    await runSetup({ ...REPORTS, code: undefined, answers: {}, machine });
    expect(machine.settings()).toEqual(before);
    expect(machine.ran).not.toContain('vault init');
    expect(machine.ran.filter((words) => words.startsWith('enrol'))).toHaveLength(1);
  });

  it('needs a code for a lane without a server', async () => {
    const machine = laneMachine(NEW);
    expect(await sentenceOf(runSetup({ ...REPORTS, code: undefined, answers: answers(), machine }))).toBe(
      'This lane has no server yet: give the code of an administrator.',
    );
    expect([machine.ran, existsSync(join(machine.folder, 'lane.conf'))]).toEqual([[], false]);
  });

  it('keeps a PIN in a file of root, and nowhere else', async () => {
    const machine = laneMachine(NEW);
    const given = { ...answers(), keys: 'token', module: '/opt/m.so', token: 'north-1' };
    await runSetup({ ...REPORTS, code: CODE, answers: given, pin: 'CANARY-PIN', machine });
    const file = join(machine.folder, 'lane-secrets/pin');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o077]).toEqual(['CANARY-PIN', 0]);
    expect(machine.settings()['POSTERN_KIOSK_PKCS11_PIN_FILE']).toBe(file);
    expect(readFileSync(join(machine.folder, 'lane.conf'), 'utf8')).not.toContain('CANARY-PIN');
  });

  it('changes nothing for answers with a fault', async () => {
    const machine = laneMachine(NEW);
    const { zoneReader: _without, ...given } = answers();
    expect(await sentenceOf(setUp(machine, given))).toMatch(/^zoneReader: is needed/);
    expect([machine.ran, existsSync(join(machine.folder, 'lane.conf'))]).toEqual([[], false]);
  });

  it('names a file that cannot be read', async () => {
    expect(await sentenceOf(setUp(laneMachine(NEW), { ...answers(), modbusProfile: '/nowhere/a.json' }))).toBe(
      'The file with the profile of the module, /nowhere/a.json, cannot be read. Correct the answer.',
    );
  });

  test.each([
    ['malformed-code', /^The code is not one of an administrator/],
    ['code-refused', /^The code was used, has expired/],
    ['other-authority', /^The server that answers did not make the code/],
    ['other-mode', /^The server is in another mode/],
    ['lane-taken', /^Another kiosk is enrolled/],
    ['other-key', /^This kiosk is enrolled with another key/],
    ['unreachable', /^The server does not answer/],
    ['over-limit', /^The server answered over-limit\.$/],
  ])('says what to do when enrolment is refused: %s', async (why, sentence) => {
    const refused = { code: 1, ...json({ kind: 'refused', why }) };
    expect(await sentenceOf(setUp(laneMachine({ ...NEW, [`enrol --code ${CODE}`]: refused })))).toMatch(sentence);
  });

  it('says why the keys cannot be made', async () => {
    const refused = { code: 1, complaint: 'not done: the token is locked\n' };
    expect(await sentenceOf(setUp(laneMachine({ ...NEW, 'vault init': refused })))).toBe(
      'postern-lane vault init ended: the token is locked',
    );
  });

  it('says why the lane does not start, and stops it', async () => {
    const log = [
      'the kiosk cannot start: the configuration has 1 fault(s):',
      '  POSTERN_KIOSK_NOTICE_FILE: expired: the notice has expired',
      '{"event":"other"}',
    ];
    const machine = laneMachine({ ...NEW, 'start postern-lane': { code: 1, complaint: 'Job failed.\n' } }, log);
    expect(await sentenceOf(setUp(machine))).toBe(
      'The lane did not start.\ndocuments: expired: the notice has expired.',
    );
    expect(machine.ran.at(-1)).toBe('stop postern-lane');
    const silent = laneMachine({ ...NEW, 'start postern-lane': { code: 1, complaint: 'Job failed.\n' } });
    expect(await sentenceOf(setUp(silent))).toBe('Job failed.');
  });

  it('runs without a screen, and says so', async () => {
    const machine = laneMachine({ ...NEW, 'start postern-screen': { code: 1 } });
    const { findings } = await setUp(machine);
    expect(findings.map(({ part, state }) => [part, state])).toEqual([
      ['Screen', 'fault'],
      ['Camera', 'fault'],
    ]);
  });

  it('waits until the lane has reached its server', async () => {
    const away = json({ findings: [{ part: 'Server', state: 'fault', says: 'It does not answer.' }] });
    const machine = laneMachine({ ...NEW });
    let asked = 0;
    const program: LaneMachine['program'] = async (words) => {
      const ran = await machine.program(words);
      return words[0] === 'doctor' && (asked += 1) === 1 ? { ...ran, ...away } : ran;
    };
    expect(await setUp({ ...machine, program })).toEqual({ findings: [CAMERA] });
    expect(asked).toBe(2);
  });
});
