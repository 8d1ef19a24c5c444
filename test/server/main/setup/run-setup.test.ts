import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Answers, readAnswers } from '../../../../server/main/setup/answers.ts';
import type { Ran } from '../../../../hardware/host/setup/run-command.ts';
import type { Machine } from '../../../../server/main/setup/machine.ts';
import { SetupError } from '../../../../hardware/host/setup/steps.ts';
import { runSetup, type SetupEnd } from '../../../../server/main/setup/run-setup.ts';
import { encodeVkey } from '../../../../server/platform/transparency/note/vkey.ts';
import { parsePolicy } from '../../../../server/platform/transparency/proof/policy.ts';
import { freePort } from '../../../support/free-port.ts';
import { grownLog } from '../../records/ledger/fixtures/grown-log.ts';
import { machineInFolder } from './machine-in-folder.ts';
import { testWitness } from './test-witness.ts';

const WITHIN_MS = 280_000;
const LEDGER = encodeVkey(grownLog('gate.example/1').key);

function answers(more: object = {}): Answers {
  const given = {
    mode: 'rehearsal',
    names: 'localhost',
    keys: 'files',
    ledger: 'localhost/rehearsal',
    address: '127.0.0.1',
  };
  const read = readAnswers({ ...given, ...more });
  if (read.kind === 'refused') throw new Error(read.faults.join(' '));
  return read.answers;
}

/** A machine whose programs answer what a test gives them. */
function scripted(
  replies: Readonly<Record<string, object>>,
  start: Partial<Ran> & { readonly log?: object } = {},
): Machine {
  return {
    ...machineInFolder(),
    program: (words) =>
      Promise.resolve({ code: 0, out: `${JSON.stringify(replies[words.join(' ')] ?? {})}\n`, complaint: '' }),
    start: () => Promise.resolve({ code: 0, out: '', complaint: '', ...start }),
    log: () => Promise.resolve([JSON.stringify(start.log ?? {})]),
    firstAdministrators: () => undefined,
  };
}

const GOOD = {
  'keys init': { kind: 'made' },
  'fleet init': { kind: 'made' },
  'ledger key': { kind: 'key', vkey: LEDGER },
};
const TOKEN = {
  mode: 'production',
  names: 'gate.example',
  ledger: 'gate.example/1',
  keys: 'token',
  module: '/m.so',
  token: 't',
};
const WITNESS = testWitness('w.example');
const WITNESSES = { witnesses: [`${WITNESS.url} ${WITNESS.keys.join(' ')}`] };
const SECRETS = { pin: 'CANARY-1234' };

const report = () => undefined;
const sentenceOf = (work: Promise<SetupEnd>) =>
  work.then(
    ({ kind }) => kind,
    (error: unknown) => (error instanceof SetupError ? error.message : error),
  );

