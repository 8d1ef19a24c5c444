/** An encoded portrait in a record, and the findings about the record. */

export type PortraitCodec = 'jpeg' | 'jpeg-2000';

/** Contradictions in a file. None is a reason to refuse, because only the image's bytes count. */
export type PortraitFinding =
  /** The record format in the template's header differs from the data. */
  | 'record-format-differs'
  /** The number of templates differs from the file's count. */
  | 'instance-count-differs'
  /** The record's stated length differs from the length of its data. */
  | 'record-length-differs'
  /** The record's codec differs from the image's first bytes. */
  | 'codec-differs';

export interface PortraitImage {
  readonly codec: PortraitCodec;
  /** View into the file. */
  readonly image: Uint8Array<ArrayBuffer>;
  readonly findings: readonly PortraitFinding[];
}

/** Detected from the image's first bytes, because the codec in records is often wrong. */
export function codecOf(image: Uint8Array): PortraitCodec | undefined {
  const startsWith = (...bytes: number[]) => bytes.every((byte, index) => image[index] === byte);
  if (startsWith(0xff, 0xd8, 0xff)) return 'jpeg';
  const jp2Signature = startsWith(0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20);
  const codestream = startsWith(0xff, 0x4f, 0xff, 0x51);
  return jp2Signature || codestream ? 'jpeg-2000' : undefined;
}
