/** The source of zones, as written in the configuration. */
import { type CameraSource, parseCameraSource } from '../camera/camera-source.ts';
import { type LineDevicePlace, lineDevicePlace } from '../device/line-device.ts';

export type ZonePlace =
  | LineDevicePlace
  /** A camera over the document. */
  | { readonly kind: 'camera'; readonly source: Exclude<CameraSource, { readonly kind: 'browser' }> };

export const ZONE_PLACE_FORMS =
  'an absolute path, e.g. /dev/ttyACM0, tcp:host:port, or camera: and a camera, e.g. camera:v4l2:/dev/video2';

const CAMERA = 'camera:';

/**
 * `undefined` when the text is none of these. The browser's camera faces the traveller, and the browser offers no second
 * one.
 */
export function zonePlace(text: string): ZonePlace | undefined {
  if (!text.startsWith(CAMERA)) return lineDevicePlace(text);
  const source = parseCameraSource(text.slice(CAMERA.length));
  return source === undefined || source.kind === 'browser' ? undefined : { kind: 'camera', source };
}
