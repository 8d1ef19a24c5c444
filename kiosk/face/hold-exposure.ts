import type { Camera } from '../../hardware/camera/camera.ts';
import { DeviceError } from '../../hardware/device/device-error.ts';

/** Holds or frees exposure, gain and white balance; `false` when this camera cannot, or would not. */
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
