/** Byte strings that identify the travellers of a test and what lanes derive from them, in the forms in which data are stored and sent. */
import type { SpecimenDocument } from '../../hardware/simulation/specimen-document.ts';
import type { SpecimenTraveller } from '../../hardware/simulation/specimens.ts';
import { portraitOfDg2 } from '../../kiosk/rules/document/dg2.ts';
import { decodePortrait } from '../../kiosk/biometrics/face/decode-portrait.ts';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import { namesIn, type Needle } from '../support/byte-search.ts';

/** The places that hold a needle, such as `the wire holds a name`. */
export function found(places: readonly (readonly [string, Buffer])[], needles: readonly Needle[]): string[] {
  return places.flatMap(([place, bytes]) => namesIn(bytes, needles).map((what) => `${place} holds ${what}`));
}

/** The bytes as they are, in hex, and in both alphabets of base64 at each place within other bytes. */
export function inEveryForm(what: string, bytes: Uint8Array): Needle[] {
  const raw = Buffer.from(bytes);
  const inBase64 = [0, 1, 2].flatMap((shift) => {
    const text = raw.subarray(shift).toString('base64').replace(/=+$/, '').slice(0, -2);
    return [
      { name: `${what} in base64`, bytes: Buffer.from(text) },
      { name: `${what} in base64url`, bytes: Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_')) },
    ];
  });
  return [{ name: what, bytes: raw }, { name: `${what} in hex`, bytes: Buffer.from(raw.toString('hex')) }, ...inBase64];
}

/** Names, zones and numbers of these documents, pieces of their portraits, and the lane's templates of them. */
export async function canariesOf(
  documents: readonly SpecimenDocument[],
  specimens: readonly SpecimenTraveller[],
): Promise<Needle[]> {
  const needles: Needle[] = specimens.flatMap(({ name }) =>
    [name, name.replace(' ', '<<')].map((word) => ({ name: 'a name', bytes: Buffer.from(word) })),
  );
  const add = (what: string, bytes: Uint8Array): void => void needles.push(...inEveryForm(what, bytes));
  const analyser = await openFaceAnalyser();
  const seen = new Set<string>();
  for (const { documentNumber, opticalZone, chip, holder } of documents) {
    add('a document number', Buffer.from(documentNumber));
    if (opticalZone === undefined) continue;
    const zone = Buffer.from(opticalZone);
    add('the first line of a zone', zone.subarray(0, 44));
    add('the second line of a zone', zone.subarray(45, 89));
    const stored = portraitOfDg2(Uint8Array.from(chip?.files.get('EF.DG2') ?? []));
    if (stored.kind !== 'found') throw new Error('a specimen chip holds no portrait');
    const { image } = stored;
    for (let at = 700; at + 24 < image.length; at += 509) add('a piece of a portrait', image.subarray(at, at + 24));
    if (seen.has(holder)) continue;
    seen.add(holder);
    const portrait = await decodePortrait(image);
    const reference = portrait.kind === 'decoded' ? await analyser.reference(portrait.image) : undefined;
    if (reference?.kind !== 'reference') throw new Error('a specimen portrait holds no face');
    const floats = Buffer.from(new Float32Array(reference.template.embedding()).buffer);
    for (let at = 0; at + 16 <= floats.length; at += 64) add('a piece of a template', floats.subarray(at, at + 16));
    const first = reference.template.embedding()[0] ?? 0;
    needles.push({ name: 'a template as text', bytes: Buffer.from(String(first)) });
  }
  await analyser.close();
  return needles;
}
