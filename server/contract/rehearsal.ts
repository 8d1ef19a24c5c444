/**
 * The marks of a rehearsal in what is signed. A rehearsal is production with keys in software and simulated devices. Lanes, servers and
 * partners outside it refuse messages with a mark, and those inside it refuse messages without one.
 */
import { z } from 'zod';
import type { Mode } from '../../hardware/host/mode.ts';

/** A member of signed messages. Absent: production or development. */
export const rehearsalMark = { rehearsal: z.literal(true).optional() };
export interface Marked {
  readonly rehearsal?: true | undefined;
}

/** The mark of messages that are made in a mode. */
export function markOf(mode: Mode): Marked {
  return mode === 'rehearsal' ? { rehearsal: true } : {};
}

/** Whether a message was made in a rehearsal exactly when this side is in one. */
export function isMarkedFor(mode: Mode, { rehearsal }: Marked): boolean {
  return (rehearsal === true) === (mode === 'rehearsal');
}

/** Why a message is refused. */
export const OTHER_MODE = 'must be present in a rehearsal, and only there';

/** The end of the ledger's name, which each head, receipt and proof carries. */
export const REHEARSAL_ORIGIN = '/rehearsal';

/** Whether a ledger may have this name in a mode. */
export function isOriginOf(mode: Mode, origin: string): boolean {
  return origin.endsWith(REHEARSAL_ORIGIN) === (mode === 'rehearsal');
}

/** The beginning of the name of the fleet's authority, whose certificate an enrolment code pins and which certifies each connection. */
export const REHEARSAL_FLEET = 'Postern rehearsal';

/** Whether an authority may have this name in a mode. @param subject of its certificate, as Node's `X509Certificate` writes it */
export function isAuthorityOf(mode: Mode, subject: string): boolean {
  return subject.startsWith(`CN=${REHEARSAL_FLEET} `) === (mode === 'rehearsal');
}

/** The beginning of the id of an agreement, which both sides sign and each delivery names. */
const REHEARSAL_AGREEMENT = 'rehearsal-';

/** Whether an agreement may have this id in a mode. */
export function isAgreementOf(mode: Mode, id: string): boolean {
  return id.startsWith(REHEARSAL_AGREEMENT) === (mode === 'rehearsal');
}
