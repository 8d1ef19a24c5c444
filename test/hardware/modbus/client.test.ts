import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { modbusClient } from '../../../hardware/modbus/client.ts';
import type { ModbusError } from '../../../hardware/modbus/modbus-error.ts';
import { encodeRtuFrame } from '../../../hardware/modbus/rtu-frame.ts';
import { codeOf } from '../../contracts/device-rig.ts';

const ANSWER_WITHIN_MS = 100;
const FRAME_GAP_MS = 2;
const UNIT = 7;
const INPUTS = { kind: 'read-discrete-inputs', address: 0, count: 8 } as const;
const ON = { kind: 'write-coil', address: 3, value: true } as const;
const PROTOCOL = [0, 0];

function client(framing: 'tcp' | 'rtu' = 'tcp') {
  const clock = turnedClock();
  const sent: Uint8Array[] = [];
  const unreadable: ModbusError[] = [];
  const asked = modbusClient({
    framing,
    unit: UNIT,
    clock,
    answerWithinMs: ANSWER_WITHIN_MS,
    frameGapMs: framing === 'rtu' ? FRAME_GAP_MS : 0,
    write: (bytes) => void sent.push(bytes),
    onUnreadable: (reason) => void unreadable.push(reason),
  });
  const transactionOf = (at: number): number => ((sent[at]?.[0] ?? 0) << 8) | (sent[at]?.[1] ?? 0);
  const tcp = (transaction: number, pdu: readonly number[], unit = UNIT): Uint8Array =>
    Uint8Array.from([transaction >> 8, transaction & 0xff, ...PROTOCOL, 0, pdu.length + 1, unit, ...pdu]);
  return {
    clock,
    sent,
    unreadable,
    ask: asked.request.bind(asked),
    receive: asked.receive.bind(asked),
    end: asked.end.bind(asked),
    idle: asked.idle.bind(asked),
    /** Answers the request that was sent as number `at` with these input levels. */
    answer: (at: number, levels: number, unit?: number) => asked.receive(tcp(transactionOf(at), [2, 1, levels], unit)),
    tcp,
    transactionOf,
    rtu: (levels: number, unit = UNIT) => encodeRtuFrame({ unit, pdu: Uint8Array.from([2, 1, levels]) }),
  };
}

