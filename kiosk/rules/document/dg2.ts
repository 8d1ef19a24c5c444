/**
 * The portrait inside DG2, ICAO 9303-10 §4.7.2: `75 { 7F61 { 02 count, 7F60 { A1 header, 5F2E or 7F2E data } … } }`, the
 * data being a facial record of ISO/IEC 19794-5:2005 or, in a further `A1`, a block of ISO/IEC 39794-5. Its first bytes
 * determine the format.
 */
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { childOf, expectTag, findChild } from '../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer, readFirstBer } from '../../../hardware/ber/read.ts';
import { FACE_IMAGE_DATA_BLOCK, imageOfFaceBlock } from './face-image-block.ts';
import { imageOfFacialRecord, isFacialRecord } from './facial-record.ts';
import type { PortraitFinding, PortraitImage } from './portrait-image.ts';

export type PortraitRead =
  | ({ readonly kind: 'found'; readonly record: 'iso-19794-5' | 'iso-39794-5' } & PortraitImage)
  | { readonly kind: 'malformed' };

const DG2 = 0x75;
const GROUP_TEMPLATE = 0x7f61;
const COUNT = 0x02;
const INFORMATION_TEMPLATE = 0x7f60;
const HEADER = 0xa1;
const FORMAT_TYPE = 0x88;
const DATA_BLOCK_TAGS = [0x5f2e, 0x7f2e] as const;
const WRAPPED_BLOCK = 0xa1;
/** CBEFF format types of JTC 1/SC 37, ISO/IEC 19785 registry: 19794-5 and 39794-5. */
const FORMAT_TYPES = { 'iso-19794-5': 0x0008, 'iso-39794-5': 0x002a } as const;
/** ICAO allows several pictures of the holder; existing chips contain one. */
const MAX_INSTANCES = 8;
/** The standard's own example with every field has about 120 elements, nested nine deep. */
const LIMITS: BerLimits = { bytes: 1_048_576, elements: 4_000, depth: 24 };
const MALFORMED: PortraitRead = { kind: 'malformed' };

/** The first image of the first template that contains one. */
export function portraitOfDg2(file: Uint8Array<ArrayBuffer>): PortraitRead {
  return orMalformed(() => {
    const group = childOf(expectTag(readBer(file, LIMITS), DG2), GROUP_TEMPLATE);
    const templates = group.children().filter(({ tag }) => tag === INFORMATION_TEMPLATE);
    const count = findChild(group, COUNT)?.content;
    const differs = count?.length !== 1 || count[0] !== templates.length;
    const ofFile: readonly PortraitFinding[] = differs ? ['instance-count-differs'] : [];
    for (const template of templates.slice(0, MAX_INSTANCES)) {
      const read = orMalformed(() => portraitOfTemplate(template));
      if (read.kind === 'found') return { ...read, findings: [...ofFile, ...read.findings] };
    }
    return MALFORMED;
  });
}

function orMalformed(read: () => PortraitRead): PortraitRead {
  try {
    return read();
  } catch (error) {
    if (error instanceof BerError) return MALFORMED;
    throw error;
  }
}

function portraitOfTemplate(template: BerElement): PortraitRead {
  const data = template.children().find(({ tag }) => DATA_BLOCK_TAGS.some((one) => one === tag));
  if (data === undefined) return MALFORMED;
  const isRecord = isFacialRecord(data.content);
  const record = isRecord ? 'iso-19794-5' : 'iso-39794-5';
  const found = isRecord ? imageOfFacialRecord(data.content) : imageOfWrappedBlock(data.content);
  if (found === undefined) return MALFORMED;
  const declared = formatType(template);
  const differs = declared !== undefined && declared !== FORMAT_TYPES[record];
  return {
    kind: 'found',
    record,
    ...found,
    findings: [...(differs ? (['record-format-differs'] as const) : []), ...found.findings],
  };
}

/** The block is in a separate `A1`, which some issuers omit. */
function imageOfWrappedBlock(data: Uint8Array<ArrayBuffer>): PortraitImage | undefined {
  const outer = readFirstBer(data, LIMITS);
  return imageOfFaceBlock(outer.tag === WRAPPED_BLOCK ? childOf(outer, FACE_IMAGE_DATA_BLOCK) : outer);
}

function formatType(template: BerElement): number | undefined {
  const header = findChild(template, HEADER);
  const type = header && findChild(header, FORMAT_TYPE)?.content;
  return type?.length === 2 ? type[0]! * 256 + type[1]! : undefined;
}
