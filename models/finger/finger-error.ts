import { codedError } from '../../hardware/host/coded-error.ts';

/** Errors of the finger pipeline. A poor image is a result and never an error. */
export type FingerErrorCode =
  /** The filter graph returned a tensor of another shape, or a value that is not finite. */
  | 'model-output'
  /** The calibration file is missing, malformed, or has no measured row. */
  | 'calibration-missing'
  /** The policy requires a false-match rate that the calibration does not prove. */
  | 'false-match-rate-unproven'
  /** A template was used after it was wiped, or in the wrong role. */
  | 'template-unusable'
  /** Minutiae are impossible: outside the image, not finite, or too many. */
  | 'minutiae-malformed'
  /** The analyser was used after `close`. */
  | 'closed';

/** A programming error or an unsuitable file. The message never contains a pixel, a minutia or a score. */
export class FingerError extends codedError<FingerErrorCode>('FingerError') {}
