/**
 * Which release of the software a lane runs: a state machine without effects. The launcher and the running lane make its state durable
 * before they act on it, so after a power cut the state is either the old or the new one.
 */
import { z } from 'zod';
import { sha256HexSchema, wallMsSchema } from '../../../server/contract/field.ts';
import { RETURN_REASONS, type ReturnReason } from '../../../server/contract/lane-software.ts';
import { releaseNameSchema } from '../../../server/contract/release-name.ts';

/** The two folders. */
export const SLOTS = ['a', 'b'] as const;
export type Slot = (typeof SLOTS)[number];

/** A folder, or the installed package. */
export const PLACES = ['installed', ...SLOTS] as const;
export type Place = (typeof PLACES)[number];

/** Parts of a lane that have to work with a release on trial when they worked before it. Without the rest the lane does not start. */
export const HEALTH_PARTS = ['devices', 'server'] as const;
export type HealthPart = (typeof HEALTH_PARTS)[number];

/** Starts of a release on trial. The next start returns to the last good release. */
export const MAX_STARTS = 3;

/** Releases that are remembered as not to be tried again. */
const MAX_REFUSED = 8;

export const softwareReleaseSchema = z.strictObject({
  name: releaseNameSchema,
  version: z.int().min(1),
  /** SHA-256 of the signed archive, hex. */
  digest: sha256HexSchema,
});
export type SoftwareRelease = z.infer<typeof softwareReleaseSchema>;

/** A folder with a complete release. `proven`: it was healthy on this lane. */
const slotSchema = z.strictObject({ release: softwareReleaseSchema, proven: z.boolean() }).nullable();

export const selectionSchema = z
  .strictObject({
    version: z.literal(1),
    /** The last release that was healthy. */
    good: z.enum(PLACES),
    slots: z.strictObject({ a: slotSchema, b: slotSchema }),
    /** The release that is tried, until it is healthy or left. `before`: the parts that worked before it. */
    trial: z
      .strictObject({
        slot: z.enum(SLOTS),
        starts: z.int().min(0).max(MAX_STARTS),
        before: z.array(z.enum(HEALTH_PARTS)).max(HEALTH_PARTS.length),
      })
      .nullable(),
    /** Newest first. */
    refused: z.array(softwareReleaseSchema).max(MAX_REFUSED),
    /** A reason that another release has added must not make the rest unreadable. */
    returned: z
      .strictObject({
        release: softwareReleaseSchema,
        to: z.enum(PLACES),
        why: z.enum(RETURN_REASONS),
        at: wallMsSchema,
      })
      .nullable()
      .catch(null),
  })
  .refine(({ good, slots }) => good === 'installed' || slots[good]?.proven === true, {
    path: ['good'],
    message: 'must be a proven release',
  })
  .refine(({ good, slots, trial }) => trial === null || (trial.slot !== good && slots[trial.slot] !== null), {
    path: ['trial'],
    message: 'must be the other folder',
  });
export type Selection = z.infer<typeof selectionSchema>;

/** A lane that has taken no release yet. */
export const INSTALLED: Selection = {
  version: 1,
  good: 'installed',
  slots: { a: null, b: null },
  trial: null,
  refused: [],
  returned: null,
};

export type StartDecision =
  /** Asks for the verdict on a folder. */
  | { readonly kind: 'verifies'; readonly slot: Slot }
  /** `selection` differs from the one before when it has to be durable before the start. */
  | { readonly kind: 'runs'; readonly place: Place; readonly selection: Selection };

/**
 * The decision of the launcher. It runs no folder without a verdict, and always ends with a place.
 *
 * @param verdicts folders that were verified now: whether they are as two people signed them
 */
