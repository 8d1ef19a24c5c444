/**
 * A technician's order to leave the release in use: a durable file, which the running lane or the launcher carries out. It names the release that
 * the technician saw, so an order that was carried out before a power cut, or that comes too late, changes nothing.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { flushFolderSync, makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import {
  isSame,
  nextPlace,
  RETURN_GOALS,
  returnedByTechnician,
  type Selection,
  softwareReleaseSchema,
} from './selection.ts';

const returnOrderSchema = z.strictObject({
  version: z.literal(1),
  /** The release to leave. */
  leaves: softwareReleaseSchema,
  to: z.enum(RETURN_GOALS),
});
export type ReturnOrder = z.infer<typeof returnOrderSchema>;

const FILE = 'return.json';

/** `undefined`: there is none, or it is damaged. Never throws. */
export function readReturnOrder(software: string): ReturnOrder | undefined {
  try {
    return returnOrderSchema.parse(JSON.parse(readFileSync(join(software, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Durable when it returns. Throws the system's error. */
export function writeReturnOrder(software: string, order: ReturnOrder): void {
  makeFolderSync(software);
  replaceFileSync(join(software, FILE), JSON.stringify(returnOrderSchema.parse(order)));
}

/** After the selection is durable. Throws the system's error. */
export function removeReturnOrder(software: string): void {
  rmSync(join(software, FILE), { force: true });
  flushFolderSync(software);
}

/** The selection after the order; the same object when it names another release than the one in use. Pure. */
export function obeyReturn(selection: Selection, { leaves, to }: ReturnOrder, at: number): Selection {
  const place = nextPlace(selection);
  const inUse = place === 'installed' ? undefined : selection.slots[place]?.release;
  return inUse !== undefined && isSame(inUse, leaves) ? returnedByTechnician(selection, to, at) : selection;
}
