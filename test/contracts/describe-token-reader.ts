/** `hardware/token-reader/token-reader.ts`, guarantee by guarantee. */
import { describe, expect, it } from 'vitest';
import {
  AWAY_MS,
  MAX_CHARACTERS,
  type TokenReader,
  type TokenReading,
} from '../../hardware/token-reader/token-reader.ts';
import { describeDevice } from './describe-device.ts';
import { eachConnected, codeOf, type DeviceRig, never, type RigMaker } from './device-rig.ts';

export interface TokenReaderRig extends DeviceRig<TokenReader> {
  /** Holds a code before the reader for a moment. */
  show(text: string): void;
  /** Holds something else there. */
  showSomethingElse(): void;
  /** Longer than a reading takes, ms. */
  readonly readWithinMs: number;
}

const CODE = 'PT1:0ABC $%*+-./:Z';

export function describeTokenReader(name: string, makeRig: RigMaker<TokenReader, TokenReaderRig>): void {
  describeDevice<TokenReader>(name, makeRig);

  describe(`${name} keeps the token reader contract`, () => {
    let rig: TokenReaderRig;
    eachConnected(makeRig, (made) => (rig = made));

    /** The reading during `act`. */
    const reading = async (act: () => void, timeoutMs = 60_000): Promise<TokenReading> => {
      const waiting = rig.device.read({ timeoutMs, signal: never() });
      await rig.pass(50);
      act();
      await rig.pass(rig.readWithinMs);
      return waiting;
    };
    const textOf = (read: TokenReading): string | undefined =>
      read.kind === 'read' ? Buffer.from(read.text).toString('latin1') : undefined;

    it('reports that nothing was shown in time', async () => {
      const waiting = rig.device.read({ timeoutMs: 400, signal: never() });
      await rig.pass(500);
      expect(await waiting).toEqual({ kind: 'nothing' });
      expect(rig.device.status()).toEqual({ kind: 'ready' });
    });

    it('hands out the characters as shown, in memory of their own', async () => {
      const first = await reading(() => rig.show(CODE));
      await rig.pass(AWAY_MS + 200);
      const second = await reading(() => rig.show(CODE));
      expect([textOf(first), textOf(second)]).toEqual([CODE, CODE]);
      if (first.kind !== 'read' || second.kind !== 'read') throw new Error('nothing was read');
      expect(first.text.buffer.byteLength).toBeGreaterThanOrEqual(65);
      first.text.fill(0);
      expect(textOf(second)).toBe(CODE);
    });

    it('reads the longest code, and nothing longer', async () => {
      const longest = 'A'.repeat(MAX_CHARACTERS);
      expect(textOf(await reading(() => rig.show(longest)))).toBe(longest);
      expect(await reading(() => rig.show(`${longest}A`))).toEqual({ kind: 'unreadable' });
    });

    it('makes a value of what is no code, and reads the next', async () => {
      expect(await reading(() => rig.showSomethingElse())).toEqual({ kind: 'unreadable' });
      await rig.pass(AWAY_MS + 200);
      expect(textOf(await reading(() => rig.show(CODE)))).toBe(CODE);
    });

    it('takes one showing once, and another code at once', async () => {
      expect(textOf(await reading(() => rig.show(CODE)))).toBe(CODE);
      expect(textOf(await reading(() => rig.show('ANOTHER')))).toBe('ANOTHER');
    });

    it('ends a cancelled read and returns the next code to the next read', async () => {
      const stop = new AbortController();
      const first = codeOf(rig.device.read({ timeoutMs: 60_000, signal: stop.signal }));
      stop.abort();
      expect(await first).toBe('aborted');
      expect(textOf(await reading(() => rig.show(CODE)))).toBe(CODE);
    });
  });
}
