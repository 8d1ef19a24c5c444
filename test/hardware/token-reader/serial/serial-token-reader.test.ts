import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../../hardware/host/clock.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { serialTokenReader } from '../../../../hardware/token-reader/serial/serial-token-reader.ts';
import { AWAY_MS, type TokenReading } from '../../../../hardware/token-reader/token-reader.ts';
import { describeTokenReader } from '../../../contracts/describe-token-reader.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { serialLine } from '../../../support/serial-line.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A scanner on a pseudo-terminal, whose name stays the same when it is plugged in again. */
function scanner() {
  const path = join(temporaryFolder(), 'scanner');
  let line = serialLine();
  symlinkSync(line.place.path, path);
  let plugged = true;
  const unplug = (): void => {
    if (!plugged) return;
    plugged = false;
    rmSync(path);
    line.unplug();
  };
  return {
    path,
    type: (text: string) => line.type(text),
    unplug,
    plugIn(): void {
      if (plugged) return;
      plugged = true;
      line = serialLine();
      symlinkSync(line.place.path, path);
    },
  };
}

const wait = (byMs: number) => pause(systemClock, byMs).then(() => undefined);

describeTokenReader('the serial token reader', async () => {
  const hands = scanner();
  const device = serialTokenReader({ path: hands.path, clock: systemClock });
  const read = (signal: AbortSignal) => device.read({ timeoutMs: 600_000, signal });
  return {
    device,
    clock: systemClock,
    pass: wait,
    endless: read,
    use: () => read(never()),
    whenCancelled: 'rejects',
    overlapping: false,
    async unplug() {
      hands.unplug();
      // Seen by the event loop, not by the call
      while (device.status().kind !== 'disconnected') await wait(10);
    },
    plugIn: hands.plugIn,
    readWithinMs: 0,
    show: (text: string) => hands.type(`${text}\r`),
    showSomethingElse: () => hands.type('\x00\xff\x00\r'),
    close: async () => hands.unplug(),
  };
});

/** Time only advances by the test, so a busy machine changes only the transfer time of a byte. */
describe('a scanner on a serial line', () => {
  async function connected() {
    const hands = scanner();
    const clock = turnedClock();
    const device = serialTokenReader({ path: hands.path, clock });
    await device.connect(never());
    onTestFinished(async () => {
      await device.disconnect();
      hands.unplug();
    });
    return { ...hands, clock, device, read: () => device.read({ timeoutMs: 600_000, signal: never() }) };
  }
  const textOf = (reading: TokenReading) =>
    reading.kind === 'read' ? Buffer.from(reading.text).toString() : reading.kind;
  /** Longer than a byte is on its way. */
  const heard = () => wait(300);

  it('sends raw bytes: no echo, and the line interprets no character', async () => {
    const { type, read } = await connected();
    const reading = read();
    // Interrupt, end of file, erase: a terminal that edits lines would act on them
    type('A\x03');
    expect(textOf(await reading)).toBe('A');
    const other = read();
    type('B\x04C\r');
    expect(textOf(await other)).toBe('unreadable');
  });

  it('joins a code that arrives in parts', async () => {
    const { type, read } = await connected();
    const reading = read();
    for (const piece of ['IN ', 'PIE', 'CES', '\r']) type(piece);
    expect(textOf(await reading)).toBe('IN PIECES');
  });

  it('reports a truncated code', async () => {
    const { type, read, clock } = await connected();
    const found: string[] = [];
    const reading = read().then((came) => found.push(textOf(came)));
    type('BROK');
    while (found.length === 0) {
      await wait(10);
      await clock.advance(100);
    }
    await reading;
    expect(found).toEqual(['unreadable']);
  });

  it('drops a code shown before the call, and the rest of one in progress', async () => {
    const { type, read, device } = await connected();
    type('EARLY\rHALF OF');
    await heard();
    const reading = read();
    type(' ANOTHER\rTHEIRS\r');
    expect(textOf(await reading)).toBe('THEIRS');
    expect(device.status()).toEqual({ kind: 'ready' });
  });

  it('reads a repeated code once, until it was removed', async () => {
    const { type, read, clock } = await connected();
    const first = read();
    type('SAME\r');
    expect(textOf(await first)).toBe('SAME');
    const second = read();
    type('SAME\rSAME\rSAME\rOTHER\r');
    expect(textOf(await second)).toBe('OTHER');
    const third = read();
    type('OTHER\rSAME\r');
    expect(textOf(await third)).toBe('SAME');
    await clock.advance(AWAY_MS + 1);
    const fourth = read();
    type('SAME\r');
    expect(textOf(await fourth)).toBe('SAME');
  });

  it('survives a flood of garbage', async () => {
    const { type, read } = await connected();
    for (let round = 0; round < 20; round++) {
      type(`${'\xff\x00garbage'.repeat(100)}${round % 2 === 0 ? '\r' : ''}`);
      await wait(1);
    }
    type('\r');
    await heard();
    let found: string;
    do {
      const reading = read();
      type('CODE\r');
      found = textOf(await reading);
    } while (found === 'unreadable');
    expect(found).toBe('CODE');
  });

  it('wipes codes shown without a pending read, and the rest when it is disconnected', async () => {
    const { type, read, device } = await connected();
    type('SECRET HALF');
    await heard();
    await device.disconnect();
    await device.connect(never());
    const reading = read();
    type('WHOLE\r');
    expect(textOf(await reading)).toBe('WHOLE');
  });

  it('reports what cannot be opened', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'CODE\r');
    for (const path of [join(folder, 'absent'), join(folder, 'file'), '/dev/zero']) {
      const device = serialTokenReader({ path, clock: systemClock });
      expect(await codeOf(device.connect(never()))).toBe('disconnected');
      expect(device.status()).toEqual({ kind: 'disconnected' });
    }
  });
});
