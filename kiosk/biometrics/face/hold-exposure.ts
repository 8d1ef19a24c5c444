import type { Camera } from '../../../hardware/camera/camera.ts';
import { DeviceError } from '../../../hardware/device/device-error.ts';

/**
 * Locks or unlocks exposure, gain and white balance. Resolves to `false` when the camera does not support or refuses
 * it.
 */
export async function holdExposure({ controls }: Pick<Camera, 'controls'>, hold: boolean): Promise<boolean> {
  if (controls === undefined) return false;
  try {
    await controls.lockExposure(hold);
    return true;
  } catch (error) {
    if (error instanceof DeviceError) return false;
    throw error;
  }
}
