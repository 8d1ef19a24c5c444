/** Where pictures come from, as configuration writes it. */

export type CameraSource =
  /** A device that Linux knows: USB (UVC) or built in. */
  | { readonly kind: 'v4l2'; readonly device: string }
  /** A camera in the network. The address carries no user and no password. */
  | { readonly kind: 'rtsp'; readonly url: string }
  /** A recorded or drawn film, shown over and over at its own speed. For development: a film is a simulator. */
  | { readonly kind: 'file'; readonly path: string }
  /** A camera that Chromium opens. */
  | { readonly kind: 'browser' };

/** What to ask a camera for. It gives what it has that is nearest. */
export interface CameraMode {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
}

export interface CameraSettings {
  readonly source: CameraSource;
  readonly mode: CameraMode;
  /** The program that reads the source, `ffmpeg` or `chromium`; a path or a name on the usual path. */
  readonly program?: string | undefined;
  /** Of a camera in the network. Never in its address: addresses end up in logs and in lists of processes. */
  readonly credentials?: CameraCredentials | undefined;
}

export interface CameraCredentials {
  readonly user: string;
  readonly password: string;
}

export const CAMERA_SOURCE_FORMS =
  'simulator, v4l2:/dev/video0, rtsp://host/path, rtsps://host/path, file:path or browser';
export const CAMERA_MODE_FORM = 'width x height @ frames a second, e.g. 1280x720@30';

/** `undefined` for a text that names no source, `simulator` included: that is not a source but a driver of its own. */
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

/** `undefined` for a text that is no mode, or one that no lane's camera has. */
export function parseCameraMode(text: string): CameraMode | undefined {
  const [, width, height, rate] = /^(\d{2,4})x(\d{2,4})@(\d{1,3})$/.exec(text) ?? [];
  const mode = { width: Number(width), height: Number(height), framesPerSecond: Number(rate) };
  const fits = mode.width >= 160 && mode.width <= 3840 && mode.height >= 120 && mode.height <= 2160;
  return fits && mode.framesPerSecond >= 1 && mode.framesPerSecond <= 120 ? mode : undefined;
}

/** A file's text, `user:password`, optionally ended by a newline. `undefined` when it is something else. */
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
