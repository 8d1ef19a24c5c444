/** PACE from the chip's side, ICAO 9303-11 §4.4. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { findChild } from '../../ber/find.ts';
import { readBer, readBerSequence } from '../../ber/read.ts';
import { oidFromContent } from '../../ber/universal.ts';
import { concat, tlv } from '../../ber/write.ts';
import type { AccessKey } from '../../document-reader/emrtd/access-key.ts';
import type { Command, Response } from '../../document-reader/emrtd/apdu.ts';
import { power, randomBelow, toBytes } from '../../document-reader/emrtd/cryptography/bytes.ts';
import { CIPHER_SUITES, type CipherSuite } from '../../document-reader/emrtd/cryptography/cipher-suite.ts';
import { standardisedGroup } from '../../document-reader/emrtd/cryptography/domain-parameters.ts';
import type { Group } from '../../document-reader/emrtd/cryptography/group.ts';
import { pad } from '../../document-reader/emrtd/cryptography/padding.ts';
import { authenticationToken } from '../../document-reader/emrtd/pace/authentication-token.ts';
import { cryptNonce, nonceBytes, pseudorandom } from '../../document-reader/emrtd/pace/nonce.ts';
import { chipAuthenticationIv } from '../../document-reader/emrtd/pace/pace.ts';
import { type PaceProtocol, paceProtocol } from '../../document-reader/emrtd/pace/pace-protocol.ts';
import { startSecureMessaging } from '../../document-reader/emrtd/secure-messaging.ts';
import { HOLDER_AUTHORISATION } from '../../document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import * as status from '../../document-reader/emrtd/status-word.ts';
import type { ChipFault, ChipProfile } from './chip-profile.ts';
import { done, dynamic, Refusal } from './answers.ts';
import type { ChipMemory, ChipPart } from './chip-memory.ts';

const MANAGE_SECURITY_ENVIRONMENT = 0x22;
const GENERAL_AUTHENTICATE = 0x86;
const SET_AT_MUTUAL = 0xc1;

/** State of one run. */
interface Run {
  readonly protocol: PaceProtocol;
  readonly suite: CipherSuite;
  readonly key: AccessKey;
  /** The terminal sent its authorisation, so the chip names its trust points. */
  readonly authorised: boolean;
  /** With the mapped generator after the second step. */
  group: Group;
  nonce?: Uint8Array<ArrayBuffer>;
  mapped?: { readonly secret: bigint | undefined };
  agreed?: {
    readonly encryption: Uint8Array<ArrayBuffer>;
    readonly authentication: Uint8Array<ArrayBuffer>;
    readonly ours: Uint8Array<ArrayBuffer>;
    readonly theirs: Uint8Array<ArrayBuffer>;
  };
}

