import { describe, expect, onTestFinished, test } from 'vitest';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { type TurnedClock, turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { Attestation } from '../../../../hardware/secure-element/attestation.ts';
import { proveStart, type StartProof } from '../../../../kiosk/fleet/attestation/prove-start.ts';
import type { StartProofState } from '../../../../kiosk/platform/base/vocabulary.ts';
import type { ServerLink } from '../../../../kiosk/fleet/uplink/server-link.ts';
import { QUOTE_INTERVAL_MS, QUOTED_REGISTERS } from '../../../../server/contract/attestation.ts';
import { readEnvelope } from '../../../../server/contract/envelope.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { parseJson } from '../../../../server/contract/payload.ts';
import type { WireErrorCode } from '../../../../server/contract/wire-error.ts';

const SECOND_MS = 1_000;
const STATEMENT = { statement: new Uint8Array(150).fill(1), signature: new Uint8Array(64).fill(2) };
const CHALLENGE = 'a'.repeat(64);

/** An answer of the server: a body, a refusal, or nothing. */
type Answer = object | WireErrorCode | undefined;
type Message = Readonly<Record<string, unknown>>;

interface Bench {
  readonly proof: StartProof;
  readonly clock: TurnedClock;
  readonly states: readonly StartProofState[];
  /** Messages that the server got, by path. */
  readonly sent: { readonly quotes: Message[]; readonly keys: Message[] };
  certificate: string | undefined;
  release: string | undefined;
  challenge: () => Answer;
  quoted: (message: Message) => Answer;
  bound: (message: Message) => Answer;
  quote: Attestation['quote'];
  /** Turns the clock in steps of a second, so that every answer arrives. */
  pass(ms: number): Promise<void>;
}

const APPROVED = { start: 'approved', at: 1 };
const values = new Map(QUOTED_REGISTERS.map((register) => [register, new Uint8Array(32)]));

async function bench(over: Partial<Bench> = {}): Promise<Bench> {
  const clock = turnedClock();
  const states: StartProofState[] = [];
  const sent: Bench['sent'] = { quotes: [], keys: [] };
  const self = {
    certificate: 'ab01' as string | undefined,
    release: undefined as string | undefined,
    challenge: (): Answer => ({ challenge: CHALLENGE }),
    quoted: (): Answer => APPROVED,
    bound: ({ secret }: Message): Answer =>
      secret === undefined ? { kind: 'credential', identity: 'AAAA', secret: 'AAAA' } : { kind: 'bound' },
    quote: (): ReturnType<Attestation['quote']> => Promise.resolve({ ...STATEMENT, values }),
    ...over,
  };
  const link: Pick<ServerLink, 'exchange'> = {
    exchange(path, { body }) {
      if (body === undefined) return Promise.resolve(answered(self.challenge()));
      const message = messageOf(body);
      const isQuote = path === '/v1/attestation/quotes';
      (isQuote ? sent.quotes : sent.keys).push(message);
      return Promise.resolve(answered(isQuote ? self.quoted(message) : self.bound(message)));
    },
  };
  const proof = proveStart({
    ...{ kioskId: kioskIdSchema.parse('north-1'), link, clock, random: () => 0.5 },
    secureElement: { sign: () => Promise.resolve(new Uint8Array(64)) },
    attestation: {
      identity: () =>
        Promise.resolve({
          ...{ endorsement: new Uint8Array(500), attestationKey: new Uint8Array(90), signingKey: new Uint8Array(90) },
          certified: STATEMENT,
        }),
      activate: () => Promise.resolve(new Uint8Array(32)),
      quote: (...about) => self.quote(...about),
    },
    certificate: () => self.certificate,
    release: () => self.release,
    log: (event) => {
      if (event.event === 'start-proof') states.push(event.state);
    },
  });
  onTestFinished(() => proof.close());
  await clock.advance(0);
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= SECOND_MS) await clock.advance(Math.min(SECOND_MS, left));
  };
  return Object.assign(self, { proof, clock, states, sent, pass });
}

function answered(answer: Answer): Awaited<ReturnType<ServerLink['exchange']>> {
  if (answer === undefined) return undefined;
  const body = typeof answer === 'string' ? { error: { code: answer, message: 'no' } } : answer;
  return { ok: typeof answer !== 'string', body: new Uint8Array(Buffer.from(JSON.stringify(body))) };
}

function messageOf(wire: Uint8Array): Message {
  const envelope = readEnvelope(wire);
  if (envelope.kind !== 'read') throw new Error('not an envelope');
  return parseJson(envelope.payload)?.json as Message;
}

