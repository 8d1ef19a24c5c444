/**
 * A recorded set of presentations of consenting people, with which a site chooses its thresholds.
 *
 * SET/consent.json { "version": 1, "statement": "...", "retainUntil": "2027-01-31", "people": ["p01", ...] }
 * SET/<presentation>/presentation.json see `presentationSchema` SET/<presentation>/<frame>.jpg|png its frames
 *
 * People are identified by codes. A presentation of a person who is not in the consent record is refused, and so is a
 * set past its date.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LIGHT_COLOURS } from '../../../models/face/presentation-attack/light-challenge/light-state.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);
const colour = z.enum(Object.keys(LIGHT_COLOURS) as [keyof typeof LIGHT_COLOURS]);
const frame = z.strictObject({ file: z.string().regex(/^[\w-]+\.(jpg|png)$/), atMs: z.number().min(0) });

export const consentSchema = z.strictObject({
  version: z.literal(1),
  /** The text to which the people have agreed. */
  statement: z.string().min(20),
  retainUntil: z.iso.date(),
  people: z.array(code).min(1),
});

export const presentationSchema = z.strictObject({
  version: z.literal(1),
  person: code,
  /**
   * `bona-fide`, or the species of the attack, named by the site (ISO/IEC 30107-3: presentation attack instrument
   * species).
   */
  species: code,
  light: z
    .strictObject({
      frames: z.array(frame).min(1),
      /** The times of the shown states; the last entry is the grey after the challenge. */
      shown: z.array(z.strictObject({ left: colour, right: colour, atMs: z.number() })).min(2),
      latencyMs: z.number().min(0),
      jitterMs: z.number().min(0),
    })
    .optional(),
  turn: z
    .strictObject({
      frames: z.array(frame).min(1),
      direction: z.enum(['left', 'right']),
      promptedAtMs: z.number().min(0),
    })
    .optional(),
});
export type RecordedPresentation = z.infer<typeof presentationSchema> & { readonly folder: string };

/** A set is invalid. The message lists every fault. */
export class SetError extends Error {
  override readonly name = 'SetError';
}

/** The set's consent record. @param today ISO date; throws `SetError` */
export function readConsent(folder: string, today: string): z.infer<typeof consentSchema> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(folder, 'consent.json'), 'utf8'));
  } catch {
    throw new SetError('consent.json: is missing or is not JSON');
  }
  const consent = consentSchema.safeParse(content);
  if (!consent.success) {
    throw new SetError(
      consent.error.issues.map(({ path, message }) => `consent.json: ${path.join('.')}: ${message}`).join('\n'),
    );
  }
  if (consent.data.retainUntil < today) {
    throw new SetError('consent.json: retainUntil has passed; the set must be deleted');
  }
  return consent.data;
}

/** @param today ISO date; throws `SetError` */
export function readSet(folder: string, today: string): RecordedPresentation[] {
  const faults: string[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>): T | undefined => {
    try {
      const parsed = schema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      if (parsed.success) return parsed.data;
      faults.push(...parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`));
    } catch {
      faults.push(`${file}: is missing or is not JSON`);
    }
    return undefined;
  };
  let consent: z.infer<typeof consentSchema> | undefined;
  try {
    consent = readConsent(folder, today);
  } catch (error) {
    if (!(error instanceof SetError)) throw error;
    faults.push(error.message);
  }
  const found: RecordedPresentation[] = [];
  const names = faults.length > 0 ? [] : readdirSync(folder, { withFileTypes: true });
  for (const { name } of names.filter((entry) => entry.isDirectory())) {
    const presentation = read(join(name, 'presentation.json'), presentationSchema);
    if (presentation === undefined) continue;
    if (consent?.people.includes(presentation.person) !== true) faults.push(`${name}: the person has not consented`);
    found.push({ ...presentation, folder: join(folder, name) });
  }
  if (found.length === 0 && faults.length === 0) faults.push('the set contains no presentation');
  if (faults.length > 0) throw new SetError(faults.join('\n'));
  return found;
}
