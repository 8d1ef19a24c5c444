import { describe, expect, it } from 'vitest';
import { isAllowedAddress, Network } from '../../../../server/oversight/alerts/allowed-addresses.ts';

const networks = (...texts: string[]) => texts.flatMap((text) => Network.parse(text) ?? []);

describe('addresses of webhooks', () => {
  it.each([
    '93.184.215.14',
    '8.8.8.8',
    '2606:2800:21f:cb07::1',
    '2a00:1450:4001:80b::200e',
    '172.15.0.1',
    '172.32.0.1',
  ])('allow the public address %s', (address) => expect(isAllowedAddress(address, [])).toBe(true));
  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
    ...['172.31.255.255', '192.168.1.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd12::1',
    ],
    ...['ff02::1', '2001:db8::1', '2002:7f00:1::', '2001::1', '64:ff9b::7f00:1', '100::1', '3fff::1', 'fec0::1'],
  ])('refuse the special address %s', (address) => expect(isAllowedAddress(address, [])).toBe(false));
  it.each(['', 'localhost', '127.1', '0x7f000001', '2130706433', '1.2.3', '[::1]'])(
    'refuse %j, which is no address',
    (text) => expect(isAllowedAddress(text, networks('0.0.0.0/0'))).toBe(false),
  );
  it('allow a private network that the configuration names, and no other', () => {
    const allowed = networks('10.20.0.0/16', 'fd00:1::/32');
    expect(['10.20.1.1', 'fd00:1::5'].map((one) => isAllowedAddress(one, allowed))).toEqual([true, true]);
    expect(['10.21.1.1', '127.0.0.1', 'fd00:2::5', '::1'].map((one) => isAllowedAddress(one, allowed))).toEqual([
      ...[false, false, false, false],
    ]);
  });
  it.each(['10.0.0.0', '10.0.0.0/33', '::1/129', 'localhost/8', '10.0.0.0/8/8', '', '10.0.0/8', '/8'])(
    'read %j as no network',
    (text) => expect(Network.parse(text)).toBeUndefined(),
  );
});
