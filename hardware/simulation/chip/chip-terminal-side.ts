/**
 * Terminal Authentication from the chip's side, ICAO 9303-11 §7.1: a terminal with a certificate chain to the trust point
 * may read DG3.
 */
import type { KeyObject } from 'node:crypto';
import { readBerSequence } from '../../ber/read.ts';
import { concat, tlv } from '../../ber/write.ts';
import type { Response } from '../../document-reader/emrtd/apdu.ts';
import * as status from '../../document-reader/emrtd/status-word.ts';
import {
  CV_CERTIFICATE,
  type CvCertificate,
  readCvCertificate,
} from '../../document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import {
  cvPublicKey,
  cvSignatureAlgorithm,
  cvSignatureHolds,
} from '../../document-reader/emrtd/terminal-authentication/signature.ts';
import { compressed } from '../../document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { ChipProfile } from './chip-profile.ts';
import { done, Refusal } from './answers.ts';
import type { ChipMemory, ChipPart } from './chip-memory.ts';

const MANAGE_SECURITY_ENVIRONMENT = 0x22;
const SET_VERIFICATION = 0x81;
const SIGNATURE_TEMPLATE = 0xb6;
const AUTHENTICATION_TEMPLATE = 0xa4;
const VERIFY_CERTIFICATE = 0x2a;
const EXTERNAL_AUTHENTICATE = 0x82;
/** Role bits of an inspection system, and the right to DG3. */
const ROLE = 0xc0;
const TERMINAL_ROLE = 0x00;
const DG3_RIGHT = 0x01;

interface Known {
  readonly certificate: CvCertificate;
  readonly key: KeyObject;
  readonly curveId: number | undefined;
  /** Intersection of the rights of all certificates in the chain. */
  readonly rights: number;
}

export function createTerminalSide(profile: ChipProfile, memory: ChipMemory): ChipPart {
  const known = new Map<string, Known>();
  if (profile.terminalTrust !== undefined) {
    const { certificate } = profile.terminalTrust;
    const parts = cvPublicKey(certificate.publicKey, cvSignatureAlgorithm(certificate.algorithm));
    known.set(certificate.holderReference, { certificate, ...parts, rights: certificate.rights[0] ?? 0 });
  }
  let chosen: Known | undefined;

  function choose(data: Uint8Array): Response {
    const [object] = readBerSequence(Uint8Array.from(data));
    const reference = String.fromCharCode(...(object?.content.subarray(0, 16) ?? []));
    chosen = known.get(reference);
    if (chosen === undefined) throw new Refusal(status.KEY_NOT_FOUND);
    return done();
  }

  function verifyCertificate(data: Uint8Array): Response {
    const issuer = chosen;
    const { terminalTrust } = profile;
    if (issuer === undefined || terminalTrust === undefined) throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    const certificate = readCvCertificate(tlv(CV_CERTIFICATE, data));
    const algorithm = cvSignatureAlgorithm(issuer.certificate.algorithm);
    const right =
      certificate.authorityReference === issuer.certificate.holderReference &&
      (issuer.rights & ROLE) !== TERMINAL_ROLE &&
      certificate.expiresAt >= terminalTrust.today &&
      certificate.effectiveAt <= terminalTrust.today &&
      cvSignatureHolds(certificate.body, certificate.signature, issuer.key, algorithm);
    if (!right) throw new Refusal(status.AUTHENTICATION_FAILED);
    const parts = cvPublicKey(certificate.publicKey, cvSignatureAlgorithm(certificate.algorithm), issuer.curveId);
    const own = certificate.rights[0] ?? 0;
    const rights = (own & ROLE) | (own & issuer.rights & ~ROLE);
    known.set(certificate.holderReference, { certificate, ...parts, rights });
    return done();
  }

  function authenticate(signature: Uint8Array): Response {
    const { challenge, readerKey, paceKey } = memory;
    memory.challenge = undefined;
    if (chosen === undefined || challenge === undefined || readerKey === undefined) {
      throw new Refusal(status.CONDITIONS_NOT_SATISFIED);
    }
    const { agreement, element } = readerKey;
    const identity = paceKey === undefined ? profile.information.subarray(0, 10) : compressed(agreement, paceKey);
    const message = concat(identity, challenge, compressed(agreement, element));
    const algorithm = cvSignatureAlgorithm(chosen.certificate.algorithm);
    const right =
      (chosen.rights & ROLE) === TERMINAL_ROLE && cvSignatureHolds(message, signature, chosen.key, algorithm);
    if (!right) throw new Refusal(status.AUTHENTICATION_FAILED);
    memory.terminalTrusted = (chosen.rights & DG3_RIGHT) !== 0;
    return done();
  }

  return ({ ins, p1, p2, data = new Uint8Array() }, secured) => {
    if (!secured) return undefined;
    const template = p2 === SIGNATURE_TEMPLATE || p2 === AUTHENTICATION_TEMPLATE;
    if (ins === MANAGE_SECURITY_ENVIRONMENT && p1 === SET_VERIFICATION && template) return choose(data);
    if (ins === VERIFY_CERTIFICATE) return verifyCertificate(data);
    return ins === EXTERNAL_AUTHENTICATE ? authenticate(data) : undefined;
  };
}
