/** Every way in which a model can fail to load or run. */
export type ModelErrorCode =
  /** The built model is not there: `npm run models` has not run. */
  | 'model-missing'
  /** The built model is not byte for byte the one the manifest names. */
  | 'digest-mismatch'
  /** A tensor's name, shape or length is not what the manifest declares. */
  | 'bad-input'
  /** The runtime refused the model. */
  | 'session-failed'
  /** The runtime failed while computing, or returned other tensors than the manifest declares. */
  | 'run-failed'
  /** The session was closed. */
  | 'closed';

/** A model that cannot be used. Messages carry names and shapes, never a tensor's values. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly code: ModelErrorCode;

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
