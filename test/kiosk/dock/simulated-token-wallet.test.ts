import sharp from 'sharp';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { createSimulatedTokenWallet } from '../../../kiosk/dock/simulated-token-wallet.ts';
import { newHolderToken } from '../../../kiosk/lists/registration/holder-token.ts';

describe('simulated token wallet', () => {
  it('returns the token as a code that can be read from the picture', async () => {
    const wallet = createSimulatedTokenWallet();
    wallet.give('alpha', newHolderToken('0123456789abcdef0123456789abcdef'));
    const svg = wallet.code('alpha') ?? '';
    const { data, info } = await sharp(Buffer.from(svg))
      .resize(400)
      .flatten({ background: '#ffffff' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(decodeQR({ width: info.width, height: info.height, data: Uint8Array.from(data) })).toBe(
      wallet.text('alpha'),
    );
  });

  it('wipes the given token, and returns its content', () => {
    const wallet = createSimulatedTokenWallet();
    const token = newHolderToken('0123456789abcdef0123456789abcdef');
    const key = Array.from(token.key);
    wallet.give('alpha', token);
    expect(token.key.every((byte) => byte === 0)).toBe(true);
    expect(Array.from(wallet.token('alpha')?.key ?? [])).toEqual(key);
  });

  it('has one token per holder, which can be removed', () => {
    const wallet = createSimulatedTokenWallet();
    wallet.give('alpha', newHolderToken('0123456789abcdef0123456789abcdef'));
    expect([wallet.text('bravo'), wallet.code('bravo'), wallet.token('bravo')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    wallet.give('alpha', undefined);
    expect(wallet.text('alpha')).toBeUndefined();
    wallet.give('alpha', newHolderToken('0123456789abcdef0123456789abcdef'));
    wallet.empty();
    expect(wallet.text('alpha')).toBeUndefined();
  });
});
