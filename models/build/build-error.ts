/** Every way in which building a model can be refused. */
export type ModelBuildErrorCode =
  /** The command line holds something that is not an option. */
  | 'usage'
  /** The npm program could not be started. */
  | 'npm-missing'
  /** The package registry did not answer: no network, no name resolution, a refused or timed-out connection. */
  | 'registry-unreachable'
  /** npm ran and failed for another reason, or named no tarball. */
  | 'npm-failed'
  /** A package tarball's SHA-512 is not the manifest's. */
  | 'package-integrity'
  /** A package tarball is not a readable archive, or is larger than allowed. */
  | 'archive-invalid'
  /** A file the manifest names is not in the package. */
  | 'source-missing'
  /** A source file's size or SHA-256 is not the manifest's. */
  | 'source-digest'
  /** A source file is truncated, garbage, or breaks a limit of its format. */
  | 'format-invalid'
  /** A source model uses an operator, or a setting of one, that the converter does not know. */
  | 'operator-unsupported'
  /** The converter tried to write an ONNX graph that is not one: a defect of the converter. */
  | 'graph-invalid'
  /** The converted model's size or SHA-256 is not the manifest's. */
  | 'output-digest'
  /** A finished file could not be put in place. */
  | 'write-failed';

/** A refusal to build a model. Nothing half-written is left behind. */
export class ModelBuildError extends Error {
  override readonly name = 'ModelBuildError';
  readonly code: ModelBuildErrorCode;

  constructor(code: ModelBuildErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
