/**
 * The authority's list of revoked certificates. A lane accepts it if it is signed, newer than the previous one, and not
 * older than a minute.
 */
import { webcrypto } from 'node:crypto';
import { type X509, x509 } from './x509.ts';

/** Tolerated difference between the lane's clock and the server's, ms; as for evidence grants. */
const SKEW_MS = 5_000;

export class RevocationList {
  readonly #authority: X509.X509Certificate;
  #held:
    | { readonly thisUpdate: number; readonly nextUpdate: number; readonly serials: ReadonlySet<string> }
    | undefined;

  /** `authority`: its certificate, DER. */
  constructor(authority: Uint8Array) {
    this.#authority = new x509.X509Certificate(Uint8Array.from(authority));
  }

  /**
   * Accepts a list, DER. `refused`: malformed, not of this authority, or older than the current one, which stays.
   * `changed`: its entries differ from the previous one.
   */
  async take(der: Uint8Array): Promise<'refused' | 'same' | 'changed'> {
    const list = parse(der);
    if (list === undefined || list.issuer !== this.#authority.subject) return 'refused';
    if (!(await isSigned(list, this.#authority))) return 'refused';
    const thisUpdate = list.thisUpdate.getTime();
    // A replayed older list must not undo later revocations
    const before = this.#held;
    if (thisUpdate < (before?.thisUpdate ?? 0)) return 'refused';
    const nextUpdate = list.nextUpdate?.getTime() ?? thisUpdate;
    const serials = new Set(list.entries.map(({ serialNumber }) => canonical(serialNumber)));
    this.#held = { thisUpdate, nextUpdate, serials };
    return sameMembers(serials, before?.serials ?? new Set()) ? 'same' : 'changed';
  }

  /** Whether the current list is fresh. */
  isFresh(nowMs: number): boolean {
    const held = this.#held;
    return held !== undefined && nowMs >= held.thisUpdate - SKEW_MS && nowMs <= held.nextUpdate + SKEW_MS;
  }

  /** `serial`: in hex. */
  names(serial: string): boolean {
    return this.#held?.serials.has(canonical(serial)) ?? false;
  }
}

function parse(der: Uint8Array): X509.X509Crl | undefined {
  try {
    return new x509.X509Crl(Uint8Array.from(der));
  } catch {
    return undefined;
  }
}

async function isSigned(list: X509.X509Crl, authority: X509.X509Certificate): Promise<boolean> {
  try {
    return await list.verify({ publicKey: authority }, webcrypto);
  } catch {
    return false;
  }
}

function sameMembers(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((member) => other.has(member));
}

/** Normalises serial numbers, which occur with and without leading zeros, in either case. */
function canonical(serial: string): string {
  return serial.toLowerCase().replace(/^0+(?=.)/, '');
}
