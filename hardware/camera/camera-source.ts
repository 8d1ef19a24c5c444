/** The source of pictures, as written in the configuration. */

export type CameraSource =
  /** A Video4Linux device: USB (UVC) or built in. */
  | { readonly kind: 'v4l2'; readonly device: string }
  /** A network camera. The address contains no user and no password. */
  | { readonly kind: 'rtsp'; readonly url: string }
  /** A video file, repeated in real time. For development: it counts as a simulator. */
  | { readonly kind: 'file'; readonly path: string }
  /** A camera that Chromium opens. */
  | { readonly kind: 'browser' };

/** The requested mode. The camera uses the nearest that it supports. */
export interface CameraMode {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

export interface CameraSettings {
  readonly source: CameraSource;
  readonly mode: CameraMode;
  /** The program that reads the source, `ffmpeg` or `chromium`: a path, or a name found on PATH. */
  readonly program?: string | undefined;
  /**
   * Credentials of a network camera. They are kept out of the address, because addresses appear in logs and process lists.
   */
  readonly credentials?: CameraCredentials | undefined;
}

export interface CameraCredentials {
  readonly user: string;
  readonly password: string;
}

export const CAMERA_SOURCE_FORMS =
  'simulator, v4l2:/dev/video0, rtsp://host/path, rtsps://host/path, file:path or browser';
export const CAMERA_MODE_FORM = 'width x height @ frames a second, e.g. 1280x720@30';

/** `undefined` when the text names no source. `simulator` is not a source but a separate driver. */
export function parseCameraSource(text: string): CameraSource | undefined {
  if (text === 'browser') return { kind: 'browser' };
  if (/^v4l2:\/dev\/[A-Za-z0-9][A-Za-z0-9/._:+-]{0,200}$/.test(text) && !text.includes('..')) {
    return { kind: 'v4l2', device: text.slice('v4l2:'.length) };
  }
  if (text.startsWith('file:') && isPath(text.slice('file:'.length))) {
    return { kind: 'file', path: text.slice('file:'.length) };
  }
  return isStreamAddress(text) ? { kind: 'rtsp', url: text } : undefined;
}

/** `undefined` when the text is not a mode, or outside the range of lane cameras. */
export function parseCameraMode(text: string): CameraMode | undefined {
  const [, width, height, rate] = /^(\d{2,4})x(\d{2,4})@(\d{1,3})$/.exec(text) ?? [];
  const mode = { width: Number(width), height: Number(height), framesPerSecond: Number(rate) };
  const fits = mode.width >= 160 && mode.width <= 3840 && mode.height >= 120 && mode.height <= 2160;
  return fits && mode.framesPerSecond >= 1 && mode.framesPerSecond <= 120 ? mode : undefined;
}

/** Parses the text of a credentials file: `user:password` and an optional newline. `undefined` when malformed. */
export function parseCameraCredentials(text: string): CameraCredentials | undefined {
  const [, user, password] = /^([\x21-\x39\x3b-\x7e]{1,64}):([\x20-\x7e]{1,128})\n?$/.exec(text) ?? [];
  return user === undefined || password === undefined ? undefined : { user, password };
}

function isPath(text: string): boolean {
  return text.length > 0 && text.length <= 4_096 && !/\p{Cc}/u.test(text);
}

function isStreamAddress(text: string): boolean {
  if (text.length > 2_000 || !/^rtsps?:\/\/[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password, hash } = new URL(text);
  return hostname !== '' && username === '' && password === '' && hash === '';
}
