/**
 * The addresses to which webhooks are sent: globally reachable ones, and networks that the configuration of the server allows. The lists are
 * the IANA registries of special-purpose addresses (RFC 6890) as of 2026.
 */
import { BlockList, isIP } from 'node:net';

const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Within 2000::/3, from which alone global unicast addresses are assigned. The translations of IPv4 addresses are among them. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

export class Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';

  private constructor(address: string, prefix: number, family: 'ipv4' | 'ipv6') {
    this.address = address;
    this.prefix = prefix;
    this.family = family;
  }

  /** From CIDR notation; `undefined` for any other text. */
  static parse(text: string): Network | undefined {
    const { 1: address = '', 2: bits = '' } = /^([0-9a-fA-F.:]+)\/([0-9]{1,3})$/.exec(text) ?? [];
    const version = isIP(address);
    const prefix = Number(bits);
    if (version === 0 || prefix > (version === 4 ? 32 : 128)) return undefined;
    return new Network(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
}

function listOf(networks: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of networks) list.addSubnet(address, prefix, family);
  return list;
}

const parsed = (texts: readonly string[]) => texts.flatMap((text) => Network.parse(text) ?? []);
const special = listOf(parsed([...SPECIAL_V4, ...SPECIAL_V6]));
const globalV6 = listOf(parsed(['2000::/3']));

/** Whether a message may be sent to an address. @param allowed networks that the configuration allows besides */
export function isAllowedAddress(address: string, allowed: readonly Network[]): boolean {
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (allowed.length > 0 && listOf(allowed).check(address, family)) return true;
  if (version === 6 && !globalV6.check(address, family)) return false;
  return !special.check(address, family);
}