export function decideStart(
  before: Selection,
  verdicts: Readonly<Partial<Record<Slot, boolean>>>,
  atMs: number,
): StartDecision {
  let selection = before;
  if (selection.trial !== null) {
    const { slot, starts } = selection.trial;
    if (starts >= MAX_STARTS) selection = returnFromTrial(selection, 'did-not-start', atMs);
    else if (verdicts[slot] === undefined) return { kind: 'verifies', slot };
    else if (verdicts[slot]) {
      const trial = { ...selection.trial, starts: starts + 1 };
      return { kind: 'runs', place: slot, selection: { ...selection, trial } };
    } else selection = withSlot(returnFromTrial(selection, 'damaged', atMs), slot, null);
  }
  while (selection.good !== 'installed') {
    const verdict = verdicts[selection.good];
    if (verdict === undefined) return { kind: 'verifies', slot: selection.good };
    if (verdict) break;
    selection = leaveDamaged(selection, selection.good, atMs);
  }
  return { kind: 'runs', place: selection.good, selection };
}

/** The place to run when no new state can be written: a trial whose start cannot be counted is not started. */
export function withoutTrial(selection: Selection): Selection {
  return { ...selection, trial: null };
}

/** Before the files of a folder change. The folder is neither good nor on trial. */
export function emptied(selection: Selection, slot: Slot): Selection {
  assertFree(selection, slot);
  return withSlot(selection, slot, null);
}

/** After the files of a release are complete, verified and durable. */
export function filled(selection: Selection, slot: Slot, release: SoftwareRelease): Selection {
  assertFree(selection, slot);
  return withSlot(selection, slot, { release, proven: false });
}

/** The switch: the next start tries the release of the folder. */
export function switched(selection: Selection, slot: Slot, before: readonly HealthPart[]): Selection {
  if (selection.good === slot || selection.slots[slot] === null) throw new Error('the folder has no release to try');
  return { ...selection, trial: { slot, starts: 0, before: [...before] } };
}

/** The release on trial is the good one from now on. */
export function healthy(selection: Selection): Selection {
  const { trial } = selection;
  const tried = trial === null ? null : selection.slots[trial.slot];
  if (trial === null || tried === null) return selection;
  const proven = withSlot(selection, trial.slot, { ...tried, proven: true });
  return { ...proven, good: trial.slot, trial: null, returned: null };
}

/** The release on trial is left, and is not tried again. */
export function returnFromTrial(selection: Selection, why: ReturnReason, at: number): Selection {
  const { trial, good, refused } = selection;
  const tried = trial === null ? null : selection.slots[trial.slot];
  if (tried === null) return { ...selection, trial: null };
  const { release } = tried;
  return {
    ...selection,
    trial: null,
    refused: refusedWith(refused, release),
    returned: { release, to: good, why, at },
  };
}

/** The target of a technician's return: the previous release, or the installed package. */
export const RETURN_GOALS = ['before', 'installed'] as const;
export type ReturnGoal = (typeof RETURN_GOALS)[number];

/** The place of the next start. */
export function nextPlace({ good, trial }: Selection): Place {
  return trial?.slot ?? good;
}

/** The place to which a technician's return leads from the one in use. */
export function placeBefore(selection: Selection, goal: ReturnGoal): Place {
  const { good, trial, slots, refused } = selection;
  if (goal === 'installed') return 'installed';
  if (trial !== null) return good;
  const other = SLOTS.find((slot) => slot !== good);
  const held = other === undefined ? null : slots[other];
  const isEarlier = held !== null && held.proven && held.release.version < versionAt(selection, good);
  return isEarlier && other !== undefined && !refused.some((one) => isSame(one, held.release)) ? other : 'installed';
}

/**
 * A technician left the release in use, on trial or good. It is not tried again, nor is it a place to fall back to. The installed package stays
 * as it is.
 */
