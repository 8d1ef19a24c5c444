/**
 * The launcher's part before each start: carries out a technician's order, counts, verifies, and names the folder to run. It never fails: the
 * installed package is always left.
 */
import { renameSync, symlinkSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { obeyReturn, readReturnOrder, removeReturnOrder } from './return-order.ts';
import { decideStart, type Place, type Selection, type Slot, withoutTrial } from './selection.ts';
import { readSelection, slotPaths, softwareFolder, writeSelection } from './software-folder.ts';
import { verifySlot } from './verify-slot.ts';

export interface SelectOptions {
  readonly dataDir: string;
  /** The root that the operator installed. Without it only the installed package runs. */
  readonly rootFile: string;
  /** Folder of the installed package. */
  readonly installed: string;
  readonly nowMs: number;
  readonly onProblem: (what: string) => void;
}

export interface SelectedRelease {
  readonly place: Place;
  /** Folder with `bin/node` and `code/`. */
  readonly home: string;
}

/** Resolves to the folder to run. Its start is counted durably when the release is on trial. Never rejects. */
export async function selectRelease(options: SelectOptions): Promise<SelectedRelease> {
  const { dataDir, installed, onProblem } = options;
  try {
    const place = await select(options);
    const home = place === 'installed' ? installed : slotPaths(softwareFolder(dataDir), place).files;
    return { place, home };
  } catch (error) {
    onProblem(describe(error));
    return { place: 'installed', home: installed };
  }
}

async function select({ dataDir, rootFile, nowMs, onProblem }: SelectOptions): Promise<Place> {
  const software = softwareFolder(dataDir);
  const before = afterOrder(software, { nowMs, onProblem });
  if (before.good === 'installed' && before.trial === null) return 'installed';
  const installedRoot = readFileSync(rootFile);
  const verdicts: Partial<Record<Slot, boolean>> = {};
  const decide = async (selection: typeof before) => {
    for (;;) {
      const decision = decideStart(selection, verdicts, nowMs);
      if (decision.kind === 'runs') return decision;
      verdicts[decision.slot] = await isSound(decision.slot);
    }
  };
  const isSound = async (slot: Slot): Promise<boolean> => {
    const release = before.slots[slot]?.release;
    if (release === undefined) return false;
    try {
      await verifySlot(slotPaths(software, slot), release, installedRoot);
      return true;
    } catch (error) {
      onProblem(`${slot}: ${describe(error)}`);
      return false;
    }
  };
  const decision = await decide(before);
  if (decision.selection === before) return decision.place;
  try {
    writeSelection(software, decision.selection);
    return decision.place;
  } catch (error) {
    onProblem(describe(error));
    return (await decide(withoutTrial(before))).place;
  }
}

/** Obeys the order even if the new selection cannot be written: the order stays, and the next start finds it again. */
function afterOrder(software: string, { nowMs, onProblem }: Pick<SelectOptions, 'nowMs' | 'onProblem'>): Selection {
  const selection = readSelection(software);
  const order = readReturnOrder(software);
  if (order === undefined) return selection;
  const next = obeyReturn(selection, order, nowMs);
  try {
    if (next !== selection) writeSelection(software, next);
    removeReturnOrder(software);
  } catch (error) {
    onProblem(describe(error));
  }
  return next;
}

/** Points a link to the folder, in one rename. Throws the system's error. */
export function pointTo(home: string, linkPath: string): void {
  const draft = `${linkPath}.${process.pid}`;
  symlinkSync(home, draft);
  renameSync(draft, linkPath);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'an unknown error';
}
