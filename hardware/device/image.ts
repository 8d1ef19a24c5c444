/**
 * Pixels with an owner who must wipe them.
 *
 * The image type of all device contracts and model pipelines. Rows are packed, the origin is the top left corner, samples
 * are 8-bit and sRGB-encoded.
 */

/** `rgb`: three interleaved samples per pixel. `grey`: one sample per pixel. */
export type ChannelOrder = 'rgb' | 'grey';

/**
 * `owned`: the holder has the only reference, may transfer or overwrite the memory, and must wipe it.
 * `borrowed`: readable until the call that passed it returns; never kept, transferred or written.
 */
export type Ownership = 'owned' | 'borrowed';

export interface Image {
  /** Columns, 1 or more. */
  readonly width: number;
  /** Rows, 1 or more. */
  readonly height: number;
  readonly channelOrder: ChannelOrder;
  /** Exactly `width * height * channelsOf(channelOrder)` bytes, row-major. */
  readonly data: Uint8Array<ArrayBuffer>;
  readonly ownership: Ownership;
}

export function channelsOf(order: ChannelOrder): 1 | 3 {
  return order === 'rgb' ? 3 : 1;
}

/** Allocates an owned, zeroed image. Throws `RangeError` when a side is not a positive integer. */
export function allocateImage(width: number, height: number, channelOrder: ChannelOrder): Image {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`image sides must be positive integers, got ${width} x ${height}`);
  }
  const data = new Uint8Array(new ArrayBuffer(width * height * channelsOf(channelOrder)));
  return { width, height, channelOrder, data, ownership: 'owned' };
}

/** Throws `RangeError` when the buffer's length does not match the dimensions. */
export function assertImage(image: Image): void {
  const expected = image.width * image.height * channelsOf(image.channelOrder);
  if (image.data.byteLength !== expected) {
    throw new RangeError(
      `image of ${image.width} x ${image.height} needs ${expected} bytes, got ${image.data.byteLength}`,
    );
  }
}

/** Returns the same pixels as `borrowed`, to pass an owned image to code that must not keep it. */
export function lend(image: Image): Image {
  return { ...image, ownership: 'borrowed' };
}

/** Overwrites owned pixels with zeros. Throws `TypeError` for a borrowed image, which its owner wipes. */
export function wipeImage(image: Image): void {
  if (image.ownership !== 'owned') throw new TypeError('a borrowed image is wiped by its owner');
  image.data.fill(0);
}