describe('setup', { timeout: WITHIN_MS }, () => {
  it('starts a rehearsal, and again with other settings, on data that stays', async () => {
    const machine = machineInFolder();
    onTestFinished(machine.stop);
    const [port, lanesPort] = [await freePort(), await freePort()];
    const steps: string[] = [];
    const first = await runSetup({
      ...{ answers: answers({ port, lanesPort, contact: 'dpo@agency.example' }), secrets: {}, machine },
      report: ({ kind, text }) => void (kind === 'done' && steps.push(text)),
    });
    expect(first).toMatchObject({ kind: 'running', console: `https://localhost:${port}/` });
    expect(first).toMatchObject({ firstAdministrators: expect.stringContaining('code') as string });
    expect(steps).toEqual([
      ...['Settings', 'Certificate authority of the lanes', 'Ledger', 'Witness of the rehearsal'],
      ...['Policy of the ledger', 'Start'],
    ]);
    const policy = readFileSync(join(machine.folder, 'server/ledger-policy'), 'utf8');
    const changed = answers({ port, lanesPort, contact: 'privacy@agency.example' });
    await runSetup({ answers: changed, secrets: {}, machine, report });
    expect(machine.settings('server')['POSTERN_SERVER_PRIVACY_CONTACT']).toBe('privacy@agency.example');
    expect(readFileSync(join(machine.folder, 'server/ledger-policy'), 'utf8')).toBe(policy);
    expect(
      await sentenceOf(runSetup({ answers: answers({ ledger: 'other/rehearsal' }), secrets: {}, machine, report })),
    ).toBe('The name of the ledger is permanent: it is localhost/rehearsal. Answer with that.');
  });

  it('names the port that another program uses', async () => {
    const machine = machineInFolder();
    onTestFinished(machine.stop);
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(
      await sentenceOf(
        runSetup({ answers: answers({ port, lanesPort: await freePort() }), secrets: {}, machine, report }),
      ),
    ).toBe('Another program uses this port: stop it, or set POSTERN_SERVER_PORT (0: any free port).');
  });

  it('in production gives out the key of the ledger, and goes on with the witnesses', async () => {
    const machine = scripted(GOOD);
    const work = { secrets: SECRETS, machine, report };
    expect(await runSetup({ answers: answers(TOKEN), ...work })).toEqual({
      kind: 'needs-witnesses',
      ledgerKey: LEDGER,
    });
    expect(await runSetup({ answers: answers({ ...TOKEN, ...WITNESSES }), ...work })).toMatchObject({
      kind: 'running',
    });
    const policy = parsePolicy(readFileSync(join(machine.folder, 'server/ledger-policy'), 'utf8'));
    expect(policy.witnesses.map(({ key }) => encodeVkey(key))).toEqual(WITNESS.keys);
    const files = readdirSync(machine.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const holders = files.filter(({ parentPath, name }) =>
      readFileSync(join(parentPath, name), 'utf8').includes(SECRETS.pin),
    );
    expect(holders.map(({ name }) => name)).toEqual(['pin']);
  });

  it('uses the keys that an earlier run has made', async () => {
    const present = { ...GOOD, 'keys init': { kind: 'refused', code: 'keys-present' } };
    const run = (machine: Machine) =>
      sentenceOf(runSetup({ answers: answers({ ...TOKEN, ...WITNESSES }), secrets: SECRETS, machine, report }));
    expect(await run(scripted({ ...present, 'keys status': { kind: 'working' } }))).toBe('running');
    const hint = 'The PIN is wrong.';
    expect(await run(scripted({ ...present, 'keys status': { kind: 'refused', hint } }))).toBe(hint);
  });

  it.each([
    ['a program', { 'fleet init': { kind: 'refused', hint: 'Free some space.' } }, {}, 'Free some space.'],
    [
      ...([
        'the settings',
        { 'ledger key': { kind: 'refused', faults: [{ variable: 'A', shouldBe: 'must be B' }] } },
        {},
      ] as const),
      'A must be B',
    ],
    ['the server', {}, { code: 1, log: { event: 'start-failed', hint: 'Restore the ledger.' } }, 'Restore the ledger.'],
    [
      ...([
        'the configuration',
        {},
        { code: 1, log: { event: 'config-refused', faults: [{ variable: 'A', shouldBe: 'must be B' }] } },
      ] as const),
      'The settings were refused: A must be B.',
    ],
    [
      'the service manager',
      {},
      { code: 5, complaint: 'Unit not found.\n' },
      'postern-server did not start: Unit not found. (journalctl -u postern-server)',
    ],
  ])('ends with the sentence of %s that refuses', async (_what, replies, start, sentence) => {
    const machine = scripted({ ...GOOD, ...replies }, start);
    const work = { answers: answers({ ...TOKEN, ...WITNESSES }), secrets: SECRETS, machine, report };
    expect(await sentenceOf(runSetup(work))).toBe(sentence);
  });

  it('names a file that cannot be read, and a database that does not answer', async () => {
    const machine = scripted(GOOD);
    const files = answers({ ...TOKEN, certificateFile: '/no/tls.crt', keyFile: '/no/tls.key' });
    expect(await sentenceOf(runSetup({ answers: files, secrets: SECRETS, machine, report }))).toBe(
      'The file with the certificate, /no/tls.crt, cannot be read. Correct the answer.',
    );
    const database = answers({ ...TOKEN, database: 'address' });
    const administrator = `postgres://root:CANARY@127.0.0.1:${await freePort()}/postgres`;
    const said = await sentenceOf(
      runSetup({ answers: database, secrets: { ...SECRETS, administrator }, machine, report }),
    );
    expect(said).toMatch(
      /^The database at 127\.0\.0\.1:\d+ refused: .*ECONNREFUSED.*\. Check its address and account\.$/,
    );
    expect(said).not.toContain('CANARY');
    expect(existsSync(join(machine.folder, 'database-owner'))).toBe(false);
  });
});
