/** Writes a chip for a holder: data groups, security infos, signed security objects, keys. ICAO 9303-10 §4, 9303-11 §9.2. */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { BIT_STRING, INTEGER, integerElement, OCTET_STRING, oidElement, SEQUENCE, SET } from '../../ber/universal.ts';
import { ascii, concat, tlv } from '../../ber/write.ts';
import type { ElementaryFile } from '../../document-reader/elementary-file.ts';
import { randomBelow } from '../../document-reader/emrtd/cryptography/bytes.ts';
import type { CipherName } from '../../document-reader/emrtd/cryptography/cipher-suite.ts';
import { standardisedGroup } from '../../document-reader/emrtd/cryptography/domain-parameters.ts';
import { DATA_GROUP_TAGS, FILE_PLACES } from '../../document-reader/emrtd/elementary-files.ts';
import {
  CHIP_AUTHENTICATION_PROTOCOLS,
  CHIP_PUBLIC_KEY_DH,
  CHIP_PUBLIC_KEY_ECDH,
  STANDARDISED_DOMAIN_PARAMETERS,
  TERMINAL_AUTHENTICATION,
} from '../../document-reader/emrtd/object-identifiers.ts';
import { PACE_PROTOCOLS, type PaceMapping } from '../../document-reader/emrtd/pace/pace-protocol.ts';
import type { CvCertificate } from '../../document-reader/emrtd/terminal-authentication/cv-certificate.ts';
import { efCom } from '../document/chip-files.ts';
import type { Signer } from '../pki/issuing-state.ts';
import { digestIdentifier, signedData } from '../pki/signed-data.ts';
import type { ChipKey, ChipProfile } from './chip-profile.ts';

export interface ChipDesign {
  readonly basicAccessControl: boolean;
  readonly pace: readonly {
    readonly agreement: 'dh' | 'ecdh';
    readonly mapping: PaceMapping;
    readonly cipher: CipherName;
    readonly parameterId: number;
  }[];
  readonly chipAuthentication:
    | { readonly parameterId: number; readonly ciphers: readonly CipherName[]; readonly version: 1 | 2 }
    | undefined;
  readonly activeAuthentication: 'ec' | 'rsa' | undefined;
  readonly extendedLength: boolean;
}

/** The design of passports of the 2020s: PACE and BAC, Chip Authentication, Active Authentication. */
export const USUAL_DESIGN: ChipDesign = {
  basicAccessControl: true,
  pace: [{ agreement: 'ecdh', mapping: 'generic', cipher: 'aes-128', parameterId: 13 }],
  chipAuthentication: { parameterId: 13, ciphers: ['aes-128'], version: 1 },
  activeAuthentication: 'ec',
  extendedLength: true,
};

export interface PersonalisationOptions {
  /** Complete data groups of the holder: DG1, DG2, and others. */
  readonly dataGroups: ReadonlyMap<ElementaryFile, Uint8Array>;
  /** See `AccessKey`. */
  readonly information: Uint8Array;
  readonly cardAccessNumber?: Uint8Array;
  readonly signer: Signer;
  readonly design?: ChipDesign;
  readonly terminalTrust?: ChipProfile['terminalTrust'];
}

/** LDS security object, ICAO 9303-10 §4.6.2.2. */
const LDS_SECURITY_OBJECT = '2.23.136.1.1.1';
/** Security infos of EF.CardSecurity, ICAO 9303-10 §3.11.4. */
const SECURITY_OBJECT = '0.4.0.127.0.7.3.2.1';
const SOD_TAG = 0x77;
const DG14_TAG = 0x6e;
const DG15_TAG = 0x6f;

export function personalise(options: PersonalisationOptions): ChipProfile {
  const { dataGroups, information, cardAccessNumber, signer, design = USUAL_DESIGN, terminalTrust } = options;
  const pace = design.pace.map(({ agreement, mapping, cipher, parameterId }) => {
    const protocol = PACE_PROTOCOLS.find(
      (one) => one.agreement === agreement && one.mapping === mapping && one.cipher === cipher,
    );
    if (protocol === undefined) throw new RangeError(`PACE has no ${agreement}, ${mapping}, ${cipher}`);
    return { oid: protocol.oid, parameterId };
  });
  const chip = design.chipAuthentication && chipKeyOf(design.chipAuthentication);
  const active = design.activeAuthentication && activeAuthenticationPair(design.activeAuthentication);
  const access = tlv(SET, ...pace.map(({ oid, parameterId }) => paceInfo(oid, parameterId)));

  const files = new Map(dataGroups);
  if (chip !== undefined || pace.length > 0 || terminalTrust !== undefined) {
    const infos = [
      ...pace.map(({ oid, parameterId }) => paceInfo(oid, parameterId)),
      ...(chip?.infos ?? []),
      ...(terminalTrust === undefined ? [] : [terminalInfo()]),
    ];
    files.set('EF.DG14', tlv(DG14_TAG, tlv(SET, ...infos)));
  }
  if (active !== undefined) {
    files.set('EF.DG15', tlv(DG15_TAG, active.publicKey.export({ format: 'der', type: 'spki' })));
  }
  files.set('EF.SOD', securityObject(files, signer));
  files.set('EF.COM', efCom(tagsOf(files)));
  if (terminalTrust !== undefined) files.set('EF.CVCA', verifyingAuthorityFile(terminalTrust.certificate));
  if (pace.length > 0) files.set('EF.CardAccess', access);
  if (chip !== undefined && design.pace.some(({ mapping }) => mapping === 'chip-authentication')) {
    files.set('EF.CardSecurity', cardSecurity(chip.infos, pace, signer));
  }
  return {
    files,
    information,
    cardAccessNumber,
    pace,
    basicAccessControl: design.basicAccessControl,
    chipKey: chip?.key,
    activeAuthenticationKey: active?.privateKey,
    terminalTrust,
    extendedLength: design.extendedLength,
  };
}

