import { isEori, isIoss } from '../identifiers/check-digits.ts';
import { NO_POSTCODE } from '../code-lists/small-lists.ts';
import type { Declaration, Party } from '../form/declaration.ts';
import type { Judged, Report, RuleContext } from './context.ts';

const ROLES = [
  ...(['declarant', 'representative', 'submitter', 'exporter', 'importer', 'consignor', 'consignee'] as const),
  ...(['carrier', 'seller', 'buyer'] as const),
];

export function judgeParties({ declaration, items, context }: Judged, report: Report): void {
  for (const role of ROLES) {
    const party = declaration[role];
    if (party !== undefined) judgeParty(party, `/${role}`, context, report, role === 'representative');
  }
  for (const [index, { consignee }] of items.entries()) {
    if (consignee !== undefined) judgeParty(consignee, `/goods/${index}/consignee`, context, report, false);
  }
  for (const [index, { holder }] of (declaration.authorisations ?? []).entries()) {
    if (holder !== undefined) judgeIdentifier(holder, `/authorisations/${index}/holder`, context, report);
  }
  for (const [index, { id }] of (declaration.actors ?? []).entries()) {
    if (id !== undefined) judgeIdentifier(id, `/actors/${index}/id`, context, report);
  }
  judgeFiscalReferences(declaration, items, report);
}

/** @param bare whether the party may consist of its status alone: a representative that is the declarant itself */
function judgeParty(party: Party, pointer: string, context: RuleContext, report: Report, bare: boolean): void {
  const { id, name, address } = party;
  if (id !== undefined) judgeIdentifier(id, `${pointer}/id`, context, report);
  if (id !== undefined && context.isRegistered?.(id) === true && (name !== undefined || address !== undefined)) {
    report('C0250', name === undefined ? `${pointer}/address` : `${pointer}/name`);
  }
  if (id === undefined && !(bare && name === undefined)) {
    if (name === undefined) report('C0250', `${pointer}/name`);
    else {
      for (const part of ['street', 'city', 'country'] as const) {
        if (address?.[part] === undefined) report('C0250', `${pointer}/address/${part}`);
      }
    }
  }
  const country = address?.country;
  if (country !== undefined && address?.postcode === undefined && !NO_POSTCODE.has(country)) {
    report('C0505', `${pointer}/address/postcode`);
  }
}

function judgeIdentifier(id: string, pointer: string, context: RuleContext, report: Report): void {
  if (isIoss(id)) return;
  if (!isEori(id)) report('eori-form', pointer);
  else if (context.isRegistered?.(id) === false) report('CDS12005', pointer);
}

function judgeFiscalReferences(declaration: Declaration, items: Judged['items'], report: Report): void {
  let shops = 0;
  for (const [index, { role, id }] of (declaration.fiscalReferences ?? []).entries()) {
    if (role !== 'FR5') continue;
    shops += 1;
    if (id === undefined || !isIoss(id)) report('ioss-form', `/fiscalReferences/${index}/id`);
    if (shops > 1) report('ioss-once', `/fiscalReferences/${index}`);
  }
  for (const [item, { fiscalReferences = [] }] of items.entries()) {
    for (const [index, { role }] of fiscalReferences.entries()) {
      if (role === 'FR5') report('ioss-place', `/goods/${item}/fiscalReferences/${index}`);
    }
  }
}
