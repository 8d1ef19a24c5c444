/** Imported first by a program that takes pictures: its time stands still, so that ages and times are the same in each run. */
const SystemDate = Date;

/** A Saturday morning. */
export const AT = SystemDate.UTC(2026, 10, 28, 9, 30);

class FrozenDate extends SystemDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(AT);
    else super(...(given as [number]));
  }

  static override now(): number {
    return AT;
  }
}

globalThis.Date = FrozenDate as DateConstructor;
