/**
 * Types of the browser APIs that the page uses. The lane's code, this page included, is type-checked without the DOM
 * library.
 */

export interface Settings {
  readonly width?: number;
  readonly height?: number;
  readonly frameRate?: number;
}

export interface TrackCapabilities {
  readonly exposureMode?: readonly string[];
  readonly whiteBalanceMode?: readonly string[];
  /** Exposure values, which are stops (W3C MediaStream Image Capture, §6). */
  readonly exposureCompensation?: { readonly min: number; readonly max: number };
  readonly torch?: boolean;
}

export interface Track {
  readonly readyState: 'live' | 'ended';
  addEventListener(type: 'ended', listener: () => void): void;
  getSettings(): Settings;
  getCapabilities(): TrackCapabilities;
  applyConstraints(constraints: { readonly advanced: readonly Readonly<Record<string, unknown>>[] }): Promise<void>;
  stop(): void;
}

export interface MediaStream {
  getVideoTracks(): readonly Track[];
}

export interface VideoElement {
  srcObject: MediaStream | null;
  play(): Promise<void>;
  requestVideoFrameCallback(callback: (nowMs: number, metadata: VideoMetadata) => void): number;
}

export interface VideoMetadata {
  readonly captureTime?: number;
  readonly presentedFrames: number;
}

export interface PictureFrame {
  readonly format: string | null;
  readonly visibleRect: { readonly width: number; readonly height: number } | null;
  readonly colorSpace: { readonly matrix: string | null; readonly fullRange: boolean | null };
  allocationSize(): number;
  copyTo(
    destination: Uint8Array,
    options: { readonly layout: readonly { readonly offset: number; readonly stride: number }[] },
  ): Promise<unknown>;
  close(): void;
}

export interface PageSocket {
  binaryType: string;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: string | ArrayBuffer }) => void): void;
  send(data: string | Uint8Array): void;
  close(): void;
}

export interface Browser {
  readonly document: { querySelector(selector: string): VideoElement | null };
  readonly location: { readonly host: string; readonly hash: string; readonly pathname: string };
  readonly history: { replaceState(state: null, title: string, url: string): void };
  readonly navigator: {
    readonly mediaDevices: {
      getUserMedia(constraints: Readonly<Record<string, unknown>>): Promise<MediaStream>;
    };
  };
  readonly VideoFrame: new (source: VideoElement) => PictureFrame;
  readonly WebSocket: new (url: string) => PageSocket;
}
