/** Image format and record format of a specimen's portrait. */
export interface PortraitFormat {
  readonly codec: 'jpeg' | 'jpeg-2000';
  readonly record: 'iso-19794-5' | 'iso-39794-5';
}

/** As in most chips with JPEG issued before the change of 2026. */
export const USUAL_PORTRAIT_FORMAT: PortraitFormat = { codec: 'jpeg', record: 'iso-19794-5' };
