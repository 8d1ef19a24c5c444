/** Every way in which the finger pipeline can be misused or can break. Poor images are values, never one of these. */
export type FingerErrorCode =
  /** The filter graph returned a tensor of another shape, or a value that is not finite. */
  | 'model-output'
  /** The calibration file is missing, malformed, or has no measured row. */
  | 'calibration-missing'
  /** The policy asks for a false-match rate outside what the calibration proves. */
  | 'false-match-rate-unproven'
  /** A template was used after it was wiped, or in the other role. */
  | 'template-unusable'
  /** Minutiae that no finger can have: outside the image, not finite, or too many. */
  | 'minutiae-malformed'
  /** The analyser was used after `close`. */
  | 'closed';

/** A bug, or a file that is not what it says it is. The message never holds a pixel, a minutia or a score. */
export class FingerError extends Error {
  override readonly name = 'FingerError';
  readonly code: FingerErrorCode;

  constructor(code: FingerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
