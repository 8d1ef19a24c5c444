import sharp from 'sharp';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { createHoldersPocket } from '../../../kiosk/dock/holders-pocket.ts';
import { newHolderToken } from '../../../kiosk/registration/holder-token.ts';

describe('a simulated holder’s pocket', () => {
  it('holds the token as a code that a reader reads back from the picture', async () => {
    const pocket = createHoldersPocket();
    pocket.give('alpha', newHolderToken('0123456789abcdef0123456789abcdef'));
    const svg = pocket.code('alpha') ?? '';
    const { data, info } = await sharp(Buffer.from(svg))
      .resize(400)
      .flatten({ background: '#ffffff' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(decodeQR({ width: info.width, height: info.height, data: Uint8Array.from(data) })).toBe(
      pocket.text('alpha'),
    );
  });

  it('wipes what it was given, and gives what was on it', () => {
    const pocket = createHoldersPocket();
    const token = newHolderToken('0123456789abcdef0123456789abcdef');
    const key = Array.from(token.key);
    pocket.give('alpha', token);
    expect(token.key.every((byte) => byte === 0)).toBe(true);
    expect(Array.from(pocket.token('alpha')?.key ?? [])).toEqual(key);
  });

  it('is each holder’s own, and can be emptied', () => {
    const pocket = createHoldersPocket();
    pocket.give('alpha', newHolderToken('0123456789abcdef0123456789abcdef'));
    expect([pocket.text('bravo'), pocket.code('bravo'), pocket.token('bravo')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    pocket.give('alpha', undefined);
    expect(pocket.text('alpha')).toBeUndefined();
    pocket.give('alpha', newHolderToken('0123456789abcdef0123456789abcdef'));
    pocket.empty();
    expect(pocket.text('alpha')).toBeUndefined();
  });
});
