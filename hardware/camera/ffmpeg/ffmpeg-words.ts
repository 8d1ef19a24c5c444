/** Translates ffmpeg's standard error into `DeviceError`. The original text may contain addresses and is not passed on. */
import type { DeviceError } from '../../device/device-error.ts';
import { cameraError } from '../camera-core.ts';

type Code = DeviceError['code'];

/** The first match counts. Texts of ffmpeg 5.1 to 7.1 and of the C library. */
const REASONS: readonly { readonly says: RegExp; readonly code: Code; readonly message: string }[] = [
  {
    says: /\b401\b|\b403\b|unauthorized|authorization failed|forbidden/i,
    code: 'not-permitted',
    message: 'the camera refuses the sign-in',
  },
  {
    says: /permission denied|operation not permitted/i,
    code: 'not-permitted',
    message: 'this user may not open the camera',
  },
  { says: /resource busy/i, code: 'busy', message: 'another program holds the camera' },
  { says: /\b404\b|\b454\b|stream not found/i, code: 'unsupported', message: 'the camera has no such stream' },
  {
    says: /connection refused|no route to host|network is unreachable|host is unreachable|failed to resolve|name or service not known|connection reset/i,
    code: 'disconnected',
    message: 'the camera cannot be reached',
  },
  { says: /timed out/i, code: 'timed-out', message: 'the camera does not answer' },
  {
    says: /no such file|no such device|cannot open video device/i,
    code: 'disconnected',
    message: 'there is no such camera',
  },
  {
    says: /not a video capture device|inappropriate ioctl|cannot find a proper format|the v4l2 frame is|unsupported pixel|protocol not found|unrecognized option|option not found|decoder \(codec .{0,80} not found|could not find codec/i,
    code: 'unsupported',
    message: 'the camera has no format that ffmpeg can use',
  },
  {
    says: /invalid data found|moov atom not found|could not find codec parameters|does not contain any stream|matches no streams|output file .{0,1024}empty/i,
    code: 'corrupt',
    message: 'the camera does not send video',
  },
];

/** Messages about pictures that could not be decoded completely. */
const DAMAGE =
  /error submitting packet to decoder|corrupt decoded frame|decode error|decoding error|error while decoding|concealing \d+|corrupted data|could not find ref/i;

/** @param lines ffmpeg's standard error before it ended */
export function reasonOf(lines: readonly string[]): DeviceError {
  for (const { says, code, message } of REASONS) {
    if (lines.some((line) => says.test(line))) return cameraError(code, message);
  }
  return cameraError('disconnected', 'ffmpeg has ended');
}

export function tellsDamage(line: string): boolean {
  return DAMAGE.test(line);
}
