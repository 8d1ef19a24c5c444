/** Every way in which the face pipeline can be misused or can break. Poor images are values, never one of these. */
export type FaceErrorCode =
  /** The buffer's length is not what the image's header says, or a side is not a whole number. */
  | 'image-malformed'
  /** A side lies outside what the pipeline accepts. */
  | 'image-size'
  /** A network returned a tensor of another name or shape than the manifest's, or a value that is not finite. */
  | 'model-output'
  /** The centring file is missing, is not the one of the manifest or belongs to other networks. */
  | 'centring-unusable'
  /** The manifest holds no calibration of the face comparator. */
  | 'calibration-missing'
  /** The policy asks for a false-match rate outside what the calibration proves. */
  | 'false-match-rate-unproven'
  /** A template was used after it was wiped, or in the other role. */
  | 'template-unusable'
  /** A protection key has another length. */
  | 'protection-key-malformed'
  /** The analyser or the gallery was used after `close`. */
  | 'closed'
  /** The gallery holds as many as it was made for. */
  | 'gallery-full'
  /** A request to a gallery makes no sense: an id that is taken, no candidates asked for, a rate outside 0..1. */
  | 'gallery-misused'
  /** A head-turn sequence was used out of order. */
  | 'sequence-misused';

/** A bug, or a model that is not the one it says it is. The message never holds a pixel, a landmark or a score. */
export class FaceError extends Error {
  override readonly name = 'FaceError';
  readonly code: FaceErrorCode;

  constructor(code: FaceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