export function createPaceSide(profile: ChipProfile, memory: ChipMemory, faults: readonly ChipFault[]): ChipPart {
  let run: Run | undefined;

  function set({ data = new Uint8Array() }: Command): Response {
    const objects = readBerSequence(Uint8Array.from(data));
    const content = (tag: number) => objects.find((object) => object.tag === tag)?.content;
    const authorised = content(HOLDER_AUTHORISATION) !== undefined;
    const refuses = faults.some(({ kind }) => kind === 'refuses-authorisation');
    if (authorised && refuses) throw new Refusal(status.WRONG_DATA);
    const oid = oidFromContent(content(0x80) ?? new Uint8Array());
    const offers = profile.pace.filter((offer) => offer.oid === oid);
    const parameterId = content(0x84)?.[0] ?? (offers.length === 1 ? offers[0]?.parameterId : undefined);
    const protocol = paceProtocol(oid);
    const offered = offers.some((offer) => offer.parameterId === parameterId);
    if (protocol === undefined || parameterId === undefined || !offered) throw new Refusal(status.WRONG_DATA);
    run = {
      protocol,
      suite: CIPHER_SUITES[protocol.cipher],
      key: password(content(0x83)?.[0]),
      group: standardisedGroup(parameterId),
      authorised,
    };
    return done();
  }

  function password(reference: number | undefined): AccessKey {
    if (reference === 0x01) return { kind: 'mrz', information: profile.information };
    if (reference === 0x02 && profile.cardAccessNumber !== undefined) {
      return { kind: 'can', digits: profile.cardAccessNumber };
    }
    throw new Refusal(status.KEY_NOT_FOUND);
  }

  function authenticate(data: Uint8Array, current: Run): Response {
    const request = readBer(Uint8Array.from(data));
    const given = (tag: number) => findChild(request, tag)?.content;
    const [mapping, key, token] = [given(0x81), given(0x83), given(0x85)];
    if (mapping !== undefined) return dynamic(map(current, mapping));
    if (key !== undefined) return dynamic(agree(current, key));
    if (token !== undefined) return dynamic(confirm(current, token));
    current.nonce = Uint8Array.from(randomBytes(nonceBytes(current.suite)));
    return dynamic(tlv(0x80, cryptNonce('encrypt', current.suite, current.key, current.nonce)));
  }

  function confirm(current: Run, token: Uint8Array): Uint8Array {
    const { agreed, suite, protocol, group, mapped } = current;
    run = undefined;
    if (agreed === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    const due = authenticationToken(suite, agreed.authentication, protocol.oid, group.kind, agreed.ours);
    if (token.length !== due.length || !timingSafeEqual(token, due)) throw new Refusal(status.AUTHENTICATION_FAILED);
    const objects = [
      tlv(0x86, authenticationToken(suite, agreed.authentication, protocol.oid, group.kind, agreed.theirs)),
    ];
    const trust = profile.terminalTrust?.certificate.holderReference;
    if (trust !== undefined && current.authorised) objects.push(tlv(0x87, Buffer.from(trust, 'latin1')));
    if (protocol.mapping === 'chip-authentication') {
      objects.push(tlv(0x8a, chipAuthenticationData(suite, agreed.encryption, mapped?.secret)));
    }
    memory.granted = true;
    memory.paceKey = agreed.ours;
    memory.nextMessaging = startSecureMessaging(suite, agreed);
    return concat(...objects);
  }

  /** §4.4.3.5.1: the quotient of the mapping secret and the static secret. A copied chip has a different static secret. */
  function chipAuthenticationData(suite: CipherSuite, key: Uint8Array, mappingSecret = 0n): Uint8Array {
    const { chipKey } = profile;
    if (chipKey === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    const { group, secret: own } = chipKey;
    const secret = faults.some(({ kind }) => kind === 'cloned') ? randomBelow(group.order) : own;
    const quotient = (mappingSecret * power(secret, group.order - 2n, group.order)) % group.order;
    const data = pad(toBytes(quotient, group.fieldBytes), suite.blockBytes);
    return suite.cbc('encrypt', key, data, chipAuthenticationIv(suite, key));
  }

  return (command) => {
    const { ins, p1, data = new Uint8Array() } = command;
    if (ins === MANAGE_SECURITY_ENVIRONMENT && p1 === SET_AT_MUTUAL) return set(command);
    return ins === GENERAL_AUTHENTICATE && run !== undefined ? authenticate(data, run) : undefined;
  };
}

function map(current: Run, theirs: Uint8Array): Uint8Array {
  const { protocol, suite, group, nonce } = current;
  if (nonce === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
  if (protocol.mapping === 'integrated') {
    current.group = group.mapIntegrated(pseudorandom(suite, nonce, theirs, group.fieldBits));
    current.mapped = { secret: undefined };
    return tlv(0x82);
  }
  const secret = randomBelow(group.order);
  current.group = group.mapGeneric(nonce, group.multiply(theirs, secret));
  current.mapped = { secret };
  return tlv(0x82, group.publicKey(secret));
}

function agree(current: Run, theirs: Uint8Array): Uint8Array {
  const { suite, group, mapped } = current;
  if (mapped === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
  const secret = randomBelow(group.order);
  const ours = group.publicKey(secret);
  const shared = group.agree(theirs, secret);
  current.agreed = {
    encryption: suite.deriveKey(shared, 'encryption'),
    authentication: suite.deriveKey(shared, 'authentication'),
    ours,
    theirs: Uint8Array.from(theirs),
  };
  return tlv(0x84, ours);
}