describe('the proof of a lane’s start', () => {
  test('is sent at once, and again after a quarter of an hour, not before', async () => {
    const { sent, states, pass } = await bench({ release: 'cd'.repeat(32) });
    await pass(QUOTE_INTERVAL_MS - 3 * SECOND_MS);
    expect(sent.quotes).toEqual([
      expect.objectContaining({ certificate: 'ab01', release: 'cd'.repeat(32), challenge: CHALLENGE }),
    ]);
    await pass(5 * SECOND_MS);
    expect(sent.quotes).toHaveLength(2);
    expect(states).toEqual(['proved']);
  });

  test('waits for a certificate, and follows a new certificate and the digest of the files within seconds', async () => {
    const all = await bench({ certificate: undefined });
    await all.pass(10 * SECOND_MS);
    expect(all.sent.quotes).toEqual([]);
    all.certificate = 'ab01';
    await all.pass(3 * SECOND_MS);
    all.release = 'ef'.repeat(32);
    await all.pass(3 * SECOND_MS);
    all.certificate = 'ab02';
    await all.pass(3 * SECOND_MS);
    expect(all.sent.quotes.map(({ certificate, release }) => [certificate, release])).toEqual([
      ['ab01', undefined],
      ['ab01', 'ef'.repeat(32)],
      ['ab02', 'ef'.repeat(32)],
    ]);
  });

  test('binds the attestation key first where the server does not have it, or has another one', async () => {
    for (const code of ['attestation-key-unknown', 'quote-refused'] as const) {
      let isBound = false;
      const { sent, states } = await bench({
        quoted: () => (isBound ? APPROVED : code),
        bound(message) {
          if (message['secret'] === undefined) return { kind: 'credential', identity: 'AAAA', secret: 'AAAA' };
          isBound = true;
          return { kind: 'bound' };
        },
      });
      expect(sent.keys.map(({ secret }) => secret)).toEqual([undefined, '00'.repeat(32)]);
      expect(sent.quotes).toHaveLength(2);
      expect(states).toEqual(['proved']);
    }
  });

  test('states that no one approved the start, and is not sent more often for that', async () => {
    const { sent, states, pass } = await bench({ quoted: () => ({ start: 'not-approved', at: 1 }) });
    await pass(600 * SECOND_MS);
    expect(sent.quotes).toHaveLength(1);
    expect(states).toEqual(['not-approved']);
  });

  test('is not sent to a server that does not ask, which is asked again after a quarter of an hour', async () => {
    let asked = 0;
    const { sent, states, pass } = await bench({
      challenge() {
        asked += 1;
        return 'not-found';
      },
    });
    await pass(QUOTE_INTERVAL_MS - 3 * SECOND_MS);
    expect(asked).toBe(1);
    await pass(5 * SECOND_MS);
    expect(asked).toBe(2);
    expect(sent.quotes).toEqual([]);
    expect(states).toEqual(['not-asked']);
  });

  test('is tried again with growing pauses when the server is away, refuses, or answers nonsense', async () => {
    for (const [answer, state] of [
      [undefined, 'unreachable'],
      ['attestation-key-refused', 'refused'],
      [{ start: 'perhaps' }, 'unreachable'],
    ] as const) {
      const times: number[] = [];
      const all: Bench = await bench({ quoted: () => answer });
      all.quoted = () => {
        times.push(all.clock.monotonicMs());
        return answer;
      };
      await all.pass(120 * SECOND_MS);
      const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(pauses.length).toBeGreaterThan(1);
      expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
      expect(all.states).toEqual([state]);
      all.quoted = () => APPROVED;
      await all.pass(QUOTE_INTERVAL_MS);
      expect(all.states).toEqual([state, 'proved']);
    }
  });

  test('goes on after the element failed', async () => {
    const all = await bench({
      quote: () => Promise.reject(new DeviceError('secure-element', 'disconnected', 'the element is away')),
    });
    await all.pass(10 * SECOND_MS);
    expect(all.states).toEqual(['element-failed']);
    all.quote = () => Promise.resolve({ ...STATEMENT, values });
    await all.pass(QUOTE_INTERVAL_MS);
    expect(all.states).toEqual(['element-failed', 'proved']);
  });

  test('does not send a quote for a certificate that was replaced while the element made it', async () => {
    const all = await bench();
    all.sent.quotes.length = 0;
    all.certificate = 'ab02';
    all.quote = () => {
      all.certificate = 'ab03';
      return Promise.resolve({ ...STATEMENT, values });
    };
    await all.pass(6 * SECOND_MS);
    expect(all.sent.quotes.map(({ certificate }) => certificate)).toEqual(['ab03']);
    expect(all.states).toEqual(['proved']);
  });

  test('ends when it is closed', async () => {
    const { proof, clock, sent } = await bench();
    await proof.close();
    await clock.advance(2 * QUOTE_INTERVAL_MS);
    expect(sent.quotes).toHaveLength(1);
  });
});
