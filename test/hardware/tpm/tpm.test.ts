import { describe, expect, it } from 'vitest';
import { type TurnedClock, turnedClock } from '../../../hardware/host/turned-clock.ts';
import { join, sized, u16, u32 } from '../../../hardware/tpm/bytes.ts';
import { TpmSession } from '../../../hardware/tpm/session.ts';
import { Tpm } from '../../../hardware/tpm/tpm.ts';
import { TpmError } from '../../../hardware/tpm/tpm-error.ts';
import type { TpmTransport } from '../../../hardware/tpm/transport.ts';
import { randomOf } from '../../../hardware/tpm/use-key.ts';
import { codeOf } from '../../contracts/device-rig.ts';

const LIMIT_MS = 1_000;
const refusal = (code: number): Uint8Array => join([u16(0x8001), u32(10), u32(code)]);
const random = (bytes: Uint8Array): Uint8Array => join([u16(0x8001), u32(12 + bytes.length), u32(0), sized(bytes)]);

/** A TPM that gives these answers, the last one again and again. */
function scripted(...answers: readonly Uint8Array[]) {
  const clock = turnedClock();
  const sent: Uint8Array[] = [];
  let isOpen = true;
  const transport: TpmTransport = {
    keepsObjects: false,
    async exchange(command) {
      sent.push(Uint8Array.from(command));
      return Uint8Array.from(answers[Math.min(sent.length, answers.length) - 1] ?? []);
    },
    close() {
      isOpen = false;
    },
  };
  return { clock, sent, tpm: new Tpm(transport, clock, LIMIT_MS), isOpen: () => isOpen };
}

const ask = (tpm: Tpm): Promise<number[]> =>
  tpm.run({ name: 'getRandom', parameters: [u16(4)] }, (parameters) => [...parameters.sized()]);

async function after<T>(clock: TurnedClock, byMs: number, call: Promise<T>): Promise<T> {
  call.catch(() => undefined);
  await clock.advance(byMs);
  return call;
}

describe('a TPM that is busy', () => {
  it.each([0x922, 0x908, 0x90a, 0x920])('is asked the same again after a pause (0x%s)', async (code) => {
    const { tpm, clock, sent } = scripted(refusal(code), refusal(code), random(Uint8Array.of(1, 2)));
    expect(await after(clock, 200, ask(tpm))).toEqual([1, 2]);
    expect(sent).toHaveLength(3);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('is left alone when the limit has passed, as timed out', async () => {
    const { tpm, clock, sent } = scripted(refusal(0x922));
    const call = ask(tpm).catch((error: unknown) => error);
    const error = await after(clock, LIMIT_MS * 2, call);
    expect(error).toBeInstanceOf(TpmError);
    expect((error as TpmError).isBusy).toBe(true);
    const asked = sent.length;
    await clock.advance(LIMIT_MS * 10);
    expect(sent).toHaveLength(asked);
  });
});

describe('a TPM that refuses', () => {
  it.each([0x921, 0x98e, 0x9a2, 0x101, 0x902])('is not asked again (0x%s)', async (code) => {
    const { tpm, sent, isOpen } = scripted(refusal(code));
    await expect(ask(tpm)).rejects.toBeInstanceOf(TpmError);
    expect(sent).toHaveLength(1);
    expect(isOpen()).toBe(true);
  });
});

describe('a TPM that breaks its protocol', () => {
  it.each([
    ['an empty answer', new Uint8Array()],
    ['a header alone', join([u16(0x8001), u32(10), u32(0)])],
    ['another length than stated', join([u16(0x8001), u32(99), u32(0)])],
    ['bytes behind the parameters', join([u16(0x8001), u32(15), u32(0), sized(Uint8Array.of(1)), u16(7)])],
    ['a field beyond the answer', join([u16(0x8001), u32(12), u32(0), u16(500)])],
  ])('is corrupt, and the connection is closed: %s', async (_, answer) => {
    const { tpm, isOpen } = scripted(answer);
    expect(await codeOf(ask(tpm))).toBe('corrupt');
    expect(isOpen()).toBe(false);
  });

  it('is corrupt when the answer of a session is not authenticated with its key', async () => {
    const part = join([sized(new Uint8Array(16)), Uint8Array.of(0x41), sized(new Uint8Array(32))]);
    const parameters = sized(new Uint8Array(8));
    const body = join([u32(parameters.length), parameters, part]);
    const forged = join([u16(0x8002), u32(10 + body.length), u32(0), body]);
    const { tpm, isOpen } = scripted(forged);
    const session = new TpmSession(0x0200_0000, new Uint8Array(32).fill(7), new Uint8Array(16));
    expect(await codeOf(randomOf(tpm, session, 8))).toBe('corrupt');
    expect(isOpen()).toBe(false);
  });
});
