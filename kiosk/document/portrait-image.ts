/** An encoded portrait inside a record, and what its surroundings say about it. */

export type PortraitCodec = 'jpeg' | 'jpeg-2000';

/** Where a file contradicts itself. None of it is a reason to refuse: only the image's own bytes are believed. */
export type PortraitFinding =
  /** The template's header announces another kind of record than its data is. */
  | 'record-format-differs'
  /** There are more or fewer templates than the file counts. */
  | 'instance-count-differs'
  /** The record's own length is not the length of its data. */
  | 'record-length-differs'
  /** The record names another codec than the image's first bytes show. */
  | 'codec-differs';

export interface PortraitImage {
  readonly codec: PortraitCodec;
  /** View into the file. */
  readonly image: Uint8Array<ArrayBuffer>;
  readonly findings: readonly PortraitFinding[];
}

/** By the image's own first bytes: what a record names is wrong often enough. */
export function codecOf(image: Uint8Array): PortraitCodec | undefined {
  const startsWith = (...bytes: number[]) => bytes.every((byte, index) => image[index] === byte);
  if (startsWith(0xff, 0xd8, 0xff)) return 'jpeg';
  const jp2Signature = startsWith(0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50, 0x20, 0x20);
  const codestream = startsWith(0xff, 0x4f, 0xff, 0x51);
  return jp2Signature || codestream ? 'jpeg-2000' : undefined;
}
