/** Byte strings that identify all biometric data of a test traveller in memory. */
import { decodePortrait } from '../../kiosk/biometrics/face/decode-portrait.ts';
import type { Image } from '../../hardware/device/image.ts';
import { drawMirror, MIRROR_BYTES } from '../../kiosk/biometrics/face/mirror-picture.ts';
import { portraitOfDg2 } from '../../kiosk/rules/document/dg2.ts';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import { openFingerAnalyser } from '../../models/finger/finger-analyser.ts';
import { readDg3 } from '../../models/finger/formats/dg3.ts';
import { decodeRepresentation } from '../../models/finger/formats/finger-representation.ts';
import { writeTemplate } from '../../models/finger/template-codec.ts';
import type { Needle } from '../support/byte-search.ts';
import { withTextForms } from '../support/memory-scan.ts';
import type { OutsideWorld } from './outside-world.ts';

const NEEDLE_BYTES = 33;
/** With fewer different bytes the needle may be a white wall. */
const FEWEST_DIFFERENT = 14;
/** Relative positions of a face or finger in an image, and of the middle of a file. */
const PLACES = [0.3, 0.51];

export async function needlesOf(world: OutsideWorld): Promise<readonly Needle[]> {
  const { frames, document, prints } = world;
  const files = document.chip?.files;
  const portrait = portraitOfDg2(Uint8Array.from(files?.get('EF.DG2') ?? []));
  if (portrait.kind !== 'found') throw new Error('the chip has no portrait');
  const decoded = await decodePortrait(portrait.image);
  if (decoded.kind !== 'decoded') throw new Error('the portrait does not decode');
  return [
    ...cut('portrait file', portrait.image),
    ...cut('portrait pixels', decoded.image.data),
    ...frames.flatMap(({ data }, index) => cut(`frame ${index}`, data)),
    ...frames.flatMap((frame, index) => cut(`mirrored frame ${index}`, mirrorOf(frame))),
    ...prints.flatMap(({ data }, index) => cut(`print ${index}`, data)),
    ...(await faceNeedles(decoded.image)),
    ...(await fingerNeedles(Uint8Array.from(files?.get('EF.DG3') ?? []))),
    ...withTextForms({ name: 'printed zone', bytes: (document.opticalZone ?? new Uint8Array()).slice(45, 75) }),
  ];
}

/** In the form in which the traveller's screen gets it. */
export function mirrorOf(frame: Image): Uint8Array {
  const picture = new Uint8Array(MIRROR_BYTES);
  drawMirror(frame, picture);
  return picture;
}

async function faceNeedles(portrait: Parameters<Awaited<ReturnType<typeof openFaceAnalyser>>['reference']>[0]) {
  const analyser = await openFaceAnalyser();
  const outcome = await analyser.reference(portrait);
  if (outcome.kind !== 'reference') throw new Error('the portrait shows no usable face');
  const { buffer, byteOffset, byteLength } = outcome.template.embedding();
  const needles = cut('face embedding', new Uint8Array(buffer, byteOffset, byteLength));
  await analyser.close();
  return needles;
}

async function fingerNeedles(dg3: Uint8Array<ArrayBuffer>): Promise<readonly Needle[]> {
  const record = readDg3(dg3);
  if (record.kind !== 'read') throw new Error('the chip has no fingerprints');
  const analyser = await openFingerAnalyser();
  const needles: Needle[] = [];
  for (const representation of record.representations) {
    const read = decodeRepresentation(representation);
    if (read.kind !== 'decoded') throw new Error('a fingerprint does not decode');
    const made = await analyser.extract(read.image, read.resolutionPpi ?? 500, 'reference');
    if (made.kind !== 'template') throw new Error('a fingerprint gives no template');
    needles.push(
      ...cut(`chip finger ${representation.position} file`, representation.data),
      ...cut(`chip finger ${representation.position} pixels`, read.image.data),
      ...cut(`finger template ${representation.position}`, writeTemplate(made.template)),
    );
  }
  await analyser.close();
  return needles;
}

/** Distinctive pieces, in every encoding. */
function cut(name: string, bytes: Uint8Array): readonly Needle[] {
  return PLACES.flatMap((place) => {
    for (let from = Math.floor(bytes.length * place); from + NEEDLE_BYTES <= bytes.length; from++) {
      const piece = bytes.slice(from, from + NEEDLE_BYTES);
      if (new Set(piece).size >= FEWEST_DIFFERENT) return withTextForms({ name, bytes: piece });
    }
    throw new Error(`${name} has no distinctive piece`);
  });
}
