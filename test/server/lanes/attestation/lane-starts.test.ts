/** Lanes that prove their starts to a whole server over TLS, with software TPMs, and the attacks on it. */
import { describe, expect, it } from 'vitest';
import type { Attestation } from '../../../../hardware/secure-element/attestation.ts';
import { bindKey } from '../../../../kiosk/fleet/attestation/bind-key.ts';
import { sendQuote } from '../../../../kiosk/fleet/attestation/send-quote.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import type { StartsView } from '../../../../server/lanes/attestation/answers.ts';
import { quoteBytes, quoteSigningInput } from '../../../../server/contract/attestation.ts';
import { encodeEnvelope, readEnvelope } from '../../../../server/contract/envelope.ts';
import { parseJson } from '../../../../server/contract/payload.ts';
import { never } from '../../../contracts/device-rig.ts';
import { missingTpm } from '../../../support/tpm/soft-tpm.ts';
import { madeTpm, registersOf, startsServer, type StartsServer, tpmLane, type TpmLane } from './fixtures/tpm-lane.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const missing = missingTpm();
const RELEASE = 'ab'.repeat(32);
const QUOTES = '/v1/attestation/quotes';
const KEYS = '/v1/attestation/keys';

/** A lane's quote, by the lane's own code. */
const quoteOf = (lane: TpmLane, over: Partial<Parameters<typeof sendQuote>[0]> = {}) =>
  sendQuote({ ...lane, release: RELEASE, ...over }, never());

const seen = (starts: StartsServer): Promise<StartsView> => starts.see('/v1/fleet/starts');

/** The lane's last quote with another content, signed by the lane's own key again, as a lane whose software was replaced could. */
async function resigned(lane: TpmLane, change: (message: Record<string, unknown>) => void): Promise<Uint8Array> {
  const wire = lane.sent.get(QUOTES)?.at(-1) ?? new Uint8Array();
  const envelope = readEnvelope(wire);
  if (envelope.kind !== 'read') throw new Error('not an envelope');
  const message = parseJson(envelope.payload)?.json as Record<string, unknown>;
  change(message);
  const payload = quoteBytes(message as never);
  const signature = await lane.secureElement.sign(quoteSigningInput(payload));
  return encodeEnvelope({ kioskId: lane.kioskId, payload, signature });
}

async function bench(settings: Parameters<typeof startsServer>[1] = {}, clock?: Parameters<typeof startsServer>[2]) {
  const made = madeTpm();
  const starts = await startsServer([made.roots], settings, clock);
  const lane = await tpmLane(starts, made);
  return { starts, lane, made };
}

async function boundBench(settings: Parameters<typeof startsServer>[1] = {}) {
  const all = await bench(settings);
  expect(await bindKey(all.lane, never())).toEqual({ kind: 'done' });
  return all;
}

describe.skipIf(missing !== undefined)(`proofs of start${missing === undefined ? '' : `: ${missing}`}`, () => {
  it('show which lane runs what: the approved start, the release, the maker of the TPM', async () => {
    const { starts, lane } = await boundBench();
    await starts.approve({ kind: 'start', name: 'field-1', registers: await registersOf(lane) });
    await starts.approve({ kind: 'release', name: '0.1.0', digest: RELEASE });
    expect(await quoteOf(lane)).toEqual({ kind: 'done', start: 'approved' });
    const { lanes, policy, approved } = await seen(starts);
    expect(policy).toBe('report');
    expect(approved.map(({ name }) => name).sort()).toEqual(['0.1.0', 'field-1']);
    expect(lanes).toEqual([expect.objectContaining({ kioskId: 'north-1', manufacturer: 'unknown', release: RELEASE })]);
    expect(lanes[0]?.approvedRelease?.name).toBe('0.1.0');
    expect(lanes[0]?.quote).toMatchObject({ isStale: false, start: { name: 'field-1' }, differing: [] });
    expect(await starts.alarms()).toEqual([]);
  });

  it('show the registers that differ after another start, with an alarm', async () => {
    const { starts, lane } = await boundBench();
    const registers = await registersOf(lane);
    const others = registers.map((one) => (one.register === 4 ? { ...one, value: 'cd'.repeat(32) } : one));
    await starts.approve({ kind: 'start', name: 'field-1', registers: others });
    expect(await quoteOf(lane)).toEqual({ kind: 'done', start: 'not-approved' });
    const { lanes } = await seen(starts);
    expect(lanes[0]?.quote).toMatchObject({ start: null, nearest: { name: 'field-1' }, differing: [4] });
    await expect.poll(() => starts.alarms()).toContain('lane-start-unknown');
  });

  it('are not taken before the attestation key is bound', async () => {
    const { lane } = await bench();
    expect(await quoteOf(lane)).toEqual({ kind: 'refused', code: 'attestation-key-unknown', advice: 'correct' });
  });
});