/** EF.SOD over the data groups present. */
export function securityObject(
  files: ReadonlyMap<ElementaryFile, Uint8Array>,
  { certificate, issuer, key, algorithm }: Signer,
): Uint8Array<ArrayBuffer> {
  const hashes = [...DATA_GROUP_TAGS.values()]
    .map((name) => ({ name, number: Number(name.slice('EF.DG'.length)), file: files.get(name) }))
    .sort((one, other) => one.number - other.number)
    .flatMap(({ number, file }) => {
      if (file === undefined) return [];
      const hash = createHash('sha256').update(file).digest();
      return [tlv(SEQUENCE, integerElement(number), tlv(OCTET_STRING, hash))];
    });
  const content = tlv(SEQUENCE, integerElement(0), digestIdentifier('sha256'), tlv(SEQUENCE, ...hashes));
  const signer = { certificate, issuer, key, algorithm };
  return tlv(SOD_TAG, signedData({ contentType: LDS_SECURITY_OBJECT, content, digest: 'sha256', signer }));
}

function cardSecurity(
  infos: readonly Uint8Array[],
  pace: ChipProfile['pace'],
  { certificate, issuer, key, algorithm }: Signer,
): Uint8Array<ArrayBuffer> {
  const content = tlv(SET, ...pace.map(({ oid, parameterId }) => paceInfo(oid, parameterId)), ...infos);
  const signer = { certificate, issuer, key, algorithm };
  return signedData({ contentType: SECURITY_OBJECT, content, digest: 'sha256', signer });
}

function tagsOf(files: ReadonlyMap<ElementaryFile, Uint8Array>): readonly number[] {
  return [...DATA_GROUP_TAGS].flatMap(([tag, name]) => (files.has(name) ? [tag] : []));
}

function paceInfo(oid: string, parameterId: number): Uint8Array {
  return tlv(SEQUENCE, oidElement(oid), integerElement(2), integerElement(parameterId));
}

/** EF.CVCA, TR-03110-3 §A.5.2: the trust point's reference, padded with zeros. */
function verifyingAuthorityFile({ holderReference }: CvCertificate): Uint8Array {
  const file = new Uint8Array(FILE_PLACES['EF.CVCA'].bytes ?? 0);
  file.set(tlv(0x42, ascii(holderReference)));
  return file;
}

function terminalInfo(): Uint8Array {
  return tlv(SEQUENCE, oidElement(TERMINAL_AUTHENTICATION), integerElement(1));
}

function chipKeyOf(design: NonNullable<ChipDesign['chipAuthentication']>): {
  readonly key: ChipKey;
  readonly infos: readonly Uint8Array[];
} {
  const { parameterId, ciphers, version } = design;
  const group = standardisedGroup(parameterId);
  const secret = randomBelow(group.order);
  const element = group.publicKey(secret);
  const algorithm = tlv(SEQUENCE, oidElement(STANDARDISED_DOMAIN_PARAMETERS), integerElement(parameterId));
  const bits = group.kind === 'ecdh' ? element : integerElement(element);
  const spki = tlv(SEQUENCE, algorithm, tlv(BIT_STRING, Uint8Array.of(0), bits));
  const publicKeyOid = group.kind === 'ecdh' ? CHIP_PUBLIC_KEY_ECDH : CHIP_PUBLIC_KEY_DH;
  const infos = ciphers.map((cipher) => {
    const protocol = CHIP_AUTHENTICATION_PROTOCOLS.find((one) => one.agreement === group.kind && one.cipher === cipher);
    if (protocol === undefined) throw new RangeError(`Chip Authentication has no ${cipher}`);
    return tlv(SEQUENCE, oidElement(protocol.oid), tlv(INTEGER, Uint8Array.of(version)));
  });
  return {
    key: { group, secret, ciphers, version },
    infos: [...infos, tlv(SEQUENCE, concat(oidElement(publicKeyOid), spki))],
  };
}

function activeAuthenticationPair(kind: 'ec' | 'rsa'): {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
} {
  return kind === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    : generateKeyPairSync('rsa', { modulusLength: 2_048 });
}