export function returnedByTechnician(selection: Selection, goal: ReturnGoal, at: number): Selection {
  const from = nextPlace(selection);
  const release = from === 'installed' ? undefined : selection.slots[from]?.release;
  if (release === undefined) return selection;
  const to = placeBefore(selection, goal);
  const passed = SLOTS.filter((slot) => slot === from || (slot === selection.good && slot !== to));
  let next: Selection = { ...selection, good: to, trial: null, returned: { release, to, why: 'technician', at } };
  for (const slot of passed) {
    const content = next.slots[slot];
    if (content === null) continue;
    next = withSlot(next, slot, { ...content, proven: false });
    next = { ...next, refused: refusedWith(next.refused, content.release) };
  }
  return next;
}

/** Forgets the return once the channel asks for the release that runs: a person has acted on it. */
export function settled(selection: Selection, wanted: SoftwareRelease): Selection {
  const { returned, good, slots } = selection;
  const runs = good === 'installed' ? null : slots[good];
  if (returned === null || isSame(returned.release, wanted)) return selection;
  return runs !== null && isSame(runs.release, wanted) ? { ...selection, returned: null } : selection;
}

/** The channel offers no software: the lane runs the installed package. Its folders stay. */
export function left(selection: Selection): Selection {
  return { ...selection, good: 'installed', trial: null };
}

export type SoftwareAct =
  | { readonly kind: 'stays' }
  /** The trial is no longer wanted. It says nothing about the release. */
  | { readonly kind: 'ends-trial' }
  | { readonly kind: 'prepares'; readonly slot: Slot }
  | { readonly kind: 'switches'; readonly slot: Slot }
  | { readonly kind: 'leaves' };

/**
 * The next act of a running lane.
 *
 * @param running the place that this program runs from
 * @param wanted the release that the signed channel has chosen for this lane; `undefined`: none
 */
export function nextAct(selection: Selection, running: Place, wanted: SoftwareRelease | undefined): SoftwareAct {
  const { good, slots, trial, refused } = selection;
  if (trial !== null) {
    const tried = slots[trial.slot]?.release;
    return wanted !== undefined && tried !== undefined && isSame(tried, wanted)
      ? { kind: 'stays' }
      : { kind: 'ends-trial' };
  }
  if (wanted === undefined) return { kind: good === 'installed' ? 'stays' : 'leaves' };
  if (refused.some((one) => isSame(one, wanted))) return { kind: 'stays' };
  const holding = SLOTS.find((slot) => {
    const held = slots[slot];
    return held !== null && isSame(held.release, wanted);
  });
  if (holding !== undefined) return holding === good ? { kind: 'stays' } : { kind: 'switches', slot: holding };
  const free = SLOTS.find((slot) => slot !== good && slot !== running);
  return free === undefined ? { kind: 'stays' } : { kind: 'prepares', slot: free };
}

/** The version that a place has; 0 for the installed package. */
export function versionAt({ slots }: Selection, place: Place): number {
  return place === 'installed' ? 0 : (slots[place]?.release.version ?? 0);
}

export function isSame(one: SoftwareRelease, other: SoftwareRelease): boolean {
  return one.name === other.name && one.version === other.version && one.digest === other.digest;
}

function refusedWith(refused: Selection['refused'], release: SoftwareRelease): SoftwareRelease[] {
  return [release, ...refused.filter((one) => !isSame(one, release))].slice(0, MAX_REFUSED);
}

/** A good folder that the disk has damaged is no fault of its release, which may be prepared again. */
function leaveDamaged(selection: Selection, slot: Slot, at: number): Selection {
  const other = slot === 'a' ? 'b' : 'a';
  const to: Place = selection.slots[other]?.proven === true ? other : 'installed';
  const damaged = selection.slots[slot];
  const returned =
    damaged === null ? selection.returned : { release: damaged.release, to, why: 'damaged' as const, at };
  return { ...withSlot(selection, slot, null), good: to, returned };
}

function withSlot(selection: Selection, slot: Slot, content: Selection['slots'][Slot]): Selection {
  return { ...selection, slots: { ...selection.slots, [slot]: content } };
}

function assertFree({ good, trial }: Selection, slot: Slot): void {
  if (good === slot || trial?.slot === slot) throw new Error('the folder is in use');
}