describe.skipIf(missing !== undefined)(
  `attacks on proofs of start${missing === undefined ? '' : `: ${missing}`}`,
  () => {
    it('a replayed quote is refused, alone and after a newer one', async () => {
      const { starts, lane } = await boundBench();
      await quoteOf(lane);
      const [first = new Uint8Array()] = lane.sent.get(QUOTES) ?? [];
      expect(await lane.send(QUOTES, first)).toBe('quote-refused');
      await quoteOf(lane);
      expect(await lane.send(QUOTES, first)).toBe('quote-refused');
      await expect.poll(() => starts.alarms()).toContain('lane-quote-refused');
    });

    it('of six copies sent at once one is received', async () => {
      const { lane } = await boundBench();
      await quoteOf(lane);
      const challenge = await lane.link.exchange('/v1/attestation/challenge', { method: 'GET' }, 4_096, never());
      expect(challenge?.ok).toBe(true);
      const held: Uint8Array[] = [];
      const link = {
        ...lane.link,
        exchange: (...about: Parameters<TpmLane['link']['exchange']>) => {
          const [path, message] = about;
          if (path !== QUOTES || message.body === undefined) return lane.link.exchange(...about);
          held.push(message.body);
          return Promise.resolve(undefined);
        },
      };
      expect(await quoteOf(lane, { link })).toEqual({ kind: 'unreachable' });
      const [wire = new Uint8Array()] = held;
      const results = await Promise.all(Array.from({ length: 6 }, () => lane.send(QUOTES, wire)));
      expect(results.filter((one) => one === 'accepted')).toHaveLength(1);
      expect(new Set(results.filter((one) => one !== 'accepted'))).toEqual(new Set(['quote-refused']));
    });

    it('a quote for an old challenge is refused as stale', async () => {
      const made = madeTpm();
      const clock = handTurnedClock(Date.now());
      const starts = await startsServer([made.roots], {}, clock);
      const lane = await tpmLane(starts, made);
      expect(await bindKey(lane, never())).toEqual({ kind: 'done' });
      const link: TpmLane['link'] = {
        ...lane.link,
        async exchange(...about) {
          const answer = await lane.link.exchange(...about);
          if (about[0].endsWith('challenge')) clock.turn(121_000);
          return answer;
        },
      };
      expect(await quoteOf(lane, { link })).toMatchObject({ kind: 'refused', code: 'challenge-refused' });
    });

    it('values that the TPM did not state are refused, even when the lane signs them', async () => {
      const { starts, lane } = await boundBench();
      await quoteOf(lane);
      const forged = await resigned(lane, (message) => {
        const [first] = message['registers'] as { value: string }[];
        if (first !== undefined) first.value = 'ee'.repeat(32);
      });
      expect(await lane.send(QUOTES, forged)).toBe('quote-refused');
      const otherRelease = await resigned(lane, (message) => void (message['release'] = 'ee'.repeat(32)));
      expect(await lane.send(QUOTES, otherRelease)).toBe('quote-refused');
      const fewer = await resigned(lane, (message) => {
        const registers = message['registers'] as { register: number }[];
        registers[0] = { ...registers[0], register: 23 };
      });
      expect(await lane.send(QUOTES, fewer)).toBe('quote-refused');
      expect((await seen(starts)).lanes[0]?.quote?.registers[0]?.value).not.toBe('ee'.repeat(32));
    });

    it('a quote of another TPM is refused, though both lanes are enrolled', async () => {
      const [one, two] = [madeTpm(), madeTpm()];
      const starts = await startsServer([one.roots, two.roots]);
      const lane = await tpmLane(starts, one);
      const other = await tpmLane(starts, two, 'north-2');
      expect(await bindKey(lane, never())).toEqual({ kind: 'done' });
      expect(await bindKey(other, never())).toEqual({ kind: 'done' });
      // The lane's software was replaced, and asks a clean machine for its quotes
      const relayed: Attestation = { ...lane.attestation, quote: other.attestation.quote };
      expect(await quoteOf(lane, { attestation: relayed })).toMatchObject({ kind: 'refused', code: 'quote-refused' });
      // The other machine's quote under this lane's name and certificate
      await quoteOf(other);
      const [theirs = new Uint8Array()] = other.sent.get(QUOTES) ?? [];
      expect(await lane.send(QUOTES, theirs)).toBe('certificate-refused');
    });

    it('the attestation key of another TPM is not bound: neither its identity nor its credential fits', async () => {
      const [one, two] = [madeTpm(), madeTpm()];
      const starts = await startsServer([one.roots, two.roots]);
      const lane = await tpmLane(starts, one);
      const other = await tpmLane(starts, two, 'north-2');
      // The clean machine certifies its own signing key, which is not that of the lane
      const borrowed = {
        ...lane.attestation,
        identity: other.attestation.identity,
        activate: other.attestation.activate,
      };
      expect(await bindKey({ ...lane, attestation: borrowed }, never())).toMatchObject({
        code: 'attestation-key-refused',
      });
      // The certificate of the clean machine with the keys of the lane: the server's secret goes to the clean machine, which lacks the keys
      const mixed: Attestation = {
        ...lane.attestation,
        async identity(nonce) {
          const { endorsement } = await other.attestation.identity(nonce);
          return { ...(await lane.attestation.identity(nonce)), endorsement };
        },
        activate: other.attestation.activate,
      };
      await expect(bindKey({ ...lane, attestation: mixed }, never())).rejects.toMatchObject({ code: 'refused' });
      // A guessed secret
      const guessing: Attestation = { ...mixed, activate: () => Promise.resolve(new Uint8Array(32)) };
      expect(await bindKey({ ...lane, attestation: guessing }, never())).toMatchObject({
        code: 'attestation-key-refused',
      });
      await expect.poll(() => starts.alarms()).toContain('lane-quote-refused');
    });

    it('the TPM of another lane in service is not bound to a second lane; it is after the first was disabled', async () => {
      const { starts, lane } = await boundBench();
      // A software TPM takes one connection
      await lane.secureElement.disconnect();
      const second = await tpmLane(starts, lane.tpm, 'north-2');
      expect(await bindKey(second, never())).toMatchObject({ code: 'attestation-key-refused' });
      await expect.poll(() => starts.alarms()).toContain('lane-quote-refused');
      await changeRecorded(starts.server.database.knex, 'kiosks', { id: 'north-1' }, { disabled_at: Date.now() });
      expect(await bindKey(second, never())).toEqual({ kind: 'done' });
    });

    it('a lane that lost its attestation key binds another one of its TPM, and quotes by the old one end', async () => {
      const { lane } = await boundBench();
      await quoteOf(lane);
      const [old = new Uint8Array()] = lane.sent.get(QUOTES) ?? [];
      await lane.loseAttestationKey();
      expect(await quoteOf(lane)).toMatchObject({ code: 'quote-refused' });
      expect(await bindKey(lane, never())).toEqual({ kind: 'done' });
      expect(await quoteOf(lane)).toMatchObject({ kind: 'done' });
      expect(await lane.send(QUOTES, old)).toBe('quote-refused');
    });

    it('a TPM whose maker is not configured, and a software TPM in production, are refused', async () => {
      const [one, two] = [madeTpm(), madeTpm()];
      const foreign = await startsServer([two.roots]);
      expect(await bindKey(await tpmLane(foreign, one), never())).toMatchObject({ code: 'attestation-key-refused' });
      const { lane } = await bench({ hardwareOnly: true });
      expect(await bindKey(lane, never())).toMatchObject({ code: 'attestation-key-refused' });
    });

    it('a message under another lane’s certificate, one that is malformed and one that is too large are refused', async () => {
      const { starts, lane } = await boundBench();
      await quoteOf(lane);
      const other = await tpmLane(starts, madeTpm(), 'north-2');
      for (const path of [QUOTES, KEYS]) {
        const [wire = new Uint8Array()] = lane.sent.get(path) ?? [];
        expect(await other.send(path, wire)).toBe('certificate-refused');
        expect(await lane.send(path, wire.subarray(1))).toBe('malformed-envelope');
        expect(await lane.send(path, new Uint8Array(20_000).fill(32))).toBe('too-large');
      }
    });

    it('a lane that proves its start too often is slowed down', async () => {
      const { lane } = await boundBench();
      const codes: string[] = [];
      for (let tries = 0; tries < 14; tries += 1) codes.push(await lane.send(QUOTES, new Uint8Array([123, 125])));
      expect(codes).toContain('rate-limited');
    });
  },
);

