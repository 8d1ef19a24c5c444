import { codedError } from '../../hardware/host/coded-error.ts';

/** Errors of the face pipeline. A poor image is a result and never an error. */
export type FaceErrorCode =
  /** The length of the buffer differs from the image's header, or a side is not a whole number. */
  | 'image-malformed'
  /** A side is outside the accepted range. */
  | 'image-size'
  /** A network returned a tensor with another name or shape than in the manifest, or a value that is not finite. */
  | 'model-output'
  /** The centring file is missing, does not match the manifest or belongs to other networks. */
  | 'centring-unusable'
  /** A candidate's file is not one, or contradicts itself. */
  | 'candidate-malformed'
  /** The manifest holds no calibration of the face comparator. */
  | 'calibration-missing'
  /** The policy requires a false-match rate that the calibration does not prove. */
  | 'false-match-rate-unproven'
  /** A template was used after it was wiped, or in the wrong role. */
  | 'template-unusable'
  /** A protection key has the wrong length. */
  | 'protection-key-malformed'
  /** The analyser was used after `close`. */
  | 'closed'
  /** A head-turn sequence was used out of order. */
  | 'sequence-misused';

/** A programming error or an unsuitable model. The message never contains a pixel, a landmark or a score. */
export class FaceError extends codedError<FaceErrorCode>('FaceError') {}
