/** How a specimen's portrait is coded, and in which record it stands. */
export interface PortraitFormat {
  readonly codec: 'jpeg' | 'jpeg-2000';
  readonly record: 'iso-19794-5' | 'iso-39794-5';
}

/** As most chips in circulation before the change of 2026 that hold JPEG. */
export const USUAL_PORTRAIT_FORMAT: PortraitFormat = { codec: 'jpeg', record: 'iso-19794-5' };
