import { describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../../hardware/host/clock.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import type { FingerPosition } from '../../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { sbiScanner } from '../../../../hardware/fingerprint-scanner/mosip-sbi/sbi-scanner.ts';
import { MAX_BODY_BYTES } from '../../../../hardware/fingerprint-scanner/mosip-sbi/service-call.ts';
import { readDeviceTrust } from '../../../../hardware/fingerprint-scanner/mosip-sbi/trust.ts';
import { describeFingerprintScanner } from '../../../contracts/describe-fingerprint-scanner.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import type { Spoiling } from './mock-service.ts';
import { DEVICE, PROVIDER, sbiRig } from './sbi-rig.ts';
import { makeIdentity, toPem } from './test-certificates.ts';

const DAY_MS = 86_400_000;

describeFingerprintScanner('the SBI driver', async () => {
  const { limits, service, scanner, close } = await sbiRig();
  const capture = (signal: AbortSignal) => scanner.capture({ position: 2, timeoutMs: 60_000, signal });
  return {
    device: scanner,
    clock: systemClock,
    async pass(byMs) {
      await pause(systemClock, byMs);
      limits.pass(byMs);
    },
    endless: capture,
    use: () => capture(never()),
    whenCancelled: 'rejects',
    overlapping: false,
    captureWithinMs: 1_500,
    handsOut: 'captured-record',
    touch: (contact: 'good' | 'poor') => service.touch(contact),
    lift: () => service.lift(),
    goSilent: () => {
      service.spoil.silent = true;
    },
    speakNonsense: () => {
      service.spoil.nextBody = 'nonsense';
    },
    close,
  };
});

const made = async (options: Parameters<typeof sbiRig>[0] = {}) => {
  const rig = await sbiRig(options);
  onTestFinished(async () => {
    await rig.scanner.disconnect();
    await rig.close();
  });
  const capture = (position: FingerPosition = 2, timeoutMs = 60_000) =>
    rig.scanner.capture({ position, timeoutMs, signal: never() });
  return { ...rig, capture };
};
const connected = async (options: Parameters<typeof sbiRig>[0] = {}) => {
  const rig = await made(options);
  await rig.scanner.connect(never());
  return rig;
};

describe('finding an SBI device', () => {
  it('describes it by its signed information', async () => {
    const { scanner } = await connected();
    expect(scanner.descriptor).toMatchObject({
      driver: 'mosip-sbi',
      model: 'postern-mock-4',
      firmware: '2.1',
      simulated: false,
    });
  });

  const otherProvider = makeIdentity({ name: 'Provider', authority: true });
  const cases: readonly [string, Spoiling, string, RegExp][] = [
    ['a service without devices', { discovery: () => [] }, 'disconnected', /no finger device/],
    ['one for authentication', { discovery: ([d]) => [{ ...d, purpose: 'Auth' }] }, 'unsupported', /registration/],
    ['one elsewhere', { discovery: ([d]) => [{ ...d, callbackId: 'http://10.0.0.9:4501' }] }, 'unsupported', /machine/],
    ['nonsense', { body: '{]' }, 'corrupt', /nonsense/],
    ['a web server', { status: 500 }, 'corrupt', /status 500/],
    ['too much', { body: Buffer.alloc(MAX_BODY_BYTES + 10, 32) }, 'corrupt', /too much/],
    ['half an answer', { cutShort: true }, 'disconnected', /does not answer/],
    ['another environment', { info: (info) => ({ ...info, env: 'Staging' }) }, 'unsupported', /Staging/],
    ['an unregistered one', { info: (i) => ({ ...i, deviceStatus: 'Not Registered' }) }, 'unsupported', /registered/],
    ['another identity', { identity: (i) => ({ ...i, serialNo: 'PO0000000002' }) }, 'corrupt', /another device/],
    ['an iris reader', { identity: (i) => ({ ...i, type: 'Iris' }) }, 'unsupported', /not for fingers/],
    ['a device without a trusted authority', { signer: makeIdentity({ name: 'Device' }) }, 'unsupported', /untrusted/],
    [
      'a device certified by another authority of the same name',
      { signer: makeIdentity({ name: 'Device', issuer: otherProvider }) },
      'unsupported',
      /untrusted/,
    ],
    [
      'a certificate out of date',
      {
        signer: makeIdentity({
          name: 'Device',
          issuer: PROVIDER,
          fromMs: Date.now() - 9 * DAY_MS,
          toMs: Date.now() - DAY_MS,
        }),
      },
      'unsupported',
      /untrusted/,
    ],
    ['a short key', { signer: makeIdentity({ name: 'D', issuer: PROVIDER, bits: 1_024 }) }, 'unsupported', /untrusted/],
    ['no signature', { token: (token) => token.split('.')[1]! }, 'unsupported', /unsigned/],
    ['a changed signature', { token: (token) => `${token.slice(0, -8)}AAAAAAAA` }, 'unsupported', /untrusted/],
    ['an unsigned algorithm', { token: (t) => withAlgorithm(t, 'none') }, 'corrupt', /malformed/],
    ['a symmetric algorithm', { token: (t) => withAlgorithm(t, 'HS256') }, 'corrupt', /malformed/],
  ];
  it.each(cases)('refuses %s', async (_name, spoiling, code, message) => {
    const { scanner, service } = await made();
    Object.assign(service.spoil, spoiling);
    const error: unknown = await scanner.connect(never()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(scanner.status()).toEqual({ kind: 'disconnected' });
  });

  it('times out on a silent service, and can be cancelled before', async () => {
    const clock = turnedClock(Date.now());
    const { scanner, service } = await made({ clock });
    service.spoil.silent = true;
    const stop = new AbortController();
    const cancelled = codeOf(scanner.connect(stop.signal));
    stop.abort();
    expect(await cancelled).toBe('aborted');
    const connecting = codeOf(scanner.connect(never()));
    await clock.advance(4_000);
    expect(await connecting).toBe('timed-out');
  });

  it('reports that the service does not listen', async () => {
    const { scanner, service } = await made();
    await service.stop();
    expect(await codeOf(scanner.connect(never()))).toBe('disconnected');
    await service.start();
    await scanner.connect(never());
  });

  it.each(['http://10.0.0.9:4501', 'https://127.0.0.1:4501', 'http://127.0.0.1.example.org'])(
    'never calls %s',
    (url) => {
      const trust = readDeviceTrust(toPem(PROVIDER));
      expect(() => sbiScanner({ url: new URL(url), trust, environment: 'Developer', clock: systemClock })).toThrow(
        RangeError,
      );
    },
  );
});

describe('capturing with an SBI device', () => {
  it('requests one finger from a slap reader, with the others of its part as exceptions', async () => {
    const { service, capture } = await connected();
    service.touch('good');
    for (const position of [1, 2, 3, 6, 10] as const) expect((await capture(position)).kind).toBe('captured-record');
    expect(service.requests.map(({ bio: [bio] }) => bio.deviceSubId)).toEqual([3, 2, 2, 3, 1]);
    expect(service.requests[1]?.bio[0].exception).toEqual([
      'Right MiddleFinger',
      'Right RingFinger',
      'Right LittleFinger',
    ]);
  });

  it('requests a finger from a single-finger reader without exceptions', async () => {
    const { service, capture } = await connected({ deviceSubType: 'Single' });
    service.touch('good');
    expect((await capture(9)).kind).toBe('captured-record');
    expect(service.requests[0]?.bio[0]).toMatchObject({
      deviceSubId: 0,
      exception: [],
      bioSubType: ['Left RingFinger'],
    });
  });

  it('chains captures, and never uses a transaction twice', async () => {
    const { service, capture } = await connected();
    service.touch('good');
    for (let n = 0; n < 3; n++) await capture();
    const hashes = service.requests.map(({ bio: [bio] }) => bio.previousHash);
    expect(hashes[0]).toBe('E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855');
    expect(new Set(hashes).size).toBe(3);
    expect(new Set(service.requests.map(({ transactionId }) => transactionId)).size).toBe(3);
  });

  it('starts a new chain with each connection', async () => {
    const { service, scanner, capture } = await connected();
    service.touch('good');
    await capture();
    await scanner.disconnect();
    await scanner.connect(never());
    await capture();
    expect(service.requests[1]?.bio[0].previousHash).toBe(service.requests[0]?.bio[0].previousHash);
  });

  it('waits longer than one request does', async () => {
    const { service, capture } = await connected();
    service.spoil.errorCode = '101';
    const capturing = capture();
    await expect.poll(() => service.requests.length).toBeGreaterThan(0);
    delete service.spoil.errorCode;
    service.touch('good');
    expect((await capturing).kind).toBe('captured-record');
    expect(service.requests.length).toBeGreaterThan(1);
  });

  it('waits for a device that is busy with the previous capture', async () => {
    const { service, scanner, capture } = await connected();
    const stop = new AbortController();
    const previous = codeOf(scanner.capture({ position: 2, timeoutMs: 60_000, signal: stop.signal }));
    await expect.poll(() => service.requests).toHaveLength(1);
    stop.abort();
    expect(await previous).toBe('aborted');
    service.touch('good');
    expect((await capture()).kind).toBe('captured-record');
  });

  it.each([
    ['101', 'no-finger'],
    [102, 'poor-contact'],
    ['105', 'off-centre'],
  ])('maps error %s to an outcome', async (errorCode, kind) => {
    const { service, scanner, capture } = await connected();
    service.spoil.errorCode = errorCode;
    expect(await capture(2, 300)).toEqual({ kind });
    expect(scanner.status()).toEqual({ kind: 'ready' });
  });

  it.each([
    ['100', 'unsupported'],
    ['103', 'unsupported'],
    ['106', 'disconnected'],
    ['109', 'unsupported'],
    ['550', 'corrupt'],
    ['constructor', 'corrupt'],
  ])('maps error %s to a fault: %s', async (errorCode, code) => {
    const { service, capture } = await connected();
    service.spoil.errorCode = errorCode;
    expect(await codeOf(capture(2, 300))).toBe(code);
  });

  it('reports a finger other than the one requested', async () => {
    const { service, capture } = await connected();
    service.touch('good');
    service.spoil.data = (data) => ({ ...data, bioSubType: 'Right MiddleFinger' });
    expect(await capture()).toEqual({ kind: 'wrong-finger' });
    service.spoil.data = (data) => ({ ...data, bioSubType: 'UNKNOWN' });
    expect((await capture()).kind).toBe('captured-record');
  });

  const record = (magic: string) =>
    Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(200, 1)]).toString('base64url');
  const stale = new Date(Date.now() - 3_600_000).toISOString();
  const cases: readonly [string, Spoiling, string][] = [
    ['another transaction', { data: (data) => ({ ...data, transactionId: 'an-old-one' }) }, 'corrupt'],
    ['another time', { data: (data) => ({ ...data, timestamp: stale }) }, 'corrupt'],
    ['no time', { data: (data) => ({ ...data, timestamp: 'today' }) }, 'corrupt'],
    ['another device', { data: (data) => ({ ...data, deviceCode: 'PO0000000002' }) }, 'corrupt'],
    ['another environment', { data: (data) => ({ ...data, env: 'Staging' }) }, 'corrupt'],
    ['another purpose', { data: (data) => ({ ...data, purpose: 'Auth' }) }, 'corrupt'],
    ['a face', { data: (data) => ({ ...data, bioType: 'Face' }) }, 'corrupt'],
    ['a toe', { data: (data) => ({ ...data, bioSubType: 'Left BigToe' }) }, 'corrupt'],
    ['something other than a finger record', { data: (data) => ({ ...data, bioValue: record('FAC\0') }) }, 'corrupt'],
    ['a record that is too small', { data: (data) => ({ ...data, bioValue: 'RklSAA' }) }, 'corrupt'],
    ['no base64url', { data: (data) => ({ ...data, bioValue: 'FIR+/==' }) }, 'corrupt'],
    ['no value', { data: (data) => without(data, 'bioValue') }, 'corrupt'],
    ['a value that is no text', { data: (data) => ({ ...data, bioValue: 7 }) }, 'corrupt'],
    ['two values', { data: (data) => ({ ...data, more: { bioValue: 'AAAA' } }) }, 'corrupt'],
    ['the same record again', { data: (data) => ({ ...data, bioValue: record('FIR\0') }) }, 'corrupt'],
    ['a changed hash', { answer: changed((entry) => ({ ...entry, hash: 'AB'.repeat(32) })) }, 'corrupt'],
    ['no hash', { answer: changed((entry) => without(entry, 'hash')) }, 'corrupt'],
    ['no data', { answer: changed((entry) => without(entry, 'data')) }, 'corrupt'],
    ['two fingers', { answer: ({ biometrics }) => ({ biometrics: [biometrics, biometrics].flat() }) }, 'corrupt'],
    ['nobody', { answer: () => ({ biometrics: [] }) }, 'corrupt'],
    ['something else', { answer: () => [] }, 'corrupt'],
    ['an unknown signer', { signer: makeIdentity({ name: 'Device' }) }, 'unsupported'],
    ['data changed after signing', { token: (token) => flipped(token) }, 'unsupported'],
    ['no signature', { token: (token) => token.split('.')[1]! }, 'unsupported'],
    ['another algorithm', { token: (token) => withAlgorithm(token, 'none') }, 'corrupt'],
    ['nonsense', { body: 'x' }, 'corrupt'],
    ['too much', { body: Buffer.alloc(MAX_BODY_BYTES + 10, 32) }, 'corrupt'],
    ['half an answer', { cutShort: true }, 'disconnected'],
    ['status 500', { status: 500 }, 'corrupt'],
  ];
  it.each(cases)('refuses an answer with %s', async (_name, spoiling, code) => {
    const { service, scanner, capture } = await connected();
    service.touch('good');
    Object.assign(service.spoil, spoiling);
    if (_name === 'the same record again') await capture();
    expect(await codeOf(capture())).toBe(code);
    for (const key of Object.keys(service.spoil)) delete service.spoil[key as keyof Spoiling];
    if (code === 'disconnected') await scanner.connect(never());
    expect((await capture()).kind).toBe('captured-record');
    expect(scanner.status()).toEqual({ kind: 'ready' });
  });

  it('refuses a replayed answer', async () => {
    const { service, capture } = await connected();
    service.touch('good');
    let recorded: unknown;
    service.spoil.answer = (answer) => {
      recorded ??= answer;
      return recorded;
    };
    expect((await capture()).kind).toBe('captured-record');
    expect(await codeOf(capture())).toBe('corrupt');
  });

  it('is disconnected with its service, and ready when connected again', async () => {
    const { service, scanner, capture } = await connected();
    const capturing = codeOf(capture());
    await expect.poll(() => service.requests).toHaveLength(1);
    await service.stop();
    expect(await capturing).toBe('disconnected');
    expect(scanner.status()).toEqual({ kind: 'disconnected' });
    expect(await codeOf(capture())).toBe('disconnected');
    await service.start();
    await scanner.connect(never());
    expect((await scanner.selfTest(never())).kind).toBe('passed');
  });

  it('detects the loss of an idle service within seconds', async () => {
    const clock = turnedClock(Date.now());
    const { service, scanner } = await connected({ clock });
    await service.stop();
    await clock.advance(5_000);
    await expect.poll(() => scanner.status().kind).toBe('disconnected');
    await service.start();
  });

  it('fails its self-test while the device is not ready', async () => {
    const { service, scanner } = await connected();
    service.spoil.info = (info) => ({ ...info, deviceStatus: 'Not Ready' });
    expect(await scanner.selfTest(never())).toMatchObject({ kind: 'failed', code: 'timed-out' });
  });
});

function changed(change: (entry: Record<string, unknown>) => Record<string, unknown>): NonNullable<Spoiling['answer']> {
  return ({ biometrics }) => ({ biometrics: (biometrics as Record<string, unknown>[]).map(change) });
}

function without(fields: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
}

/** The same token with one bit of its payload turned over. */
function flipped(token: string): string {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const bytes = Buffer.from(payload, 'base64url');
  bytes[40] = bytes[40]! ^ 1;
  return `${header}.${bytes.toString('base64url')}.${signature}`;
}

function withAlgorithm(token: string, alg: string): string {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const fields = { ...(JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as object), alg };
  return `${Buffer.from(JSON.stringify(fields)).toString('base64url')}.${payload}.${signature}`;
}

it('an SBI device: is trusted with a certificate that the provider issued', () => {
  expect(readDeviceTrust(toPem(PROVIDER) + toPem(PROVIDER))).toHaveLength(2);
  expect(() => readDeviceTrust('')).toThrow(RangeError);
  expect(() => readDeviceTrust(toPem(DEVICE))).toThrow(/authority/);
  expect(() => readDeviceTrust('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toThrow(
    /cannot be read/,
  );
});
