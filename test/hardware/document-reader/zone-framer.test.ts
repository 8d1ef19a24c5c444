import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii } from '../../../hardware/ber/write.ts';
import { zoneFramer } from '../../../hardware/document-reader/zone-framer.ts';

const line = (length: number, letter: string): string => letter.repeat(length);
const TD3 = [line(44, 'P'), line(44, 'L')];
const TD2 = [line(36, 'I'), line(36, 'D')];
const TD1 = [line(30, 'A'), line(30, 'B'), line(30, 'C')];
const text = (mrz: Uint8Array): string => Buffer.from(mrz).toString('ascii');

describe('finding zones in typed lines', () => {
  const written: readonly [string, (lines: readonly string[]) => string][] = [
    ['framed by STX and ETX', (lines) => `\x02${lines.join('\r')}\r\x03`],
    ['ended by CR', (lines) => `${lines.join('\r')}\r`],
    ['ended by CR and LF', (lines) => `${lines.join('\r\n')}\r\n`],
    ['run together and ended by CR', (lines) => `${lines.join('')}\r`],
    ['after garbage that STX ends', (lines) => `~~~\x02${lines.join('\r')}\x03`],
  ];
  for (const [how, write] of written) {
    it.each([
      ['TD3', TD3],
      ['TD2', TD2],
      ['TD1', TD1],
    ] as const)(`accepts %s ${how}`, (_, lines) => {
      const framed = zoneFramer().push(ascii(write(lines)));
      if (framed?.kind !== 'zone') throw new Error(`not a zone: ${framed?.kind}`);
      expect(text(framed.mrz)).toBe(lines.join('\n'));
      expect(framed.mrz.buffer.byteLength).toBeGreaterThanOrEqual(65);
    });
  }

  it('accepts a zone without an end mark once no more bytes arrive', () => {
    const framer = zoneFramer();
    expect(framer.push(ascii(TD3.join('\r')))).toBeUndefined();
    expect(framer.quiet()?.kind).toBe('zone');
    expect(framer.begun()).toBe(false);
    expect(framer.quiet()).toBeUndefined();
  });

  it.each([
    ['a line that is too short', `${line(43, 'P')}\r${line(44, 'L')}\r`],
    ['three lines of a passport', `\x02${line(44, 'P')}${line(44, 'P')}${line(44, 'P')}\x03`],
    ['characters that no zone has', `\x02${line(43, 'P')}?\r${line(44, 'L')}\r\x03`],
    ['small letters', `\x02${line(44, 'p')}\r${line(44, 'l')}\r\x03`],
    ['an extremely long text', `\x02${line(5_000, 'P')}\x03`],
  ])('reports %s as unreadable', (_, typed) => {
    const framer = zoneFramer();
    expect(framer.push(ascii(typed)) ?? framer.quiet()).toEqual({ kind: 'unreadable' });
  });

  it('gives the same result however the bytes are split', () => {
    const pieces = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pieces, fc.constantFrom(TD1, TD2, TD3), (cuts, lines) => {
        const bytes = ascii(`\x02${lines.join('\r\n')}\r\n\x03`);
        const framer = zoneFramer();
        let found: string | undefined;
        let at = 0;
        for (const cut of [...cuts, bytes.length]) {
          const framed = framer.push(bytes.subarray(at, at + cut));
          if (framed?.kind === 'zone') found ??= text(framed.mrz);
          at += cut;
        }
        expect(found).toBe(lines.join('\n'));
      }),
    );
  });

  it('returns only zones, for any input', () => {
    const noise = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...TD3, ...TD1, '\r', '\x02', '\x03').map(ascii)),
    );
    fc.assert(
      fc.property(noise, (chunks) => {
        const framer = zoneFramer();
        for (const chunk of chunks) {
          const framed = framer.push(Uint8Array.from(chunk));
          if (framed?.kind === 'zone')
            expect(text(framed.mrz)).toMatch(
              /^([A-Z0-9<]{44}\n[A-Z0-9<]{44}|[A-Z0-9<]{36}\n[A-Z0-9<]{36}|([A-Z0-9<]{30}\n){2}[A-Z0-9<]{30})$/,
            );
        }
      }),
    );
  });
});
