import { describe, expect, it } from 'vitest';
import {
  basicAccessControl,
  basicAccessKeys,
} from '../../../../hardware/document-reader/emrtd/basic-access-control.ts';
import { openChipSession } from '../../../../hardware/document-reader/emrtd/chip-session.ts';
import { ascii } from '../../../../hardware/ber/write.ts';
import { bytes, forever, hex, scriptedChip } from './scripted-chip.ts';

/** ICAO 9303-11 appendix D. */
const INFORMATION = ascii('L898902C<369080619406236');
const RANDOMNESS = { challenge: bytes('781723860C06C226'), key: bytes('0B795240CB7049B01C19B33E32804F0B') };
const CHALLENGE = '4608F919887022129000';
const EXCHANGE = '46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F 2F2D235D074D7449 9000';

describe('basic access control, ICAO 9303-11 appendix D', () => {
  it('derives the keys of D.2', () => {
    const keys = basicAccessKeys(INFORMATION);
    expect(hex(keys.encryption)).toBe('AB94FDECF2674FDFB9B391F85D7F76F2');
    expect(hex(keys.authentication)).toBe('7962D9ECE03D1ACD4C76089DCE131543');
  });

  it('performs D.3 and the reading of D.4 byte for byte', async () => {
    const chip = scriptedChip(
      CHALLENGE,
      EXCHANGE,
      '990290008E08FA855A5D4C50A8ED9000',
      '8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000',
      '871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000',
    );
    const session = openChipSession(chip, forever);
    await basicAccessControl(session, INFORMATION, RANDOMNESS);
    await session.expect('SELECT', { cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data: bytes('011E') });
    const head = await session.expect('READ', { cla: 0, ins: 0xb0, p1: 0, p2: 0, expected: 4 });
    const rest = await session.expect('READ', { cla: 0, ins: 0xb0, p1: 0, p2: 4, expected: 18 });
    expect(hex(head)).toBe('60145F01');
    expect(hex(rest)).toBe('04303130365F36063034303030305C026175');
    expect(chip.sent).toEqual([
      '0084000008',
      '008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728',
      '0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800',
      '0CB000000D9701048E08ED6705417E96BA5500',
      '0CB000040D9701128E082EA28A70F3C7B53500',
    ]);
  });

  it.each([
    ['a refusal', CHALLENGE, '6300', { code: 'refused', statusWord: 0x6300 }],
    ['a code over other data', CHALLENGE, EXCHANGE.replace('2F2D', '2F2E'), { code: 'authentication' }],
    ['a short answer', CHALLENGE, '46B99000', { code: 'authentication' }],
    ['a short challenge', '4608F9199000', EXCHANGE, { code: 'malformed' }],
    ['another challenge', '4608F919887022139000', EXCHANGE, { code: 'authentication' }],
  ])('ends at %s', async (_what, challenge, exchange, error) => {
    const session = openChipSession(scriptedChip(challenge, exchange), forever);
    await expect(basicAccessControl(session, INFORMATION, RANDOMNESS)).rejects.toMatchObject(error);
    expect(session.secured()).toBe(false);
  });
});
