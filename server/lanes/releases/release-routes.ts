import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Router } from 'express';
import type { Clock } from '../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { releaseKindSchema, releaseNameSchema } from '../../contract/release.ts';
import { isWithheld } from '../../contract/release-name.ts';
import {
  METADATA_LIMITS,
  METADATA_NAME,
  PIECE_BYTES,
  RELEASES_ADDRESS,
  TARGET_NAME,
} from '../../contract/release-repository.ts';
import type { KioskGate } from '../fleet/kiosk-gate.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { NOT_FOUND, refused, type Refused } from '../../platform/http/route.ts';

/** A lane fetches eight pieces a second at most, so one that asks more often is not a lane. */
const PER_LANE = { perSecond: 16, burst: 64 };
/** All lanes together get 32 MiB a second of target files, so that reports keep their share of the line. */
const ALL_LANES = { perSecond: 128, burst: 256 };
const EVERYONE = 'all';
const LARGEST_METADATA = Math.max(...Object.values(METADATA_LIMITS));

const RELEASES = "lanes need it and verify people's signatures";

/** Routes for lanes: metadata, and files of targets in pieces. @param folder of the repository; it may not exist yet */
export function releaseRoutes(clock: Clock, gate: Pick<KioskGate, 'ofRequest'>, folder: string): Router {
  const routes = publicRoutes();
  const perLane = new TokenBuckets(PER_LANE, clock);
  const allLanes = new TokenBuckets(ALL_LANES, clock, 1);

  /** Without TLS all clients of this machine share one limit. */
  const refusalOf = async (request: Request): Promise<Refused | undefined> => {
    const sender = await gate.ofRequest(request);
    if (sender.kind === 'refused') return sender;
    const waitS = perLane.take(sender.kind === 'kiosk' ? sender.kiosk.id : '') || allLanes.take(EVERYONE);
    return waitS > 0 ? { ...refused('rate-limited'), retryAfterS: waitS } : undefined;
  };

  const ofMetadata = { sends: { 200: ['application/json'] } } as const;
  routes.get(`${RELEASES_ADDRESS}/metadata/:name`, RELEASES, ofMetadata, async ({ params, request, response }) => {
    const refusal = await refusalOf(request);
    if (refusal !== undefined) return refusal;
    const { name } = params;
    const bytes = METADATA_NAME.test(name)
      ? await readBytes(join(folder, 'metadata', name), 0, LARGEST_METADATA)
      : undefined;
    if (bytes === undefined) return NOT_FOUND;
    response.set('Cache-Control', 'no-store').type('application/json').send(bytes);
    return undefined;
  });

  const piece = `${RELEASES_ADDRESS}/targets/:kind/:name/:file/:offset` as const;
  const ofPiece = { sends: { 200: ['application/octet-stream'] } } as const;
  routes.get(piece, RELEASES, ofPiece, async ({ params, request, response }) => {
    const refusal = await refusalOf(request);
    if (refusal !== undefined) return refusal;
    const { kind, name, file, offset } = params;
    const isNamed =
      releaseKindSchema.safeParse(kind).success &&
      !isWithheld(kind) &&
      releaseNameSchema.safeParse(name).success &&
      TARGET_NAME.test(file) &&
      /^(0|[1-9][0-9]{0,12})$/.test(offset);
    const bytes = isNamed
      ? await readBytes(join(folder, 'targets', kind, name, file), Number(offset), PIECE_BYTES)
      : undefined;
    if (bytes === undefined) return NOT_FOUND;
    response.set('Cache-Control', 'no-store').type('application/octet-stream').send(bytes);
    return undefined;
  });

  return routes.router;
}

/** At most this many bytes from a place on; `undefined` when there is no such file. */
async function readBytes(path: string, offset: number, limitBytes: number): Promise<Buffer | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch {
    return undefined;
  }
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.max(0, Math.min(limitBytes, size - offset)));
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, offset + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await file.close();
  }
}