describe.skipIf(missing !== undefined)(`required proofs of start${missing === undefined ? '' : `: ${missing}`}`, () => {
  /** Statuses carry the machine's time, and the server's clock may have been turned. */
  const ADMITTED = ['accepted', 'stale-status'];
  /** Longer than an admission and a round of the watch together. */
  const ROUND_MS = 10_001;

  async function required() {
    const made = madeTpm();
    const clock = handTurnedClock(Date.now());
    const starts = await startsServer([made.roots], { policy: 'required' }, clock);
    const lane = await tpmLane(starts, made);
    expect(await bindKey(lane, never())).toEqual({ kind: 'done' });
    const approveNow = async () =>
      starts.approve({ kind: 'start', name: 'field-1', registers: await registersOf(lane) });
    /** A connection that was cut answers once with nothing. */
    const answered = (by: TpmLane) => expect.poll(() => by.status(), { timeout: 240_000 });
    return { clock, starts, lane, approveNow, answered };
  }

  it('admit a lane with an approved start, by the certificate that its quote names', async () => {
    const { clock, starts, lane, approveNow } = await required();
    expect(await lane.status()).toBe('start-unproven');
    expect(await lane.attempt()).toBe('start-unproven');
    await quoteOf(lane);
    expect(await lane.status()).toBe('start-unproven');
    await approveNow();
    clock.turn(1_001);
    expect(await lane.status()).toBe('accepted');
    expect(await lane.attempt()).toBe('accepted');
    // The lane's program was started again: its certificate is another one, and the proof of before does not count
    const again = await lane.restarted();
    expect(await again.status()).toBe('start-unproven');
    await quoteOf(again);
    expect(await again.status()).toBe('accepted');
    expect(await starts.alarms()).not.toContain('lane-start-unproven');
  });

  it('raise an alarm after a minute without a proof', async () => {
    const { clock, starts, lane } = await required();
    expect(await lane.status()).toBe('start-unproven');
    clock.turn(59_000);
    expect(await lane.status()).toBe('start-unproven');
    expect(await starts.alarms()).not.toContain('lane-start-unproven');
    clock.turn(1_000);
    expect(await lane.status()).toBe('start-unproven');
    await expect.poll(() => starts.alarms()).toContain('lane-start-unproven');
  });

  it('do not admit a lane that was admitted and then started with other software', async () => {
    const { clock, starts, lane, approveNow } = await required();
    await approveNow();
    await quoteOf(lane);
    expect(await lane.status()).toBe('accepted');
    await lane.startMachine('ee'.repeat(32));
    const other = await lane.restarted();
    expect(await other.status()).toBe('start-unproven');
    clock.turn(1_000);
    expect(await quoteOf(other)).toEqual({ kind: 'done', start: 'not-approved' });
    expect(await other.status()).toBe('start-unproven');
    expect((await seen(starts)).lanes[0]?.quote).toMatchObject({ start: null, differing: [4] });
    // Its new quote also ends the admission by the certificate of before
    clock.turn(ROUND_MS);
    expect(await lane.status()).not.toBe('accepted');
  });

  it('refuse a quote by the key of a connection that outlived a start of the machine', async () => {
    const { clock, lane, approveNow } = await required();
    await approveNow();
    expect(await quoteOf(lane)).toEqual({ kind: 'done', start: 'approved' });
    clock.turn(1_000);
    expect(await quoteOf(lane)).toEqual({ kind: 'done', start: 'approved' });
    await lane.startMachine();
    clock.turn(1_000);
    expect(await quoteOf(lane)).toMatchObject({ kind: 'refused', code: 'quote-refused' });
    const again = await lane.restarted();
    expect(await quoteOf(again)).toEqual({ kind: 'done', start: 'approved' });
  });

  it('admit one of two connections that prove the start at once: that of the later question', async () => {
    const { clock, lane, approveNow, answered } = await required();
    await approveNow();
    const again = await lane.restarted();
    clock.turn(1);
    const outcomes = await Promise.all([quoteOf(lane), quoteOf(again)]);
    // Questions of one millisecond have no order: then the one that is stored first counts
    expect(outcomes.filter(({ kind }) => kind === 'done').length).toBeGreaterThanOrEqual(1);
    const codes = [await lane.status(), await again.status()];
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    const [loser, winner] = codes[0] === 'accepted' ? [again, lane] : [lane, again];
    clock.turn(ROUND_MS);
    await answered(loser).toBe('start-unproven');
    await answered(winner).toBeOneOf(ADMITTED);
  });

  it('refuse a quote that names another certificate than that of its connection', async () => {
    const { lane } = await required();
    expect(await quoteOf(lane, { certificate: 'ab12' })).toMatchObject({ kind: 'refused', code: 'quote-refused' });
  });

  it('end with the age of the quote and with the withdrawal of the approval, which also cut open sockets', async () => {
    const { clock, starts, lane, approveNow, answered } = await required();
    await quoteOf(lane);
    const id = await approveNow();
    await answered(lane).toBeOneOf(ADMITTED);
    const orders = lane.orders();
    await expect.poll(() => orders.state()).toBe('open');
    clock.turn(3_600_001);
    await expect.poll(() => orders.state()).not.toBe('open');
    await answered(lane).toBe('start-unproven');
    expect(starts.server.log.join()).toContain('kiosk-cut-off');
    await quoteOf(lane);
    await answered(lane).toBeOneOf(ADMITTED);
    await starts.server.database.knex('approved_software').where({ id }).update({ withdrawn_at: clock.wallMs() });
    clock.turn(ROUND_MS);
    await answered(lane).toBe('start-unproven');
  });

  it('leave a lane without a TPM outside', async () => {
    const made = madeTpm();
    const starts = await startsServer([made.roots], { policy: 'required' });
    const lane = await tpmLane(starts, made);
    // Such a lane has no attestation, and never quotes
    expect(await lane.status()).toBe('start-unproven');
    expect((await seen(starts)).lanes[0]).toMatchObject({ manufacturer: null, quote: null });
  });
});
