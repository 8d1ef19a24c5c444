import { examined as examinedWith, type Finding, unexplained } from '../../../hardware/host/doctor/finding.ts';
import { startFailureOf } from '../config/start-failure.ts';

/** A part that cannot be examined is a fault, with the hint of its error where the error is known. */
export const examined = (part: string, examine: () => readonly Finding[] | Promise<readonly Finding[]>) =>
  examinedWith(part, examine, (error) => {
    const { code, hint } = startFailureOf(error);
    return code === 'unknown' ? unexplained(error) : hint;
  });
