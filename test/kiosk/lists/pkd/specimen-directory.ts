/** A public key directory of two states, as LDIF in the form of ICAO's download. */
import { integerElement, SEQUENCE, SET } from '../../../../hardware/ber/universal.ts';
import { tlv } from '../../../../hardware/ber/write.ts';
import { createIssuingState, type IssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import { signedData } from '../../../../hardware/simulation/pki/signed-data.ts';
import { DAY_MS, NOW, VALIDITY } from '../../rules/document/trust/specimen-signers.ts';

export const BASE = 'dc=data,dc=download,dc=pkd,dc=icao,dc=int';

export interface DirectoryEntry {
  readonly name: string;
  readonly lines: readonly string[];
}

const folded = (line: string): string => line.replace(/^(.{76})/, '$1\n ').replaceAll(/(\n .{75})(?=.)/g, '$1\n ');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export const signerEntry = (country: string, serial: string, der: Uint8Array): DirectoryEntry => ({
  name: `cn=C\\=${country}\\,CN\\=Specimen+sn=${serial},o=dsc,c=${country},${BASE}`,
  lines: [
    ...['objectClass: inetOrgPerson', 'objectClass: pkdDownload', `sn: ${serial}`, `cn: C=${country},CN=Specimen`],
    ...['pkdVersion: 7', `userCertificate;binary:: ${base64(der)}`],
  ],
});

export const revocationEntry = (country: string, number: number, der: Uint8Array): DirectoryEntry => ({
  name: `cn=C\\=${country}\\,CN\\=Authority ${number},o=crl,c=${country},${BASE}`,
  lines: [
    ...['objectClass: cRLDistributionPoint', 'objectClass: pkdDownload', `cn: C=${country},CN=Authority ${number}`],
    ...['pkdVersion: 7', `certificateRevocationList;binary:: ${base64(der)}`],
  ],
});

export const masterListEntry = (country: string, der: Uint8Array): DirectoryEntry => ({
  name: `cn=C\\=${country},o=ml,c=${country},${BASE}`,
  lines: [
    ...['objectClass: person', 'objectClass: pkdMasterList', 'objectClass: pkdDownload', 'sn: 1', `cn: C=${country}`],
    ...['pkdVersion: 7', `pkdMasterListContent:: ${base64(der)}`],
  ],
});

/** Entries of the tree above the objects. */
export function treeOf(countries: readonly string[]): readonly DirectoryEntry[] {
  return [
    { name: BASE, lines: ['objectClass: dcObject', 'objectClass: organization', 'dc: data', 'o: data'] },
    ...countries.flatMap((country) => [
      { name: `c=${country},${BASE}`, lines: ['objectClass: country', `c: ${country}`] },
      ...['dsc', 'crl', 'ml'].map((o) => ({
        name: `o=${o},c=${country},${BASE}`,
        lines: ['objectClass: organization', `o: ${o}`],
      })),
    ]),
  ];
}

export function ldifOf(entries: readonly DirectoryEntry[]): string {
  const records = entries.map(({ name, lines }) => [`dn: ${name}`, ...lines].map(folded).join('\n'));
  return `version: 1\n\n${records.join('\n\n')}\n`;
}

export function masterListOf(
  publisher: IssuingState,
  certificates: readonly Uint8Array[],
  signedAt = NOW - DAY_MS,
): Uint8Array<ArrayBuffer> {
  const content = tlv(SEQUENCE, integerElement(0), tlv(SET, ...certificates));
  const signer = publisher.masterListSigner(VALIDITY);
  return signedData({ contentType: '2.23.136.1.1.2', content, digest: 'sha256', signer, signedAt });
}

export const revocationListOf = (
  state: IssuingState,
  changes: Partial<Parameters<IssuingState['revocationList']>[0]> = {},
): Uint8Array<ArrayBuffer> =>
  state.revocationList({ number: 1, thisUpdate: NOW - DAY_MS, nextUpdate: NOW + 60 * DAY_MS, revoked: [], ...changes });

/** Two states, each with document signers, a revocation list and a master list. */
export function specimenDirectory(signersOfEach: number) {
  const states = { UT: createIssuingState('UT', VALIDITY), NX: createIssuingState('NX', VALIDITY) };
  const authorities = Object.values(states).map(({ signingAuthority }) => signingAuthority.certificate);
  const objects = Object.entries(states).flatMap(([country, state]) => [
    ...Array.from({ length: signersOfEach }, (_, at) =>
      signerEntry(country, `${at + 10}`, state.documentSigner(VALIDITY).certificate),
    ),
    revocationEntry(country, 1, revocationListOf(state)),
    masterListEntry(country, masterListOf(state, authorities)),
  ]);
  return { states, authorities, entries: [...treeOf(Object.keys(states)), ...objects] };
}
