import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeFrameHeader,
  encodeFrameHeader,
  type FrameHeader,
  HEADER_BYTES,
  nonceOf,
  planeBytes,
  TAG_BYTES,
} from '../../../../hardware/camera/browser/frame-message.ts';
import { parseFromPage } from '../../../../hardware/camera/browser/page-messages.ts';
import { pictureOpener } from '../../../../hardware/camera/browser/picture-opener.ts';

const headers: fc.Arbitrary<FrameHeader> = fc.record({
  layout: fc.constantFrom('I420' as const, 'NV12' as const),
  fullRange: fc.boolean(),
  matrix: fc.constantFrom('bt601' as const, 'bt709' as const),
  datedByCapture: fc.boolean(),
  message: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  sequence: fc.nat(2 ** 32 - 1),
  capturedAtPageMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  width: fc.integer({ min: 1, max: 20 }).map((half) => half * 2),
  height: fc.integer({ min: 1, max: 20 }).map((half) => half * 2),
});
const messageOf = (header: FrameHeader) => {
  const bytes = new Uint8Array(HEADER_BYTES + planeBytes(header.width, header.height) + TAG_BYTES);
  bytes.set(encodeFrameHeader(header));
  return bytes;
};

describe('a picture’s header', () => {
  it('is decoded as it was encoded', () => {
    fc.assert(
      fc.property(headers, (header) => {
        expect(decodeFrameHeader(messageOf(header))).toEqual(header);
      }),
    );
  });

  it('is refused when the message is a byte too short or too long', () => {
    fc.assert(
      fc.property(headers, (header) => {
        const message = messageOf(header);
        expect(decodeFrameHeader(message.subarray(0, -1))).toBeUndefined();
        expect(decodeFrameHeader(new Uint8Array([...message, 0]))).toBeUndefined();
      }),
    );
  });

  it('is a valid header or undefined, for any bytes', () => {
    const change = fc.record({ at: fc.nat(HEADER_BYTES - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(headers, fc.array(change, { maxLength: 4 }), (header, changes) => {
        const message = messageOf(header);
        for (const { at, value } of changes) message[at] = value;
        const read = decodeFrameHeader(message);
        if (read !== undefined && !Object.is(read.capturedAtPageMs, -0)) {
          expect([...encodeFrameHeader(read)]).toEqual([...message.subarray(0, HEADER_BYTES)]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is not found in other bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodeFrameHeader(bytes) === undefined));
  });
});

describe('a sealed picture', () => {
  const key = randomBytes(32);
  const clock = { toLaneMs: (pageMs: number) => pageMs + 1000 };
  const base: FrameHeader = {
    layout: 'I420',
    fullRange: false,
    matrix: 'bt601',
    datedByCapture: true,
    message: 1,
    sequence: 5,
    capturedAtPageMs: 10,
    width: 4,
    height: 2,
  };
  const sealed = (change: Partial<FrameHeader> = {}) => {
    const header = { ...base, ...change };
    const head = encodeFrameHeader(header);
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header.message));
    cipher.setAAD(head);
    const planes = Buffer.from([...new Uint8Array(8).fill(235), ...new Uint8Array(4).fill(128)]);
    return Buffer.concat([head, cipher.update(planes), cipher.final(), cipher.getAuthTag()]);
  };

  it('is converted to RGB, with a time on the lane’s clock that is not in the future', () => {
    const opener = pictureOpener(clock);
    expect(opener.open(key, sealed(), 5000)).toMatchObject({ capturedAtMs: 1010, sequence: 5, datedByCapture: true });
    const next = opener.open(key, sealed({ message: 2, sequence: 6, capturedAtPageMs: 1e6 }), 6000);
    expect(next).toMatchObject({ capturedAtMs: 6000 });
    expect(next !== 'damaged' && next.image.data.every((value) => value === 255)).toBe(true);
  });

  it('is refused when any byte was changed', () => {
    const whole = sealed();
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at]! ^= 1;
      expect(pictureOpener(clock).open(key, changed, 5000)).toBe('damaged');
    }
  });

  it('is refused when it is repeated, or arrives after a later one', () => {
    const opener = pictureOpener(clock);
    expect(opener.open(key, sealed({ message: 3, sequence: 9 }), 5000)).not.toBe('damaged');
    expect(opener.open(key, sealed({ message: 3, sequence: 9 }), 5000)).toBe('damaged');
    expect(opener.open(key, sealed({ message: 2, sequence: 10 }), 5000)).toBe('damaged');
    expect(opener.open(key, sealed({ message: 4, sequence: 9 }), 5000)).toBe('damaged');
    expect(opener.open(key, sealed({ message: 4, sequence: 10 }), 5000)).not.toBe('damaged');
  });

  it('is refused under another key', () => {
    expect(pictureOpener(clock).open(randomBytes(32), sealed(), 5000)).toBe('damaged');
  });
});

describe('a message of the camera page', () => {
  it.each([
    '',
    'null',
    '[]',
    '{"kind":"next"}',
    '{"kind":"hello","token":"short"}',
    '{"kind":"pong","id":1,"atMs":1e400}',
    '{"kind":"pong","id":1,"atMs":1,"more":1}',
    '{"kind":"opened","width":1e9,"height":2,"framesPerSecond":30,"canLock":true,"hasTorch":false,"exposureStops":null}',
    '{"kind":"opened","width":64,"height":48,"framesPerSecond":30,"canLock":true,"hasTorch":false,"exposureStops":{"least":-99,"most":3}}',
    `{"kind":"failed","name":"${'x'.repeat(2000)}"}`,
  ])('is refused: %s', (text) => {
    expect(parseFromPage(text)).toBeUndefined();
  });

  it('is parsed or refused, for any content', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseFromPage(text)));
  });
});