describe('a Modbus client on TCP', () => {
  it('has one request outstanding and sends urgent ones first', async () => {
    const line = client();
    const first = line.ask(INPUTS);
    const second = line.ask(INPUTS);
    const urgent = line.ask(ON, { urgent: true });
    expect(line.sent).toHaveLength(1);
    line.answer(0, 1);
    expect(await first).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
    expect(line.sent[1]?.[7]).toBe(5);
    line.receive(line.tcp(line.transactionOf(1), [5, 0, 3, 0xff, 0]));
    expect(await urgent).toEqual([]);
    line.answer(2, 2);
    expect(await second).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it('refuses more requests than its queue holds', async () => {
    const line = client();
    const waiting = Array.from({ length: 33 }, () => codeOf(line.ask(INPUTS)));
    expect(await codeOf(line.ask(INPUTS))).toBe('busy');
    line.end();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['disconnected']));
  });

  it('stops waiting for an answer after the time-out, and drops a late answer', async () => {
    const line = client();
    const first = codeOf(line.ask(INPUTS));
    await line.clock.advance(ANSWER_WITHIN_MS);
    expect(await first).toBe('timed-out');
    const second = line.ask(INPUTS);
    line.answer(0, 0xff);
    line.answer(1, 0);
    expect(await second).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(line.unreadable).toEqual([]);
  });

  it('drops a duplicate, before and after the next request', async () => {
    const line = client();
    const first = line.ask(INPUTS);
    line.answer(0, 1);
    line.answer(0, 1);
    await first;
    const second = line.ask(INPUTS);
    line.answer(0, 1);
    line.answer(1, 2);
    expect(await second).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
    expect(line.unreadable).toEqual([]);
  });

  it.each([
    ['of another unit', (line: ReturnType<typeof client>) => line.answer(0, 1, UNIT + 1)],
    ['to a request that was never sent', (line: ReturnType<typeof client>) => line.receive(line.tcp(999, [2, 1, 1]))],
    [
      'to another function',
      (line: ReturnType<typeof client>) => line.receive(line.tcp(line.transactionOf(0), [1, 1, 1])),
    ],
    ['with too few values', (line: ReturnType<typeof client>) => line.receive(line.tcp(line.transactionOf(0), [2, 0]))],
    ['of another protocol', (line: ReturnType<typeof client>) => line.receive(Uint8Array.from([0, 1, 9]))],
  ])('closes after an answer %s, and refuses waiting and later requests', async (_, spoil) => {
    const line = client();
    const first = codeOf(line.ask(INPUTS));
    const second = codeOf(line.ask(INPUTS));
    spoil(line);
    expect(await first).toBe('corrupt');
    expect(await second).toBe('disconnected');
    expect(line.unreadable).toHaveLength(1);
    expect(await codeOf(line.ask(INPUTS))).toBe('disconnected');
  });

  it('keeps the connection after an exception', async () => {
    const line = client();
    const first = line.ask(INPUTS);
    line.receive(line.tcp(line.transactionOf(0), [0x82, 6]));
    await expect(first).rejects.toMatchObject({ code: 'exception', exception: 6 });
    const second = line.ask(INPUTS);
    line.answer(1, 4);
    expect(await second).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('rejects a cancelled request at once, sent or waiting, and continues with the next', async () => {
    const line = client();
    const stop = new AbortController();
    const sentOne = codeOf(line.ask(INPUTS, { signal: stop.signal }));
    const waiting = codeOf(line.ask(INPUTS, { signal: stop.signal }));
    const next = line.ask(ON);
    stop.abort();
    expect(await sentOne).toBe('aborted');
    expect(await waiting).toBe('aborted');
    expect(await codeOf(line.ask(INPUTS, { signal: stop.signal }))).toBe('aborted');
    line.answer(0, 1);
    line.receive(line.tcp(line.transactionOf(1), [5, 0, 3, 0xff, 0]));
    expect(await next).toEqual([]);
    expect(line.sent).toHaveLength(2);
  });

  it('is idle once the answer to a cancelled request has arrived', async () => {
    const line = client();
    await line.idle();
    const stop = new AbortController();
    const cancelled = codeOf(line.ask(INPUTS, { signal: stop.signal }));
    stop.abort();
    expect(await cancelled).toBe('aborted');
    let isIdle = false;
    const idle = line.idle().then(() => {
      isIdle = true;
    });
    await line.clock.advance(0);
    expect(isIdle).toBe(false);
    line.answer(0, 1);
    await idle;
    expect(isIdle).toBe(true);
  });

  it('leaves no timer behind when it ends', async () => {
    const line = client();
    const waiting = codeOf(line.ask(INPUTS));
    line.end();
    expect(await waiting).toBe('disconnected');
    expect(line.clock.pending()).toBe(0);
  });
});

describe('a Modbus client on a serial line', () => {
  it('joins an answer from parts', async () => {
    const line = client('rtu');
    const first = line.ask(INPUTS);
    for (const byte of line.rtu(0x81)) line.receive(Uint8Array.of(byte));
    expect(await first).toEqual([1, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('leaves a gap between an answer and the next request, and a longer one after stray bytes in it', async () => {
    const line = client('rtu');
    const first = line.ask(INPUTS);
    const second = line.ask(INPUTS);
    const third = line.ask(INPUTS);
    line.receive(line.rtu(1));
    await first;
    expect(line.sent).toHaveLength(1);
    await line.clock.advance(FRAME_GAP_MS);
    expect(line.sent).toHaveLength(2);
    line.receive(line.rtu(2));
    await second;
    line.receive(line.rtu(2));
    await line.clock.advance(299);
    expect(line.sent).toHaveLength(2);
    await line.clock.advance(1);
    line.receive(line.rtu(4));
    expect(await third).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('sends nothing for 300 ms after a time-out, so that a late answer is not taken for the next one', async () => {
    const line = client('rtu');
    const first = codeOf(line.ask(INPUTS));
    await line.clock.advance(ANSWER_WITHIN_MS);
    expect(await first).toBe('timed-out');
    const second = line.ask(INPUTS);
    await line.clock.advance(250);
    line.receive(line.rtu(0xff));
    await line.clock.advance(250);
    expect(line.sent).toHaveLength(1);
    await line.clock.advance(50);
    expect(line.sent).toHaveLength(2);
    line.receive(line.rtu(0));
    expect(await second).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('does not give each request the previous answer after a duplicate', async () => {
    const line = client('rtu');
    const first = codeOf(line.ask(INPUTS));
    line.receive(Uint8Array.from([...line.rtu(1), ...line.rtu(1)]));
    expect(await first).toBe('corrupt');
    const second = line.ask(INPUTS);
    await line.clock.advance(300);
    line.receive(line.rtu(2));
    expect(await second).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
    line.receive(line.rtu(2));
    const third = line.ask(INPUTS);
    expect(line.sent).toHaveLength(2);
    await line.clock.advance(300);
    line.receive(line.rtu(4));
    expect(await third).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
  });

  it('refuses an answer of another unit or with a wrong checksum, and stays open', async () => {
    const line = client('rtu');
    const first = codeOf(line.ask(INPUTS));
    line.receive(line.rtu(1, UNIT + 1));
    expect(await first).toBe('corrupt');
    const second = codeOf(line.ask(INPUTS));
    await line.clock.advance(300);
    const damaged = line.rtu(1);
    damaged[3] = 0x55;
    line.receive(damaged);
    expect(await second).toBe('corrupt');
    expect(line.unreadable).toEqual([]);
    const third = line.ask(INPUTS);
    await line.clock.advance(300);
    line.receive(line.rtu(8));
    expect(await third).toEqual([0, 0, 0, 1, 0, 0, 0, 0]);
  });
});
