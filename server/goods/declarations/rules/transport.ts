import { isContainer, isImoShip, judgeMrn } from '../identifiers/check-digits.ts';
import type { Declaration } from '../form/declaration.ts';
import type { Judged, Report } from './context.ts';

export function judgeTransport({ declaration, items }: Judged, report: Report): void {
  judgeContainers(declaration.transport, items, report);
  judgeLocation(declaration.location, report);
  for (const [index, { packaging = [], number }] of items.entries()) {
    if (number !== undefined && number !== String(index + 1)) report('R0988', `/goods/${index}/number`);
    judgeSequence(packaging, `/goods/${index}/packaging`, report);
  }
  if (declaration.itemCount !== undefined && Number(declaration.itemCount) !== items.length)
    report('CDS11003', '/itemCount');
  judgeDocuments(declaration, '', report);
  for (const [index, item] of items.entries()) judgeDocuments(item, `/goods/${index}`, report);
}

function judgeContainers(transport: Declaration['transport'], items: Judged['items'], report: Report): void {
  const containers = transport?.containers ?? [];
  const named =
    containers.some(({ id }) => id !== undefined) || items.some((item) => (item.containers ?? []).length > 0);
  if (transport?.containerIndicator === '0' && named) report('C0055', '/transport/containers');
  if (transport?.containerIndicator === '1' && !named) report('C0823', '/transport/containers');
  for (const [index, { id, seals = [] }] of containers.entries()) {
    if (id !== undefined && !isContainer(id)) report('container-digit', `/transport/containers/${index}/id`);
    judgeSequence(seals, `/transport/containers/${index}/seals`, report);
  }
  judgeSequence(containers, '/transport/containers', report);
  judgeSequence(transport?.route ?? [], '/transport/route', report);
  for (const name of ['departure', 'arrival', 'border'] as const) {
    const means = transport?.[name];
    if (means?.type === '10' && means.id !== undefined && !isImoShip(means.id.replace(/^IMO/, ''))) {
      report('ship-digit', `/transport/${name}/id`);
    }
  }
}

function judgeSequence(
  entries: readonly { readonly number?: string | undefined }[],
  pointer: string,
  report: Report,
): void {
  for (const [index, { number }] of entries.entries()) {
    if (number !== undefined && number !== String(index + 1)) report('R0987', `${pointer}/${index}/number`);
  }
}

/** Groups of the location that each qualifier needs; the groups of the other qualifiers are excluded. */
const LOCATION: Readonly<Record<string, 'address' | 'coordinates' | 'code'>> = {
  T: 'address',
  U: 'code',
  V: 'code',
  W: 'coordinates',
  X: 'code',
  Y: 'code',
  Z: 'address',
};

function judgeLocation(location: Declaration['location'], report: Report): void {
  const needed = location?.qualifier === undefined ? undefined : LOCATION[location.qualifier];
  if (location === undefined || needed === undefined) return;
  if (location[needed] === undefined) report('C0394', `/location/${needed}`);
  for (const other of ['address', 'coordinates', 'code'] as const) {
    if (other !== needed && location[other] !== undefined) report('C0394', `/location/${other}`);
  }
}

type Documents = Pick<Declaration, 'previousDocuments' | 'supportingDocuments' | 'transportDocuments'>;

function judgeDocuments(place: Documents, at: string, report: Report): void {
  for (const name of ['previousDocuments', 'supportingDocuments', 'transportDocuments'] as const) {
    for (const [index, { type, reference, quantity, unit }] of (place[name] ?? []).entries()) {
      const pointer = `${at}/${name}/${index}`;
      if (quantity !== undefined && unit === undefined) report('C0298', `${pointer}/unit`);
      if (quantity === undefined && unit !== undefined) report('C0298', `${pointer}/quantity`);
      if (name !== 'previousDocuments' || type !== 'NMRN' || reference === undefined) continue;
      const form = judgeMrn(reference);
      if (form !== 'ok') report(form === 'no' ? 'mrn-form' : 'mrn-digit', `${pointer}/reference`);
    }
  }
}
