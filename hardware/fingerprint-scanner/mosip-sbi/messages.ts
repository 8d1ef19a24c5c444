/**
 * Messages of an SBI device service. Unknown members are dropped, because providers add their own. The members that are
 * used have types and bounds: all of this is untrusted input.
 */
import { z } from 'zod';

const text = z.string().max(256);
const token = z.string().min(1).max(65_536);
/** A number in most services, a string in some: `"0"`, `0`. */
const errorCode = z.union([z.string().max(16), z.number()]).transform(String);
const error = z.object({ errorCode, errorInfo: z.string().max(1_024).nullish() });
const subIds = z.array(z.union([z.string().max(8), z.number()]).transform(Number)).max(16);

export const discoverySchema = z
  .array(
    z.object({
      deviceId: text,
      deviceStatus: text,
      deviceSubId: subIds.nullish(),
      callbackId: z.string().max(512).nullish(),
      purpose: text.nullish(),
      error: error.nullish(),
    }),
  )
  .max(32);

export const infoSchema = z.array(z.object({ deviceInfo: token.nullish(), error: error.nullish() })).max(32);

/** Inside a signed `deviceInfo`. */
export const deviceInfoSchema = z.object({
  deviceId: text,
  deviceStatus: z.enum(['Ready', 'Busy', 'Not Ready', 'Not Registered']),
  firmware: text,
  certification: z.enum(['L0', 'L1']),
  digitalId: token,
  deviceCode: text,
  env: text,
  purpose: text,
  specVersion: z.array(text).min(1).max(16),
});

/** Inside a signed `digitalId`. */
export const digitalIdSchema = z.object({
  serialNo: text,
  make: text,
  model: text,
  type: text,
  deviceSubType: text,
});

/** `data` was removed before: see `json-with-secret.ts`. */
export const captureSchema = z.object({
  biometrics: z
    .array(
      z.object({
        data: z.literal('').nullish(),
        hash: z.string().max(128).nullish(),
        error: error.nullish(),
      }),
    )
    .length(1),
});

/** Inside a signed `data`; `bioValue` was removed before. */
export const captureDataSchema = z.object({
  digitalId: token,
  deviceCode: text,
  bioType: text,
  bioSubType: text,
  purpose: text,
  env: text,
  bioValue: z.literal(''),
  transactionId: text,
  timestamp: text,
});

/** The registration capture request, with the types of SBI's schema and a single version, as services expect. */
export interface CaptureRequest {
  readonly env: string;
  readonly purpose: 'Registration';
  readonly specVersion: string;
  /** ms. */
  readonly timeout: number;
  readonly captureTime: string;
  readonly transactionId: string;
  readonly bio: readonly [
    {
      readonly type: 'Finger';
      readonly count: number;
      readonly bioSubType: readonly string[];
      readonly exception: readonly string[];
      readonly requestedScore: string;
      readonly deviceId: string;
      readonly deviceSubId: number;
      readonly previousHash: string;
    },
  ];
  readonly customOpts: null;
}
