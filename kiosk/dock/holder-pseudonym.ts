import { concat } from '../../hardware/ber/write.ts';
import { parseMrz } from '../../hardware/document-reader/mrz/parse-mrz.ts';
import type { SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type { KioskInside } from '../main/app/kiosk.ts';
import type { RegistrationPseudonym } from '../rules/document/registration-pseudonym.ts';

/** The pseudonym of a document's holder at this lane; `undefined` when the document cannot be read. */
export function holderPseudonym(
  { registrations }: Pick<KioskInside, 'registrations'>,
  { opticalZone }: SpecimenDocument,
): RegistrationPseudonym | undefined {
  if (opticalZone === undefined) return undefined;
  const zone = Uint8Array.from(opticalZone);
  const parse = parseMrz(zone);
  if (parse.kind !== 'parsed') return undefined;
  const { issuingState, documentNumber, documentNumberRest } = parse.mrz;
  const number = concat(documentNumber, documentNumberRest);
  const pseudonym = registrations.pseudonymOf(issuingState, number);
  number.fill(0);
  zone.fill(0);
  return pseudonym;
}
