/**
 * The file of a candidate: a face comparator with its networks, centring and calibration, complete in one signed release of models.
 *
 * `PFC1`, the length of the header (uint32, big-endian), the header (JSON), then the networks (ONNX) in the order of the header.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Calibration } from '../calibration/calibration.ts';
import { calibrationSchema } from '../calibration/calibration-schema.ts';
import { type FaceCentring, floats } from './centring.ts';
import { ALIGNED_SIDE } from './constants.ts';
import type { EmbedderModel, FaceComparator } from './embedders.ts';
import { FaceError } from './face-error.ts';

const MAGIC = 'PFC1';
const PREFIX_BYTES = 8;
export const CANDIDATE_HEADER_LIMIT_BYTES = 1_048_576;
const MAX_NETWORKS = 3;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');
const word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,63}$/, 'must be a plain name');

const networkSchema = z.strictObject({
  name: word,
  bytes: z.int().positive(),
  sha256,
  input: z.strictObject({
    name: word,
    /** The batch; "N" is any length from 1. */
    batch: z.literal(['N', 1]),
    layout: z.enum(['NHWC', 'NCHW']),
    pixel: z.strictObject({ offset: z.number(), divisor: z.number().positive() }),
  }),
  output: word,
  length: z.int().min(16).max(4_096),
  weight: z.number().positive().max(1),
  typicalLength: z.number().positive(),
  /** Whether the embedding of the mirror image is added. */
  mirrored: z.strictObject({ reference: z.boolean(), probe: z.boolean() }),
  /** Centring: float32, little-endian, base64. */
  mean: z.base64(),
  between: z.array(z.base64()).max(16),
});

const headerSchema = z
  .strictObject({
    format: z.literal('postern-face-candidate/1'),
    /** A lane reports its counts after at least this many judged travellers. */
    reportAfter: z.int().min(10).max(10_000),
    strengthWeight: z.number().min(0).max(1),
    networks: z.array(networkSchema).min(1).max(MAX_NETWORKS),
    calibration: calibrationSchema,
  })
  .refine(({ networks }) => Math.abs(networks.reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-6, {
    path: ['networks'],
    message: 'must have weights that sum to 1',
  });
export type CandidateHeader = z.infer<typeof headerSchema>;

export interface FaceCandidate {
  readonly reportAfter: number;
  readonly comparator: FaceComparator;
  readonly models: readonly { readonly model: EmbedderModel; readonly bytes: Uint8Array }[];
  readonly centring: FaceCentring;
  readonly calibration: Calibration;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
}

/**
 * Reads the header from the beginning of a file.
 *
 * @param begin the first bytes, at least up to the end of the header
 * @param lengthBytes of the whole file
 * @throws FaceError `candidate-malformed`
 */
export function readCandidateHeader(begin: Uint8Array, lengthBytes: number): CandidateHeader {
  return headerOf(begin, lengthBytes).header;
}

/** Reads a whole file. @throws FaceError `candidate-malformed` */
export function readFaceCandidate(file: Uint8Array): FaceCandidate {
  const { header, end } = headerOf(file, file.length);
  let from = end;
  const models = header.networks.map((network) => {
    const bytes = file.subarray(from, from + network.bytes);
    from += network.bytes;
    return { model: modelOf(network), bytes };
  });
  const { networks, strengthWeight, reportAfter, calibration } = header;
  return {
    reportAfter,
    calibration,
    models,
    comparator: {
      networks: networks.map(({ name: model, output, length, weight, typicalLength }) => ({
        ...{ model, output, length, weight, typicalLength },
      })),
      strengthWeight,
      mirrored: {
        reference: networks.map(({ mirrored }) => mirrored.reference),
        probe: networks.map(({ mirrored }) => mirrored.probe),
      },
    },
    centring: networks.map(({ mean, between, length }) => ({
      mean: vector(mean, length),
      between: between.map((axis) => vector(axis, length)),
    })),
    digest: createHash('sha256').update(file).digest('hex'),
  };
}

/** Makes the file. The header's sizes and digests are computed. @throws FaceError `candidate-malformed` */
export function packFaceCandidate(
  header: Omit<CandidateHeader, 'networks'> & {
    readonly networks: readonly Omit<CandidateHeader['networks'][number], 'bytes' | 'sha256'>[];
  },
  networks: readonly Uint8Array[],
): Uint8Array {
  const measured = header.networks.map((network, at) => {
    const bytes = networks[at] ?? new Uint8Array();
    return { ...network, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const text = Buffer.from(JSON.stringify({ ...header, networks: measured }));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC);
  prefix.writeUInt32BE(text.length, MAGIC.length);
  const file = Buffer.concat([prefix, text, ...networks]);
  readFaceCandidate(file);
  return file;
}

function headerOf(begin: Uint8Array, lengthBytes: number): { readonly header: CandidateHeader; readonly end: number } {
  const bytes = Buffer.from(begin.buffer, begin.byteOffset, begin.byteLength);
  if (bytes.length < PREFIX_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw malformed('it does not begin as a candidate');
  }
  const end = PREFIX_BYTES + bytes.readUInt32BE(MAGIC.length);
  if (end > PREFIX_BYTES + CANDIDATE_HEADER_LIMIT_BYTES || end > bytes.length) throw malformed('the header is cut');
  let header: CandidateHeader;
  try {
    header = headerSchema.parse(JSON.parse(bytes.toString('utf8', PREFIX_BYTES, end)));
  } catch (cause) {
    throw malformed('the header is not valid', { cause });
  }
  const whole = header.networks.reduce((sum, network) => sum + network.bytes, end);
  if (whole !== lengthBytes) throw malformed('the length differs from the header');
  return { header, end };
}

function modelOf({ name, sha256: digest, input, output }: CandidateHeader['networks'][number]): EmbedderModel {
  const { layout, pixel, batch } = input;
  const side = ALIGNED_SIDE;
  const shape = layout === 'NHWC' ? ([batch, side, side, 3] as const) : ([batch, 3, side, side] as const);
  return {
    name,
    inputs: [{ name: input.name, shape, layout, pixel }],
    outputs: [{ name: output }],
    onnx: { sha256: digest },
  };
}

function vector(text: string, length: number): Float32Array {
  try {
    return floats(text, length);
  } catch (cause) {
    throw malformed('a centring vector does not fit its network', { cause });
  }
}

function malformed(why: string, options?: ErrorOptions): FaceError {
  return new FaceError('candidate-malformed', `the file of the candidate is not usable: ${why}`, options);
}
