/** Exposure, gain and white balance of a UVC camera through `v4l2-ctl` (package v4l-utils). */
import type { Clock } from '../../host/clock.ts';
import { type CameraControls, LONGEST_SHIFTED_EXPOSURE_MS } from '../camera.ts';
import { cameraError } from '../camera-core.ts';
import { runTool } from './run-tool.ts';

export interface V4l2Control {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** Parses `v4l2-ctl --list-ctrls`: one control per line, `name 0x… (type) : min=… max=… … value=…`. */
export function parseControls(text: string): ReadonlyMap<string, V4l2Control> {
  const controls = new Map<string, V4l2Control>();
  for (const line of text.split('\n')) {
    const [, name, rest] = /^\s*(\w{1,64}) 0x[0-9a-f]{8} \((?:int|bool|menu)\)\s*: (.*)$/.exec(line) ?? [];
    const number = (key: string) => Number(new RegExp(`\\b${key}=(-?\\d+)`).exec(rest ?? '')?.[1] ?? Number.NaN);
    if (name === undefined || Number.isNaN(number('value'))) continue;
    controls.set(name, { name, value: number('value'), min: number('min'), max: number('max') });
  }
  return controls;
}

/** Names in Linux (`v4l2-controls.h`) before and since 5.16, with their values for automatic and manual. */
const AUTOMATICS = [
  {
    names: ['auto_exposure', 'exposure_auto'],
    automatic: 3,
    manual: 1,
    held: ['exposure_time_absolute', 'exposure_absolute'],
  },
  { names: ['gain_automatic', 'autogain'], automatic: 1, manual: 0, held: ['gain'] },
  {
    names: ['white_balance_automatic', 'white_balance_temperature_auto'],
    automatic: 1,
    manual: 0,
    held: ['white_balance_temperature'],
  },
] as const;

/**
 * The assignments that lock or unlock automatic regulation. Locking sets the current value explicitly, because some cameras
 * return to the last manual one. It also forbids a camera to lower its frame rate in the dark.
 */
export function lockAssignments(controls: ReadonlyMap<string, V4l2Control>, locked: boolean): readonly string[] {
  const assignments: string[] = [];
  for (const { names, automatic, manual, held } of AUTOMATICS) {
    const name = names.find((each) => controls.has(each));
    if (name === undefined) continue;
    assignments.push(`${name}=${locked ? manual : automatic}`);
    const value = controls.get(held.find((each) => controls.has(each)) ?? '');
    if (locked && value !== undefined) assignments.push(`${value.name}=${value.value}`);
  }
  return assignments;
}

/** Exposure times of a V4L2 camera are counted in units of 0.1 ms (`v4l2-controls.h`). */
const EXPOSURE_UNITS_PER_MS = 10;

/** The control of the exposure time, and the assignments that fix it and that return it to the automatic regulation. */
function exposureTime(controls: ReadonlyMap<string, V4l2Control>) {
  const [{ names, automatic, manual, held }] = AUTOMATICS;
  const name = names.find((each) => controls.has(each));
  const time = controls.get(held.find((each) => controls.has(each)) ?? '');
  return name === undefined || time === undefined
    ? undefined
    : { time, regulate: `${name}=${automatic}`, fix: `${name}=${manual}` };
}

/** The exposure time `stops` longer than `regulated`, in units of the control, within its range and `LONGEST_SHIFTED_EXPOSURE_MS`. */
export function shiftedExposure(time: V4l2Control, regulated: number, stops: number): number {
  const longest = Math.max(regulated, Math.min(time.max, LONGEST_SHIFTED_EXPOSURE_MS * EXPOSURE_UNITS_PER_MS));
  return Math.min(longest, Math.max(time.min, 1, Math.round(regulated * 2 ** stops)));
}

/** `undefined` when the tool is missing or the camera has nothing to lock. */
export async function v4l2Controls(
  clock: Clock,
  device: string,
  v4l2ctl: string,
  signal: AbortSignal,
): Promise<CameraControls | undefined> {
  const list = (until: AbortSignal) => runTool(clock, v4l2ctl, ['--device', device, '--list-ctrls'], until);
  const { found, output } = await list(signal);
  if (!found || lockAssignments(parseControls(output), true).length === 0) return undefined;
  const never = new AbortController().signal;
  const inForce = async () => parseControls((await list(never)).output);
  const assign = async (assignments: readonly string[]): Promise<void> => {
    // In sequence: a value can only be set after its automatic mode is off.
    for (const assignment of assignments) {
      const set = await runTool(clock, v4l2ctl, ['--device', device, '--set-ctrl', assignment], never);
      if (set.lines.length > 0) throw cameraError('unsupported', 'the camera does not take the setting');
    }
    const now = await inForce();
    const kept = assignments.filter((assignment) => !/=\d/.test(assignment) || isSet(now, assignment));
    if (kept.length < assignments.length || assignments.length === 0) {
      throw cameraError('unsupported', 'the camera did not keep the setting');
    }
  };
  /** The automatic exposure time from before the shift; `undefined` without a shift. */
  let regulated: number | undefined;
  const shiftExposure = async (stops: number): Promise<number> => {
    const exposure = exposureTime(await inForce());
    if (exposure === undefined) throw cameraError('unsupported', 'the camera has no exposure time any more');
    const { time, regulate, fix } = exposure;
    if (stops === 0) {
      await assign([regulate]);
      regulated = undefined;
      return 0;
    }
    const automatic = regulated ?? Math.max(1, time.value);
    const units = shiftedExposure(time, automatic, stops);
    try {
      await assign([fix, `${time.name}=${units}`]);
    } catch (refusal) {
      regulated = undefined;
      await assign([regulate]).catch(() => undefined);
      throw refusal;
    }
    regulated = automatic;
    return Math.log2(units / automatic);
  };
  return {
    async lockExposure(locked) {
      await assign(lockAssignments(await inForce(), locked));
      if (!locked) regulated = undefined;
    },
    ...(exposureTime(parseControls(output)) !== undefined && { shiftExposure }),
  };
}

function isSet(controls: ReadonlyMap<string, V4l2Control>, assignment: string): boolean {
  const [name, value] = assignment.split('=');
  return controls.get(name ?? '')?.value === Number(value);
}
