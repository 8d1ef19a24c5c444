import { X509Certificate } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { type TurnedClock, turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { CertificateState } from '../../../../kiosk/platform/base/vocabulary.ts';
import { keepCertificate, type KeptCertificate } from '../../../../kiosk/fleet/enrolment/kept-certificate.ts';
import type { CertificateOutcome } from '../../../../kiosk/fleet/enrolment/request-certificate.ts';
import { issue, testAuthority } from '../../../server/lanes/fleet/fixtures/fleet-bench.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Bench {
  readonly kept: KeptCertificate;
  readonly clock: TurnedClock;
  readonly states: readonly CertificateState[];
  /** How often it has asked. */
  asked(): number;
  /** Turns the clock in steps that let every answer arrive. */
  pass(ms: number, stepMs?: number): Promise<void>;
  answer: (nth: number) => Promise<CertificateOutcome>;
}

async function bench(answer?: Bench['answer']): Promise<Bench> {
  const { authority } = await testAuthority();
  const signed = await issue(authority, { use: 'server', names: ['lane.example'] });
  const given = (nth: number): Promise<CertificateOutcome> =>
    Promise.resolve({
      kind: 'given',
      held: { ...signed, serial: String(nth), x509: new X509Certificate(signed.cert), lifetimeMs: DAY_MS },
    });
  const clock = turnedClock();
  const states: CertificateState[] = [];
  let asked = 0;
  const self = { answer: answer ?? given };
  const kept = keepCertificate({
    clock,
    random: () => 0.5,
    request: () => self.answer((asked += 1)),
    onState: (state) => states.push(state),
  });
  onTestFinished(() => kept.close());
  return Object.assign(self, {
    kept,
    clock,
    states,
    asked: () => asked,
    async pass(ms: number, stepMs = 30_000) {
      for (let left = ms; left > 0; left -= stepMs) await clock.advance(Math.min(stepMs, left));
    },
  });
}

test("a kiosk's certificate is requested at once and renewed at half of its lifetime, without end", async () => {
  const { kept, pass, asked, states, clock } = await bench();
  await clock.advance(0);
  expect([asked(), kept.current()?.serial]).toEqual([1, '1']);
  await pass(12 * HOUR_MS - 60_000);
  expect(asked()).toBe(1);
  await pass(120_000);
  expect([asked(), kept.current()?.serial]).toEqual([2, '2']);
  await pass(3 * DAY_MS, 300_000);
  expect(asked()).toBe(8);
  expect(states).toEqual(['held']);
});

test("a kiosk's certificate is requested with increasing delays while the server is unreachable, and is used until it expires", async () => {
  const all = await bench();
  await all.clock.advance(0);
  const heard: (string | undefined)[] = [];
  all.kept.onChange(() => heard.push(all.kept.current()?.serial));
  const given = all.answer;
  all.answer = () => Promise.resolve({ kind: 'unreachable' });
  await all.pass(23 * HOUR_MS);
  const before = all.asked();
  expect(all.kept.current()?.serial).toBe('1');
  await all.pass(10 * 60_000);
  expect(all.asked() - before).toBeLessThanOrEqual(45);
  expect(all.asked() - before).toBeGreaterThanOrEqual(15);
  await all.pass(2 * HOUR_MS);
  expect(all.kept.current()).toBeUndefined();
  all.answer = given;
  await all.pass(60_000);
  expect(all.kept.current()).toBeDefined();
  expect(all.states).toEqual(['held', 'unreachable', 'held']);
  expect(heard[0]).toBeUndefined();
  expect(heard).toHaveLength(2);
});

test("a kiosk's certificate has expired after the machine was suspended for its lifetime", async () => {
  const all = await bench();
  await all.clock.advance(0);
  all.answer = () => Promise.resolve({ kind: 'unreachable' });
  all.clock.suspend(DAY_MS);
  await all.pass(30_000);
  expect(all.kept.current()).toBeUndefined();
});

test("a kiosk's certificate does not depend on a wall clock that jumps", async () => {
  const all = await bench();
  await all.clock.advance(0);
  all.clock.jumpWall(-40 * DAY_MS);
  await all.pass(60_000);
  all.clock.jumpWall(80 * DAY_MS);
  await all.pass(60_000);
  expect([all.asked(), all.kept.current()?.serial]).toEqual([1, '1']);
});

test("a kiosk's certificate that the server rejects is requested again, at most once a minute", async () => {
  const all = await bench();
  await all.clock.advance(0);
  all.kept.renew();
  await all.clock.advance(0);
  expect(all.asked()).toBe(1);
  await all.pass(60_000);
  for (let n = 0; n < 5; n += 1) all.kept.renew();
  await all.clock.advance(0);
  expect([all.asked(), all.kept.current()?.serial]).toEqual([2, '2']);
});

test("a kiosk's certificate that was revoked is no longer used, with or without another certificate", async () => {
  const all = await bench();
  await all.clock.advance(0);
  all.answer = () => Promise.resolve({ kind: 'refused', code: 'kiosk-disabled' });
  all.kept.drop();
  expect(all.kept.current()).toBeUndefined();
  await all.clock.advance(0);
  expect(all.states).toEqual(['held', 'kiosk-disabled']);
});

test("a kiosk's certificate is not requested while the secure element is unavailable", async () => {
  const all = await bench(() => Promise.reject(new Error('gone')));
  await all.clock.advance(0);
  expect(all.states).toEqual(['no-secure-element']);
  expect(all.kept.current()).toBeUndefined();
});

test("a kiosk's certificate for evidence is requested seldom by a lane without an address, and soon after it has one", async () => {
  const all = await bench(() => Promise.resolve({ kind: 'refused', code: 'no-evidence-address' }));
  await all.clock.advance(0);
  await all.pass(HOUR_MS);
  expect([all.asked(), all.states]).toEqual([7, ['no-evidence-address']]);
  const { authority } = await testAuthority();
  const signed = await issue(authority, { use: 'server', names: ['lane.example'] });
  const held = { ...signed, serial: '9', x509: new X509Certificate(signed.cert), lifetimeMs: DAY_MS };
  all.answer = () => Promise.resolve({ kind: 'given', held });
  await all.pass(600_000);
  expect([all.kept.current()?.serial, all.states.at(-1)]).toEqual(['9', 'held']);
});
