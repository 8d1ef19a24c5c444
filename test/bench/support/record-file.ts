import { join } from 'node:path';
import { projectRoot } from '../../../models/files/project-root.ts';

/** The file of a bench's record. */
export const recordFile = (bench: string): string => join(projectRoot(), 'test/bench/results', `${bench}.json`);
