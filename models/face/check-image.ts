import { assertImage, type Image } from '../../hardware/device/image.ts';
import { IMAGE_SIDE_MAX, IMAGE_SIDE_MIN } from './constants.ts';
import { FaceError } from './face-error.ts';

/** @throws FaceError `image-malformed`, `image-size` */
export function checkImage(image: Image): void {
  const { width, height, channelOrder } = image;
  if (!Number.isInteger(width) || !Number.isInteger(height) || (channelOrder !== 'rgb' && channelOrder !== 'grey')) {
    throw new FaceError('image-malformed', 'an image must have whole sides and be rgb or grey');
  }
  if (Math.min(width, height) < IMAGE_SIDE_MIN || Math.max(width, height) > IMAGE_SIDE_MAX) {
    throw new FaceError('image-size', `an image's sides are ${IMAGE_SIDE_MIN} to ${IMAGE_SIDE_MAX} px`);
  }
  try {
    assertImage(image);
  } catch (cause) {
    throw new FaceError('image-malformed', 'the length of the buffer differs from the header', { cause });
  }
}
